"""The desk where a demo company's payments are written: a payment's parts become a bank line."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data import demo_texts as texts
from data.demo_books import Books, Invoice, Line, Part
from data.demo_calendar import FIRST_DAY, LAST_DAY, business_day
from data.demo_parties import Party, abbreviated, bank_letters, truncated


@dataclass(slots=True)
class Desk:
    """A company's books, its source of chance, and the bank accounts it uses, one per currency."""

    rng: random.Random
    books: Books
    own_name: str
    accounts: dict[str, str]
    next_check: int = 20411

    def usual_day(self, invoice: Invoice) -> date:
        """The day its counterparty usually pays: due date, habit and chance, never before issue."""
        day = invoice.due_on + timedelta(days=invoice.party.habit_days + self.rng.randrange(-3, 5))
        return self.posting_day(max(day, invoice.issued_on + timedelta(days=1)))

    def posting_day(self, day: date) -> date:
        """The business day on or after `day`; what was due before the books is paid in their first week."""
        if day < FIRST_DAY:
            day = FIRST_DAY + timedelta(days=2 + self.rng.randrange(6))
        return business_day(day)

    def pay(
        self,
        parts: Sequence[Part],
        day: date,
        situation: str,
        *,
        remittance: str | None = None,
        name: str = "usual",
        method: str = "",
        currency: str = "",
        extra_minor: int = 0,
        ambiguous: bool = False,
        payer: str = "",
        end_to_end: str = "",
    ) -> Line | None:
        """Write the bank line that pays `parts`; None, and nothing written, when `day` is after the books.

        `remittance` is what the payer writes (None: the plain invoice numbers), `name` how the bank shows the
        payer (usual, full, truncated, abbreviated, none), `extra_minor` money beyond the parts.
        """
        if day > LAST_DAY:
            return None
        party = parts[0].invoice.party
        if remittance is None:
            remittance = texts.plain_remittance(
                self.rng, [part.invoice.number for part in parts], party.country == "DE"
            )
        amount = sum(part.allocated_minor for part in parts) + extra_minor
        shown = self._shown(payer or party.name, name)
        line = self._line(
            party, day, amount, currency or parts[0].invoice.currency, shown, remittance, method, end_to_end
        )
        self.books.add_payment(line, parts, situation, ambiguous)
        return line

    def _shown(self, name: str, style: str) -> str:
        if style == "usual":
            style = self.rng.choice(("full", "full", "full", "truncated", "abbreviated"))
        if style == "none":
            return ""
        if style == "truncated":
            return truncated(name, self.rng.choice((16, 18, 22)))
        return abbreviated(name) if style == "abbreviated" else bank_letters(name)

    def _line(
        self,
        party: Party,
        day: date,
        amount: int,
        currency: str,
        shown: str,
        remittance: str,
        method: str,
        end_to_end: str,
    ) -> Line:
        # Card customers pay by card only where the way of paying says so, else by ACH.
        method = method or ("ach" if party.method == "card" else party.method)
        printed = self._printed(method, shown, remittance, day, amount > 0, end_to_end)
        # A third of the statements name the counterparty only inside the text.
        column = shown if self.rng.randrange(3) and method not in ("card", "check_out") else ""
        return Line(
            day,
            amount,
            currency,
            self.accounts[currency],
            column,
            printed.description,
            printed.reference,
            "check" if method == "check_out" else method,
            printed.check_number,
        )

    def _printed(
        self, method: str, shown: str, remittance: str, day: date, incoming: bool, end_to_end: str
    ) -> texts.Printed:
        if method == "ach":
            return texts.ach(self.rng, shown, remittance, self.own_name, day, incoming)
        if method == "wire":
            return texts.wire(self.rng, shown, remittance, self.own_name, day, incoming)
        if method == "check":
            return texts.check_in(self.rng, shown, remittance)
        if method == "check_out":
            self.next_check += 1
            return texts.Printed(f"CHECK PAID #{self.next_check}", "", str(self.next_check))
        if method == "sepa":
            return texts.sepa(self.rng, shown, remittance, end_to_end, incoming)
        if method == "faster_payment":
            return texts.faster_payment(self.rng, shown, remittance, day)
        if method == "card":
            return texts.card_settlement(self.rng, remittance)
        if method == "direct_debit":
            return texts.direct_debit(shown, german="USD" not in self.accounts)
        raise ValueError(f"no bank prints the payment method {method!r}")


def whole(invoice: Invoice) -> Part:
    """All of an invoice, as the bank sees it."""
    return Part(invoice, invoice.signed_minor)


def less(invoice: Invoice, minor: int, kind: str) -> Part:
    """An invoice paid `minor` short (over, when below zero), the difference booked as `kind`."""
    sign = 1 if invoice.signed_minor > 0 else -1
    return Part(invoice, invoice.signed_minor - sign * minor, kind, sign * minor)


def short(invoice: Invoice, minor: int) -> Part:
    """An invoice paid `minor` short with nothing booked for the rest: it stays open."""
    sign = 1 if invoice.signed_minor > 0 else -1
    return Part(invoice, invoice.signed_minor - sign * minor)
