"""Candidate pairs from indexes on pointers, amounts and counterparties: never every pair."""

from dataclasses import dataclass

import numpy as np

from core.matching.arrays import NO_DATE, Bools, Ints, codes_of, counts, distinct, ints, join, spans
from core.matching.frames import Ledger
from core.matching.parties import Parties, Party
from core.matching.rates import rough_rate
from core.matching.references import Hits

CROWDED_AMOUNT = 24  # an amount shared by more items on either side needs a name or a pointer to pair
NEAR = 16  # a payer's nearest amounts that are kept for one payment
DEEPEST_SHORTFALL = 0.5  # no rule lets a payment be short by more than this share (withholding's bound)
FIXED_SHORTFALL = 20_000  # minor units: the bound of the fixed bank fee
EARLIEST = 90  # days before issue
LATEST = 500  # days after due
PLAUSIBLE = 0.2  # how far a payment may be from the rough rate


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs, sorted by (payment, invoice), each once."""

    payment: Ints
    invoice: Ints

    def __len__(self) -> int:
        return len(self.payment)


def block(ledger: Ledger, hits: Hits, parties: Parties) -> Pairs:
    """All pairs that share a pointer, an exact amount, or a payer and an explainable amount."""
    blocks = [
        (hits.payment, hits.invoice),
        _equal_amounts(ledger),
        *_payer_amounts(ledger, parties),
        _other_currency(ledger, parties),
    ]
    payment = np.concatenate([pair[0] for pair in blocks])
    invoice = np.concatenate([pair[1] for pair in blocks])
    keep = _possible(ledger, payment, invoice)
    width = max(len(ledger.invoices), 1)
    pair = distinct(payment[keep] * width + invoice[keep])
    return Pairs(pair // width, pair % width)


def _possible(ledger: Ledger, payment: Ints, invoice: Ints) -> Bools:
    """Same direction of money, something left to pay, and dates that are not absurd."""
    paid, owed = ledger.payments.open[payment], ledger.invoices.open[invoice]
    day, issued = ledger.payments.start[payment], ledger.invoices.start[invoice]
    due = ledger.invoices.anchor[invoice]
    undated = (day == NO_DATE) | (due == NO_DATE)
    early = (issued != NO_DATE) & (day < issued - EARLIEST)
    in_time = undated | (~early & (day <= due + LATEST))
    return np.asarray((np.sign(paid) * np.sign(owed) != 0) & in_time)


def _equal_amounts(ledger: Ledger) -> tuple[Ints, Ints]:
    size = len(ledger.payments)
    code = codes_of(
        np.concatenate([ledger.payments.open, ledger.invoices.open]),
        np.concatenate([ledger.payments.currency, ledger.invoices.currency]),
    )
    left, right = code[:size], code[size:]
    groups = int(code.max()) + 1 if len(code) else 0
    crowded = (counts(right, groups) > CROWDED_AMOUNT) | (counts(left, groups) > CROWDED_AMOUNT)
    rare = np.flatnonzero(~crowded[left]).astype(np.int64)
    at, invoice = join(left[rare], right)
    return rare[at], invoice


def _payer_amounts(ledger: Ledger, parties: Parties) -> list[tuple[Ints, Ints]]:
    """Per payer: invoices at and above the payment (fees, discounts, withholding) and just below it."""
    use = parties.level >= Party.WEAK
    line, party = parties.payment[use], parties.party[use]
    invoices, payments = ledger.invoices, ledger.payments
    width = max(len(ledger.currencies), 1)
    group = (parties.of_invoice * width + invoices.currency) * 2 + (invoices.open < 0)
    size = np.abs(invoices.open)
    order = np.lexsort((size, group)).astype(np.int64)
    top = int(size.max()) + 1 if len(size) else 1
    step = 4 * top + 1
    ladder = group[order].astype(np.float64) * step + size[order]
    paid = payments.open[line]
    wanted = (((party * width + payments.currency[line]) * 2 + (paid < 0)) * step).astype(np.float64)
    reach = np.abs(paid)
    out = []
    for low, high in (
        (
            reach * 1.0,
            np.minimum(np.maximum(reach / (1 - DEEPEST_SHORTFALL), reach + FIXED_SHORTFALL), 2 * top),
        ),
        (reach / 1.1 - 1, reach * 1.0),
    ):
        begin = np.searchsorted(ladder, wanted + np.minimum(low, 2 * top), "left").astype(np.int64)
        end = np.searchsorted(ladder, wanted + high, "right").astype(np.int64)
        last = np.minimum(end, begin + 4 * NEAR) if low is not high else end
        owner, at = spans(begin, last)
        out.append((line[owner], order[at]))
    return out


def _other_currency(ledger: Ledger, parties: Parties) -> tuple[Ints, Ints]:
    """Pairs of one payer and counterparty in two currencies, at a plausible rate."""
    if len(ledger.currencies) < 2:
        return ints([]), ints([])
    rates = np.array([[rough_rate(paid, owed) for owed in ledger.currencies] for paid in ledger.currencies])
    use = parties.level >= Party.SIMILAR
    line, party = parties.payment[use], parties.party[use]
    size = len(ledger.currencies)
    billed = distinct(parties.of_invoice * size + ledger.invoices.currency)
    at, group = join(party, billed // size)
    line, currency = line[at], billed[group] % size
    abroad = currency != ledger.payments.currency[line]
    code = billed[group][abroad]
    line = line[abroad]
    at, invoice = join(code, parties.of_invoice * size + ledger.invoices.currency)
    payment = line[at]
    rate = rates[ledger.payments.currency[payment], ledger.invoices.currency[invoice]]
    expected = ledger.invoices.open[invoice] * rate
    near = np.abs(ledger.payments.open[payment] - expected) <= PLAUSIBLE * np.abs(expected)
    return payment[near], invoice[near]
