"""The total of an invoice among the amounts that look like one, chosen by labels and by what adds up."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from core.intake.documents import money_found, totals_labelled
from core.intake.documents.around import Sheet
from core.intake.documents.label_words import Kind
from core.intake.documents.money_found import Amount
from core.intake.documents.totals_labelled import TOTALS, Labelled

_WORTH = {Kind.GROSS: 1.0, Kind.PAYABLE: 0.93, Kind.TOTAL: 0.85}
_TOLERANCE = Decimal("0.01")  # sums of rounded taxes may miss by one minor unit


@dataclass(frozen=True, slots=True)
class Totals:
    """The chosen total and tax with their confidences; `payable` what remains to be paid, if another amount.

    `verified` when net and tax were printed and give the total.
    """

    total: Amount | None
    total_sure: float
    tax: Decimal | None
    tax_amount: Amount | None
    tax_sure: float
    payable: Amount | None
    verified: bool
    net: Decimal | None = None


_NONE = Totals(None, 0.0, None, None, 0.0, None, False)


def find(sheet: Sheet, decimal: str, lines_sum: Decimal | None = None) -> Totals:
    """The invoice's total, its tax and what remains payable."""
    labelled = totals_labelled.found(sheet, decimal)
    candidates = [one for one in labelled if one.kind in TOTALS and one.value != 0]
    if not candidates:
        return _without_label(sheet, decimal, labelled)
    printed = {
        abs(amount.value)
        for cell in sheet.cells
        for amount in money_found.in_cell(cell, decimal)
        if amount.exact
    }
    return _Choice(labelled, candidates, lines_sum, printed).made()


_HALF = re.compile(r"cgst|sgst|utgst|central|state")
_CUT = re.compile(
    r"commission|discount|rebate|rabat|remise|korting|descuento|\bdto\b|sconto|nachlass|desconto"
)


_OWN_TOTAL = re.compile(r"fattura|factura|fatura|facture|rechnung|invoice|documento|faktura")


def _is_cut(one: Labelled) -> bool:
    """Whether an amount is taken off, whoever pays when: a discount for paying early is not."""
    return _CUT.search(one.label) is not None or one.value < 0


class _Choice:
    """The weighing of one document's candidates."""

    def __init__(
        self,
        labelled: Sequence[Labelled],
        candidates: Sequence[Labelled],
        lines_sum: Decimal | None,
        printed: Iterable[Decimal],
    ) -> None:
        self.labelled, self.candidates, self.lines_sum = labelled, candidates, lines_sum
        self.taxes = self._both_halves(self._distinct(Kind.TAX))
        self.nets = {one.value for one in labelled if one.kind in (Kind.NET, *TOTALS) and one.weight > 0.3}
        self.extras = self._distinct(Kind.EXTRA)
        self.cuts = {abs(one.value) for one in labelled if one.kind is Kind.EXTRA and _is_cut(one)}
        self.printed = frozenset(printed)
        untaxed = any(one.kind is Kind.TAX and one.value == 0 for one in labelled) and not self.taxes
        self.no_tax = {one.value for one in labelled if one.kind is Kind.NET} if untaxed else set()

    def _distinct(self, kind: Kind) -> list[Decimal]:
        return list(dict.fromkeys(one.value for one in self.labelled if one.kind is kind and one.value != 0))

    def _both_halves(self, taxes: Sequence[Decimal]) -> list[Decimal]:
        """The taxes, one twice that is printed for the state and for the union (India's SGST and CGST)."""
        found = []
        for tax in taxes:
            names = {
                name[0]
                for one in self.labelled
                if one.kind is Kind.TAX and one.value == tax and (name := _HALF.search(one.label))
            }
            found += [tax] * (2 if len(names) > 1 else 1)
        return found

    def made(self) -> Totals:
        scores = {value: self._score(value) for value in dict.fromkeys(one.value for one in self.candidates)}
        ranked = sorted(scores, key=lambda value: (-scores[value], -value))
        best = ranked[0]
        margin = scores[best] - scores[ranked[1]] if len(ranked) > 1 else 1.0
        solved = self._solve(best)
        mine = max((one for one in self.candidates if one.value == best), key=lambda one: one.weight)
        tax, tax_amount, tax_sure = self._tax(best, solved)
        payable = self._payable(best)
        sure = self._confidence(best, mine, margin, solved)
        return Totals(
            mine.amount, sure, tax, tax_amount, tax_sure, payable, solved is not None, solved and solved[0]
        )

    def _score(self, value: Decimal) -> float:
        named = [one for one in self.candidates if one.value == value]
        score = max(one.weight * _WORTH[one.kind] + 0.05 * one.at for one in named)
        if self._solve(value) is not None:
            score += 0.4
        if any(self._solve(other.value, net=value) for other in self.candidates if other.value != value):
            score -= 0.5  # it is the net amount of another total
        if len({one.kind for one in named}) > 1:
            score += 0.1
        if self.lines_sum is not None and value == self.lines_sum:
            score += 0.1
        for other in {one.value for one in self.candidates if one.value != value}:
            score += self._against(value, other)
        if any(one.kind is Kind.BEFORE and one.value == value for one in self.labelled):
            score -= 0.3
        return score

    def _against(self, value: Decimal, other: Decimal) -> float:
        """What the difference between two totals says about the first."""
        paid = {abs(one.value) for one in self.labelled if one.kind is Kind.PAID}
        before = {one.value for one in self.labelled if one.kind is Kind.BEFORE}
        withheld = {abs(one.value) for one in self.labelled if one.kind is Kind.WITHHELD}
        extras = {abs(one) for one in self.extras}
        difference = other - value
        if difference > 0 and difference in paid:
            return -0.4  # what is left after a payment
        if difference < 0 and -difference in before:
            return -0.4  # with the balance of earlier invoices
        if difference > 0 and difference in before:
            return 0.2
        if difference > 0 and difference in withheld and not self._named_total(other):
            return 0.5  # what is payable once the tax was withheld
        if difference > 0 and difference in extras:
            return 0.35  # after a discount
        if difference < 0 and -difference in extras:
            return -0.2 if -difference in self.cuts else 0.35  # before a deduction, or with shipping
        if difference > 0 and difference in self.printed and self._only_payable(value):
            return -0.4  # what is left after something that is printed without a label
        return 0.0

    def _named_total(self, value: Decimal) -> bool:
        """Whether an amount is named the document's own total ("Totale fattura", "Rechnungsbetrag")."""
        return any(
            one.value == value and one.kind is Kind.GROSS and _OWN_TOTAL.search(one.label)
            for one in self.candidates
        )

    def _only_payable(self, value: Decimal) -> bool:
        return all(one.kind is Kind.PAYABLE for one in self.candidates if one.value == value)

    def _solve(
        self, total: Decimal, net: Decimal | None = None
    ) -> tuple[Decimal, tuple[Decimal, ...]] | None:
        """A printed net amount and printed taxes that give the total, or None."""
        if net is None and total in self.no_tax:
            return total, (Decimal(0),)
        nets = sorted(self.nets, key=abs, reverse=True) if net is None else [net]
        rests = [(one, total - one) for one in nets]
        rests = [
            (one, left)
            for one, left in rests
            if left != 0 and abs(left) <= abs(total) / 2 and (left > 0) == (total > 0)
        ]
        for count in (1, 2, 3):  # the fewest taxes that will do, the largest net amount
            for one, left in rests:
                for taxes in combinations(self.taxes[:8], count):
                    if abs(sum(taxes, Decimal(0)) - left) <= (_TOLERANCE if count > 1 else 0):
                        return one, taxes
        for one, left in rests:
            for extra in self.extras[:5]:
                for tax in self.taxes[:8]:
                    if tax + extra == left or tax - abs(extra) == left:
                        return one, (tax,)
        return None

    def _tax(
        self, total: Decimal, solved: tuple[Decimal, tuple[Decimal, ...]] | None
    ) -> tuple[Decimal | None, Amount | None, float]:
        if solved is not None:
            taxes = solved[1]
            where = next(
                one.amount for one in self.labelled if one.kind is Kind.TAX and one.value == taxes[0]
            )
            return sum(taxes, Decimal(0)), where, 0.96
        printed = [one for one in self.labelled if one.kind is Kind.TAX and one.weight >= 0.5]
        values = {one.value for one in printed if abs(one.value) < abs(total)}
        if len(values) == 1:
            only = next(one for one in printed if one.value in values)
            zero_proved = only.value == 0 and total in {
                one.value for one in self.labelled if one.kind is Kind.NET
            }
            halves = max(1, self.taxes.count(only.value))
            return only.value * halves, only.amount, 0.93 if zero_proved else 0.75
        if not values:
            return None, None, 0.0
        last = [one for one in printed if one.value in values][-1]
        return last.value, last.amount, 0.5

    def _payable(self, total: Decimal) -> Amount | None:
        others = [one for one in self.candidates if one.kind is Kind.PAYABLE and one.value != total]
        return max(others, key=lambda one: (one.weight, one.at)).amount if others else None

    def _has_unexplained_rival(self, total: Decimal) -> bool:
        """Whether another amount is named a total or payable, and nothing printed explains the difference.

        What is withheld does, but which of the two is meant is a matter of custom.
        """
        taken = {abs(one.value) for one in self.labelled if one.kind in (Kind.PAID, Kind.BEFORE, Kind.EXTRA)}
        parts = {abs(one.value) for one in self.labelled if one.kind in (Kind.NET, Kind.TAX)}
        return any(
            one.kind in (Kind.GROSS, Kind.PAYABLE)
            and one.weight >= 0.8
            and one.value not in (total, 0)
            and abs(one.value - total) not in taken | parts
            for one in self.candidates
        )

    def _contradicted(self, total: Decimal) -> bool:
        """Whether a tax as large as the total, or a net amount and a tax, neither of them the total, stand
        beside their labels."""
        named = {
            kind: {one.value for one in self.labelled if one.kind is kind and one.weight >= 0.8 and one.value}
            for kind in (Kind.NET, Kind.TAX)
        }
        if any(abs(tax) >= abs(total) for tax in named[Kind.TAX]):
            return True
        return bool(named[Kind.NET] and named[Kind.TAX]) and total not in named[Kind.NET]

    def _confidence(
        self,
        total: Decimal,
        mine: Labelled,
        margin: float,
        solved: tuple[Decimal, tuple[Decimal, ...]] | None,
    ) -> float:
        strong = {one.value for one in self.candidates if one.weight >= 0.6}
        nets = {one.value for one in self.labelled if one.kind is Kind.NET}
        if self._has_unexplained_rival(total):
            return 0.85
        if solved is not None:
            return 0.97 if margin > 0.1 else 0.85
        if self._contradicted(total):
            return 0.75  # net and tax are printed and do not give it
        if strong == {total} or not strong - {total}:
            if self.lines_sum == total or total in nets:
                return 0.95
            return (
                0.92
                if mine.kind is not Kind.TOTAL and mine.weight >= 0.8
                else 0.85
                if mine.weight > 0.5
                else 0.5
            )
        return 0.8 if margin > 0.3 else 0.6


def _without_label(sheet: Sheet, decimal: str, labelled: Sequence[Labelled]) -> Totals:
    """The largest amount with a currency or decimals, which is a guess and said to be one."""
    found = [
        amount
        for cell in sheet.cells
        if len(cell.text) < 40
        for amount in money_found.in_cell(cell, decimal)
        if amount.exact and amount.value > 0
    ]
    if not found:
        return _NONE
    best = max(found, key=lambda amount: amount.value)
    return Totals(best, 0.3, None, None, 0.0, None, False)
