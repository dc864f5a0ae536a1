"""How the reference books write invoice numbers, right and wrong, and how a bank dresses them into a line."""

import re
import string
from dataclasses import dataclass
from datetime import date
from random import Random

NUMBER_STYLES = (
    "INV-{yyyy}-{seq:05d}",
    "RE{seq:06d}",
    "SI-{seq:06d}",
    "F{yyyy}/{seq:05d}",
    "INV{seq:06d}",
    "{yy}0{seq:05d}",
    "AR-{seq:06d}",
    "{seq:07d}",
)
_LOOKALIKE = {"0": "O", "1": "I", "5": "S", "8": "B", "2": "Z", "6": "G"}
INTRO = {
    "en": ("INVOICE", "INV", "Inv no", "Payment", "PAYMENT FOR", "Bill", "invoice nr.", ""),
    "DE": ("Rechnung", "RG-NR", "Rg.", "Re.Nr.", "Rechnungsnummer", "Zahlung", ""),
    "FR": ("Facture", "FACT", "Paiement facture", "Règlement", ""),
    "NL": ("Factuur", "Fact.nr", "Betaling", ""),
    "ES": ("Factura", "Fra.", "Pago factura", ""),
}
FILLER = {
    "en": (
        "THANK YOU",
        "PAYMENT",
        "TRADE PAYMENT",
        "SETTLEMENT",
        "GOODS",
        "SERVICES RENDERED",
        "VENDOR PAYMENT",
    ),
    "DE": ("Zahlung", "Überweisung", "Warenlieferung", "Vielen Dank", "offene Posten", "lt. Vereinbarung"),
    "FR": ("Virement", "Règlement", "Merci", "Prestation", "selon accord"),
    "NL": ("Betaling", "Met dank", "Levering"),
    "ES": ("Pago", "Transferencia", "Gracias", "Suministro"),
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def language(country: str) -> str:
    """The language of a country's remittance words."""
    return "DE" if country == "CH" else country if country in INTRO else "en"


def _digits_at(number: str) -> list[int]:
    """Places of the last six digits, where a slip of the pen is likeliest to matter."""
    return [at for at, char in enumerate(number) if char.isdigit()][-6:]


def _prefix_changed(rng: Random, number: str, country: str) -> str:
    tail = re.sub(r"^[A-Z]+[-/]?", "", number)
    if tail != number and rng.random() < 0.6:
        return tail
    return f"{rng.choice(('INV', 'R', 'RG', 'NR', 'FA', 'DOC', '#'))}{rng.choice(('', '-'))}{tail}"


def _padding_changed(rng: Random, number: str, country: str) -> str:
    run = list(re.finditer(r"\d+", number))[-1]
    digits = run.group()
    bare = digits.lstrip("0") or digits
    changed = bare if bare != digits and rng.random() < 0.7 else rng.choice(("0", "00")) + digits
    return number[: run.start()] + changed + number[run.end() :]


def _separators_changed(rng: Random, number: str, country: str) -> str:
    if re.search(r"[-/]", number):
        return re.sub(r"[-/]", rng.choice(("", " ", ".", "_", "-" if "/" in number else "/")), number)
    split = re.sub(r"^([A-Z]+)(\d)", rf"\1{rng.choice((' ', '-', '.'))}\2", number)
    if split != number:
        return split
    return f"{number[:-3]}{rng.choice((' ', '.', '-'))}{number[-3:]}"


def _lookalike(rng: Random, number: str, country: str) -> str:
    places = [at for at in _digits_at(number) if number[at] in _LOOKALIKE]
    if not places:
        return _swapped(rng, number, country)
    at = rng.choice(places)
    return number[:at] + _LOOKALIKE[number[at]] + number[at + 1 :]


def _dropped(rng: Random, number: str, country: str) -> str:
    at = rng.choice(_digits_at(number))
    return number[:at] + number[at + 1 :]


def _doubled(rng: Random, number: str, country: str) -> str:
    at = rng.choice(_digits_at(number))
    return number[: at + 1] + number[at:]


def _swapped(rng: Random, number: str, country: str) -> str:
    places = [
        at for at in _digits_at(number)[:-1] if number[at + 1].isdigit() and number[at] != number[at + 1]
    ]
    if not places:
        return _doubled(rng, number, country)
    at = rng.choice(places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


DAMAGE = {
    "prefix": _prefix_changed,
    "padding": _padding_changed,
    "separators": _separators_changed,
    "lookalike": _lookalike,
    "dropped": _dropped,
    "doubled": _doubled,
    "swapped": _swapped,
}


def damaged(rng: Random, number: str, mode: str, country: str) -> str:
    """The invoice number as somebody wrote it under one of the `DAMAGE` modes, or its last digits."""
    if mode == "last_digits":
        return re.sub(r"\D", "", number)[-rng.choice((4, 4, 5)) :]
    return DAMAGE[mode](rng, number, country)


def introduced(rng: Random, reference: str, country: str) -> str:
    """The written number after a word for "invoice" in the payer's language, or bare."""
    intro = rng.choice(INTRO[language(country)])
    return f"{intro} {reference}".strip()


@dataclass(frozen=True, slots=True)
class Line:
    """The text columns of one bank line."""

    counterparty: str
    description: str
    reference: str


def _id(rng: Random, length: int, alphabet: str = string.digits) -> str:
    return "".join(rng.choices(alphabet, k=length))


def _chunked(rng: Random, text: str, width: int, share: float) -> str:
    """The text with a blank at each field boundary, as some banks deliver it, in `share` of cases."""
    if rng.random() >= share:
        return text
    return " ".join(text[at : at + width] for at in range(0, len(text), width))


def _ach(rng: Random, payer: str, remit: str, on: date, width: int | None, noise: float) -> tuple[str, str]:
    trace = _id(rng, 15)
    limit = width or 80
    if rng.random() < 0.45:
        text = (
            f"ORIG CO NAME:{payer.upper()[:16]:<16} ORIG ID:{_id(rng, 10)} "
            f"DESC DATE:{on:%y%m%d} CO ENTRY DESCR:"
            f"{rng.choice(('VENDOR PAY', 'PAYMENT', 'CORP PAY', 'TRADE PAY'))} "
            f"SEC:{rng.choice(('CCD', 'CTX', 'PPD'))} "
            f"TRACE#:{trace} IND ID:{remit[:limit]}"
        )
    elif rng.random() < 0.6:
        text = f"ACH CREDIT {payer.upper()[:22]} {remit[:limit]}"
    else:
        text = f"{payer[:32]} DES:PAYMENTS ID:{remit[:limit]} CO ID:{_id(rng, 10)} CCD"
    return text, trace


def _wire(rng: Random, payer: str, remit: str, on: date, width: int | None, noise: float) -> tuple[str, str]:
    bank = rng.choice(("FIRST PRAIRIE BANK", "UNION HARBOR NA", "CITY TRUST CO"))
    imad = f"{on:%Y%m%d}{_id(rng, 4, string.ascii_uppercase)}{_id(rng, 8)}"
    obi = remit[: width or 105]
    return f"FEDWIRE CREDIT VIA: {bank}/{_id(rng, 9)} B/O: {payer.upper()[:35]} OBI={obi} IMAD: {imad}", imad


def _check(rng: Random, payer: str, remit: str, on: date, width: int | None, noise: float) -> tuple[str, str]:
    number = _id(rng, 5).lstrip("0") or "1"
    head = rng.choice(("CHECK", "CHK", "REMOTE DEPOSIT CHECK", "LOCKBOX 4417 CHECK"))
    memo = f" MEMO {remit[: width or 40]}" if remit else ""
    who = f" {payer.upper()[:24]}" if payer and rng.random() < 0.7 else ""
    return f"{head} {number}{who}{memo}", number


def _fps(rng: Random, payer: str, remit: str, on: date, width: int | None, noise: float) -> tuple[str, str]:
    field = remit[: width or 18]
    kind = rng.choice(("FPI", "BGC", "FASTER PAYMENT", "BACS"))
    return f"{kind} {payer.upper()[:18]} {field}", f"FP{_id(rng, 14)}"


def _sepa(rng: Random, payer: str, remit: str, on: date, width: int | None, noise: float) -> tuple[str, str]:
    end_to_end = rng.choice(("NOTPROVIDED", f"E2E{_id(rng, 12)}", f"{on:%Y%m%d}-{_id(rng, 6)}"))
    body = _chunked(rng, remit[: width or 140], 27, noise)
    style = rng.randrange(3)
    if style == 0:
        return f"EREF+{end_to_end} KREF+{_id(rng, 16)} SVWZ+{body} ABWA+{payer[:27]}", end_to_end
    if style == 1:
        return f"SEPA-Gutschrift {payer[:27]} {body}", end_to_end
    return body or "SEPA CREDIT TRANSFER", end_to_end


def _swift(rng: Random, payer: str, remit: str, on: date, width: int | None, noise: float) -> tuple[str, str]:
    reference = f"{_id(rng, 3, string.ascii_uppercase)}{on:%y%m%d}{_id(rng, 6)}"
    body = _chunked(rng, remit[: width or 140], 35, noise)
    return f"/ORDP/{payer.upper()[:35]} /REMI/{body} /TRN/{reference}", reference


def _advice(
    rng: Random, payer: str, remit: str, on: date, width: int | None, noise: float
) -> tuple[str, str]:
    return f"REMITTANCE ADVICE {payer[:35]}: {remit}", _id(rng, 10)


_DRESS = {
    "ach": _ach,
    "wire": _wire,
    "check": _check,
    "fps": _fps,
    "sepa": _sepa,
    "swift": _swift,
    "advice": _advice,
}


def bank_line(
    rng: Random,
    method: str,
    payer: str,
    remit: str,
    on: date,
    *,
    reference_field: str = "",
    name_column_share: float = 1.0,
    width: int | None = None,
    chunk_noise: float = 0.0,
) -> Line:
    """Dress a remittance text as a bank's line.

    `reference_field` fills the reference column when given (else the bank's own identifier or nothing stands
    there); `name_column_share` is how often the name has a column of its own; `width` overrides the text
    field's width in characters; `chunk_noise` is the share of lines with a blank at each field boundary.
    """
    description, bank_reference = _DRESS[method](rng, payer, remit, on, width, chunk_noise)
    shown = payer.upper()[:12] in description.upper()
    own_column = not shown or rng.random() < name_column_share
    reference = reference_field or (bank_reference if rng.random() < 0.7 else "")
    return Line(payer if own_column else "", re.sub(r"\s+", " ", description).strip(), reference)
