"""Prints payments as American banks export them (ACH, wire, lockbox, Zelle, card), cut to field widths."""

import random

from tests.bench.american_ledger import Clue, Invoice, Level, Payment
from tests.bench.american_parties import Customer, abbreviated, acronym, upper_name, without_legal_form
from tests.bench.american_remits import Piece, decide_clues, remittance
from tests.bench.american_trades import Trade

ENTRY_WORDS = (
    "PAYMENT",
    "PAYABLES",
    "VENDOR PMT",
    "AP PAYMENT",
    "EDI PYMNTS",
    "CORP PAY",
    "ACH PMT",
    "TRADE PAY",
)
SENDING_BANKS = ("FIRST PLAINS BANK", "UNION TRUST NA", "RIVER STATE BANK", "MERCHANTS FARMERS BK")
NAMELESS = ("REMOTE ONLINE DEPOSIT", "COUNTER DEPOSIT", "MOBILE CHECK DEPOSIT", "DEPOSIT", "BRANCH DEPOSIT")
CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
WIRE_NAME_WIDTH = 35


class Bank:
    """One company's bank: its voice, whether its file has a payer column, and where remittances end up."""

    def __init__(self, rng: random.Random, trade: Trade, level: Level, invoices: list[Invoice]) -> None:
        self.rng, self.trade, self.level, self.invoices = rng, trade, level, invoices
        self.own = rng.choice(trade.own_names)
        self.voice = rng.choice(("keyed", "des", "flat"))
        self.has_column = rng.random() < 0.65
        self.ledger_column = rng.random() < 0.4
        self.remit_column_share = rng.choice((0.0, 0.35, 0.8))
        self.has_methods = rng.random() < 0.75
        self.processor = rng.choice(("STRIPE", "SQUARE INC", "BANKCARD"))
        self.check_number = rng.randint(1_000, 60_000)

    def print_payment(self, customer: Customer, payment: Payment) -> None:
        """Fill in description, reference and payer column, and reduce the clues to what can be read there."""
        rng = self.rng
        decide_clues(rng, self.level, customer, payment)
        misleading = self._mislead(payment)
        self._name_payer(customer, payment)
        pieces = remittance(rng, self.trade, customer, payment)
        if misleading:
            pieces.append((f"INV {misleading}", ()))
        in_column = bool(pieces) and rng.random() < self.remit_column_share
        if rng.random() < self.level.stray_number:
            pieces.append(
                (f" {rng.choice(('VCHR', 'REQ', 'BATCH', 'DOC'))} {rng.randint(10_000, 999_999)}", ())
            )
        remit = "".join(text for text, _ in pieces)
        head = self._head(payment)
        text = f"{head} {'' if in_column else remit}".strip()
        width = self.level.text_width * (2 if payment.remit_style == "edi" else 1)
        payment.description = text.upper()[:width].strip()
        if in_column:
            payment.reference = remit.upper()[: self.level.remit_width].strip()
            room = self.level.remit_width
        else:
            room = width - len(head) - 1
            payment.reference = self._bank_reference()
        _forget_cut(payment, pieces, room)
        self._fill_column(customer, payment)

    def _mislead(self, payment: Payment) -> str:
        """Sometimes the only number quoted is another document's."""
        single = len(payment.allocations) == 1 and payment.situation == "exact" and payment.cites == "number"
        if not single or self.rng.random() >= (1 - self.level.intact) * 0.12:
            return ""
        part = payment.allocations[0]
        near = part.invoice.index + self.rng.choice((-1, 1, 2, -40, 300))
        other = self.invoices[near % len(self.invoices)]
        if other is part.invoice:
            return ""
        part.clue, payment.situation = Clue("none", "", "misleading_number"), "misleading_number"
        return other.number

    def _name_payer(self, customer: Customer, payment: Payment) -> None:
        rng, level = self.rng, self.level
        if not payment.payer_mode:
            usual = rng.random() < 0.9
            payment.payer_mode = customer.payer_mode if usual else "ledger"
            nameless = level.nameless * (3 if payment.method in ("check", "card") else 1)
            if rng.random() < nameless and len(payment.allocations) < 3:
                payment.payer_mode = "nobody"
        full = _printed_name(customer, payment.payer_mode)
        if payment.payer_mode == "ledger" and customer.index % 3 == 0:
            full = without_legal_form(full)
        width = WIRE_NAME_WIDTH if payment.method == "wire" else level.name_width
        payment.payer_text = full[:width].strip()
        if payment.payer_mode == "ledger" and len(full) > width:
            payment.payer_mode = "cut"

    def _digits(self, count: int) -> str:
        return f"{self.rng.randrange(10**count):0{count}d}"

    def _code(self, count: int) -> str:
        return "".join(self.rng.choice(CODE_LETTERS) for _ in range(count))

    def _bank_reference(self) -> str:
        turn = self.rng.random()
        if turn < 0.45:
            return ""
        return self._digits(15) if turn < 0.75 else self._digits(9)

    def _head(self, payment: Payment) -> str:
        if payment.cents < 0:
            return self._outgoing(payment)
        if payment.payer_mode == "nobody":
            return self._nameless(payment)
        return {
            "ach": self._ach,
            "wire": self._wire,
            "check": self._check,
            "zelle": self._zelle,
            "card": self._card,
        }[payment.method](payment)

    def _nameless(self, payment: Payment) -> str:
        if payment.method == "card":
            return self.payout(payment)
        tail = f" CK {self._digits(5)}" if self.rng.random() < 0.3 else f" {self._digits(7)}"
        return self.rng.choice(NAMELESS) + tail

    def _ach(self, payment: Payment) -> str:
        rng, day = self.rng, f"{payment.paid_on:%y%m%d}"
        kind = (
            "CTX"
            if len(payment.allocations) > 1 or payment.remit_style == "edi"
            else rng.choice(("CCD", "CCD", "PPD"))
        )
        word = ENTRY_WORDS[payment.customer % len(ENTRY_WORDS)]
        if self.voice == "keyed":
            head = f"ORIG CO NAME:{payment.payer_text} CO ENTRY DESCR:{word} SEC:{kind}"
            return f"{head} IND ID:{self._digits(9)} PMT INFO:"
        if self.voice == "des":
            return (
                f"{payment.payer_text} DES:{word} ID:{self._digits(8)} INDN:{self.own[:16]} {kind} PMT INFO:"
            )
        return f"{payment.payer_text} {word} {day} {self._digits(7)} {self.own[:14].strip()}"

    def _wire(self, payment: Payment) -> str:
        bank, day = self.rng.choice(SENDING_BANKS), f"{payment.paid_on:%y%m%d}"
        if self.voice == "keyed":
            start = f"WIRE TYPE:WIRE IN DATE:{day} TRN:{day}{self._digits(6)}"
            return f"{start} ORIG:{payment.payer_text} SND BK:{bank} PMT DET:"
        if self.voice == "des":
            return f"FEDWIRE CREDIT VIA:{bank} B/O:{payment.payer_text} REF:{self._code(8)} OBI="
        return f"INCOMING WIRE {payment.payer_text} {self._digits(6)}"

    def _check(self, payment: Payment) -> str:
        self.check_number = 1_000 + (self.check_number + self.rng.randint(3, 900)) % 98_000
        if self.rng.random() < 0.65:
            return f"LOCKBOX {self._digits(6)} CHECK {self.check_number} {payment.payer_text}"
        return f"DEPOSIT CK#{self.check_number} {payment.payer_text}"

    def _zelle(self, payment: Payment) -> str:
        if self.voice == "flat":
            return f"ZELLE FROM {payment.payer_text} ON {payment.paid_on:%m/%d} REF # {self._code(10)}"
        return f"ZELLE PAYMENT FROM {payment.payer_text} {self._digits(11)}"

    def _card(self, payment: Payment) -> str:
        return f"{self.payout(payment)} {payment.payer_text}"

    def payout(self, payment: Payment) -> str:
        """The bank text of a card processor's payout, which names no payer."""
        if self.processor == "STRIPE":
            return f"STRIPE TRANSFER ST-{self._code(12)} {self.own[:14].strip()}"
        if self.processor == "SQUARE INC":
            return f"SQUARE INC SQ{payment.paid_on:%y%m%d} T3{self._code(9)}"
        return f"BANKCARD {self._digits(4)} MTOT DEP {self._digits(12)}"

    def _outgoing(self, payment: Payment) -> str:
        name = payment.payer_text
        if payment.situation == "nsf_return":
            if payment.method == "check":
                return f"RETURNED DEPOSITED ITEM NSF {name}"
            return f"ACH RETURN R{self.rng.choice(('01', '02', '10'))} {name} {self._digits(7)}"
        return self.rng.choice(
            (f"REFUND {name}", f"CHECK {self._digits(4)} {name}", f"ACH CREDIT REFUND {name}")
        )

    def _fill_column(self, customer: Customer, payment: Payment) -> None:
        if not self.has_column or payment.payer_mode in ("nobody", "processor"):
            return
        if self.rng.random() < self.level.column_gap:
            return
        own_name = payment.payer_mode in ("ledger", "cut", "abbreviated", "acronym")
        if self.ledger_column and own_name and self.rng.random() < 0.7:
            payment.column_text = customer.name
            payment.payer_mode = "ledger"
        else:
            payment.column_text = payment.payer_text


def _printed_name(customer: Customer, mode: str) -> str:
    if mode == "nobody":
        return ""
    if mode == "acronym":
        return acronym(customer.name) if len(acronym(customer.name)) > 2 else abbreviated(customer.name)
    if mode == "abbreviated":
        return abbreviated(customer.name)
    others = {
        "dba": customer.dba,
        "parent": customer.parent,
        "factor": customer.factor,
        "owner": customer.owner,
    }
    return upper_name(others.get(mode, customer.name))


def _forget_cut(payment: Payment, pieces: list[Piece], room: int) -> None:
    """A clue whose text does not fit the field is no clue; the payment then reads as a list cut off."""
    at = 0
    shown: set[int] = set()
    for text, places in pieces:
        at += len(text)
        if at <= room:
            shown.update(places)
    for place, part in enumerate(payment.allocations):
        if part.clue.token and place not in shown:
            part.clue = Clue("none", "", "cut_off")


def payer_forms(customer: Customer, width: int) -> set[str]:
    """Every way the customer's own name may be printed in a field of `width`."""
    names = {upper_name(customer.name), without_legal_form(customer.name), abbreviated(customer.name)}
    names.add(_printed_name(customer, "acronym"))
    if " dba " in customer.name:
        names.add(upper_name(customer.dba))
    return {name[:width].strip() for name in names}
