"""Prints bank lines as banks of ten countries do: their words, the length of their fields, capitals."""

import random
from dataclasses import dataclass

from tests.bench import commonwealth_words as words
from tests.bench.commonwealth_clues import Payment
from tests.bench.commonwealth_trades import Level

LONG = 140


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to pay: how much of the payer's name and words it carries, and how the statement prints them.

    A template may use name, words, day (of the payment), n6, n10 (the bank's own running numbers) and mix.
    """

    code: str
    name_length: int
    words_length: int
    template: str
    weight: float
    method: str = "bank transfer"


_SWIFT = Channel("swift", 35, 140, "TT {n10} ORD {name} RMI /INV/{words} OUR", 0.0, "wire")
_ADVICE = Channel("advice", 35, 1500, "{name} RMT ADV {n6}: {words}", 0.0)
_CHANNELS = {
    "GB": [
        Channel("bacs", 18, 18, "{name} {words} BGC", 6),
        Channel("faster", 18, 18, "FPI {name} {words} {day:%d/%m/%y} {n6}", 5),
        Channel("faster_ref", 30, 35, "FASTER PAYMENTS RECEIPT REF {words} FROM {name}", 2),
        Channel("chaps", 35, 35, "CHAPS CR {name} REF {words}", 1, "wire"),
        Channel("standing", 18, 18, "STO {name} {words}", 0.5),
    ],
    "IE": [
        Channel("sepa", 70, 140, "SCT {name} {words}", 4),
        Channel("inet", 18, 18, "*INET {name} {words}", 3),
        Channel("credit", 18, 18, "CREDIT TRANSFER {name} {words}", 3),
    ],
    "CA": [
        Channel("eft", 15, 19, "EFT CREDIT {name} {words}", 5),
        Channel("interac", 30, 60, "INTERAC E-TRANSFER FROM {name} {mix} MSG: {words}", 3, "e-transfer"),
        Channel("misc", 15, 15, "MISC PAYMENT {name} {words}", 2),
    ],
    "ZA": [
        Channel("eft", 0, 20, "ACB CREDIT {words}", 2),
        Channel("fnb", 20, 20, "FNB OB PMT {name} {words}", 4),
        Channel("magtape", 20, 20, "MAGTAPE CREDIT {name} {words}", 3),
        Channel("payshap", 30, 35, "PAYSHAP FROM {name} {words}", 1.5),
    ],
    "AU": [
        Channel("direct", 16, 18, "DIRECT CREDIT {n6} {name} {words}", 5),
        Channel("osko", 40, 140, "OSKO PAYMENT FROM {name} {words} {n10}", 4),
        Channel("bpay", 0, 20, "BPAY RECEIPT CRN {words} {n6}", 1.2),
        Channel("transfer", 20, 18, "TFR FROM {name} {words}", 1),
    ],
    "NZ": [
        Channel("bill", 20, 24, "BILL PAYMENT {name} {words}", 5),
        Channel("direct", 20, 24, "DC {name} {words}", 4),
        Channel("auto", 20, 12, "AP {name} {words}", 1),
    ],
    "NG": [
        Channel("nip", 30, 40, "NIP CR/{name}/GTB/{words}", 5),
        Channel("neft", 25, 30, "NEFT {n10} {name} {words}", 3),
        Channel("trf", 30, 30, "TRF FRM {name} IFO US - {words}", 3),
    ],
    "KE": [
        Channel("eft", 25, 20, "EFT IN {name} {words}", 3),
        Channel("rtgs", 35, 35, "RTGS {mix} {name} {words}", 3, "wire"),
        Channel("pesalink", 25, 25, "PESALINK/{name}/{words}", 3),
        Channel("mpesa", 20, 20, "MPESA PAYBILL {mix} ACC {words} {name}", 1.5, "mobile money"),
    ],
    "AE": [
        Channel("ipp", 35, 50, "IPP INWARD {mix} {name} {words}", 3),
        Channel("uaefts", 35, 70, "INWARD REMITTANCE FT{n10} {name} /RFB/{words}", 5, "wire"),
    ],
    "SG": [
        Channel("giro", 30, 20, "GIRO {name} {words}", 4),
        Channel("fast", 35, 35, "FAST PAYMENT {name} OTHR {words}", 5),
        Channel("paynow", 30, 35, "PAYNOW {name} OTHR {words}", 3),
    ],
}  # fmt: skip
_ACQUIRERS = {
    "GB": "WORLDPAY AP",
    "IE": "ELAVON SETTLEMENT",
    "CA": "MONERIS DEPOSIT",
    "ZA": "YOCO SETTLEMENT",
    "AU": "SQUARE AU PTY LTD",
    "NZ": "WINDCAVE SETTLEMENT",
    "NG": "PAYSTACK PAYOUT",
    "KE": "PESAPAL SETTLEMENT",
    "AE": "NETWORK INTL SETTL",
    "SG": "NETS SETTLEMENT",
}
_DEPOSIT = {
    "GB": "CREDIT {n6} COUNTER",
    "IE": "LODGMENT {n6}",
    "CA": "MOBILE CHEQUE DEPOSIT {n6}",
    "ZA": "CASH DEP BRANCH {n6}",
    "AU": "DEPOSIT CHQ {n6}",
    "NZ": "DEPOSIT {n6}",
    "NG": "CHQ DEP {n6} CLG",
    "KE": "CHEQUE DEPOSIT {n6}",
    "AE": "CHQ DEP {n6} PDC",
    "SG": "CHEQUE DEPOSIT {n6}",
}
_BOUNCED = {
    "GB": "UNPAID",
    "IE": "RETURNED UNPAID",
    "CA": "NSF RETURNED ITEM",
    "ZA": "UNPAID RD",
    "AU": "DISHONOUR",
    "NZ": "DISHONOURED",
    "NG": "RTN CHQ",
    "KE": "UNPAID CHEQUE",
    "AE": "RETURNED CHQ",
    "SG": "RETURNED ITEM",
}


@dataclass(frozen=True, slots=True)
class Bank:
    """The company's own bank: its country and which columns its export has."""

    country: str
    names_apart: bool
    words_apart: bool
    methods: bool


def usual_channel(rng: random.Random, country: str, bank: Bank) -> str:
    """How a customer usually pays; from abroad by wire."""
    if country != bank.country:
        return "swift"
    choice = _CHANNELS[country]
    return rng.choices([c.code for c in choice], [c.weight for c in choice])[0]


def channel(bank: Bank, code: str) -> Channel:
    """The channel of that code at this bank."""
    fixed = {
        "swift": _SWIFT,
        "advice": _ADVICE,
        "card": Channel("card", 0, 400, _ACQUIRERS[bank.country] + " {n6} {words}", 0, "card"),
        "deposit": Channel("deposit", 0, 0, _DEPOSIT[bank.country], 0, "cheque"),
        "cheque": Channel("cheque", 30, 20, _DEPOSIT[bank.country] + " {name} {words}", 0, "cheque"),
        "plain": Channel("plain", 0, 80, "{words}", 0),
        "bounced": Channel("bounced", 35, 18, _BOUNCED[bank.country] + " {name} {words}", 0),
    }
    if code in fixed:
        return fixed[code]
    return next(c for c in _CHANNELS[bank.country] if c.code == code)


def print_line(rng: random.Random, level: Level, bank: Bank, payment: Payment) -> None:
    """Fill the texts of the line: the payer's name in the bank's spelling, cut, and the words, cut."""
    way = channel(bank, payment.channel)
    name = words.upper(payment.payer)
    if payment.payer_kind != "nameless" and name and not payment.idle:
        if rng.random() < level.shortening:
            name, payment.spelling = words.shortened(rng, payment.payer), "name_abbreviated"
        if payment.customer is not None and payment.customer.site and payment.payer_kind == "own":
            chain, site = words.without_form(payment.customer.chain), payment.customer.site
            name = f"{chain[: max(6, way.name_length - 5)].strip()} {rng.choice(['', 'BR', '#'])}{site:03d}"
        if rng.random() < level.mistyping:
            name, payment.spelling = words.mistyped(rng, name), "name_mistyped"
    if len(name) > way.name_length:
        name, payment.spelling = name[: way.name_length].strip(), payment.spelling or "name_cut"
    if payment.payer_kind == "nameless":
        name = ""
    written = payment.written.upper()[: way.words_length].strip()
    mix = "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(8))
    numbers = {"n6": f"{rng.randrange(10**6):06d}", "n10": f"{rng.randrange(10**10):010d}", "mix": mix}
    payment.printed_name = name
    payment.reference = written if bank.words_apart else ""
    told = "" if bank.words_apart else written
    text = way.template.format(
        name="" if bank.names_apart else name, words=told, day=payment.paid_on, **numbers
    )
    payment.description = " ".join(text.split())
    payment.method = way.method if bank.methods else ""
