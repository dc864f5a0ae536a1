"""Everything the data says about each candidate pair, before any rule, as columns."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import compress
from typing import Any

import numpy as np

from core.matching import dates
from core.matching.amounts import AmountColumns, Ladder, roundness, scale_of
from core.matching.arrays import (
    NO_DATE,
    Bools,
    Floats,
    Ints,
    codes_of,
    counts,
    distinct,
    ints,
    totals,
    within,
)
from core.matching.blocking import Pairs
from core.matching.frames import Items, Ledger
from core.matching.habits import Habits
from core.matching.names import fold
from core.matching.parties import Parties, Party
from core.matching.pointers import Hit
from core.matching.references import Hits
from core.matching.remittance import (
    CREDIT,
    PART,
    WITHHELD,
    counts_parts,
    month_of,
    months,
    speaks_of_credit,
    speaks_of_part,
    speaks_of_withholding,
)
from core.matching.words import Words
from core.model.history import History

_TERMS = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:%|/)\s*(?:\D{0,24}?)(\d{1,3})")
NEVER = -1000
HIDDEN = 0.01  # prior chance that an irregular amount seen once is also somebody else's


@dataclass(frozen=True, slots=True)
class PairColumns:
    """One row per candidate pair, aligned with `payment` and `invoice`.

    `hit` a `Hit` level and `hit_crowd` how many invoices this line points to at that level; `party` and
    `party_crowd` the level and the number of invoices at that level or better (index 0: without, 1: with
    what the company taught); `of` the counterparty; `lag` days after the due date, `age` days
    from the due date to the last bank line, `early` days before the issue date (positive =
    early), both also in business days; `month_off` how many months after the month its text names the
    invoice was issued (-1 to 1, 2 farther, 3 no month named); `declined` a person rejected the pair;
    `customer` the line gives the number of the invoice's customer.
    """

    payment: Ints
    invoice: Ints
    hit: Ints
    hit_crowd: Floats
    party: tuple[Ints, Ints]
    party_crowd: tuple[Floats, Floats]
    amounts: AmountColumns
    of: Ints
    lag: Ints
    age: Ints
    month_off: Ints
    early: Ints
    lag_business: Ints
    early_business: Ints
    timed: Bools
    declined: Bools
    customer: Bools

    def __len__(self) -> int:
        return len(self.payment)

    def where(self, at: Ints) -> "PairColumns":
        """The rows at these positions alone."""
        taken = {each.name: _taken(getattr(self, each.name), at) for each in fields(self)}
        return PairColumns(**taken)

    @property
    def unnamed(self) -> Bools:
        """Whether the line points to no one invoice: to none, or to several alike (a job, an order)."""
        return np.asarray((self.hit <= int(Hit.CONFLICT)) | (self.hit_crowd > 1))


@dataclass(frozen=True, slots=True)
class Sides:
    """What a bank line or an invoice says on its own, before the two are paired: one entry per item.

    Lines: `month` its text names (0 none), `spoken` of an instalment, `withheld` or `credited` something by
    its words, `processor` named, `band` currency and direction, `crowd` and `density` of open items with its
    amount.
    Invoices: `rate_offered` and the last
    `discount_day` of their terms (`NO_DATE` none), `owed_band`, `scale` of a rule's amounts.
    """

    ladder: Ladder
    month: Ints
    spoken: Bools
    withheld: Bools
    credited: Bools
    processor: Bools
    band: Ints
    crowd: Floats
    density: Floats
    rate_offered: Floats
    discount_day: Ints
    owed_band: Ints
    scale: Floats


def sides(ledger: Ledger, parties: Parties, words: Words) -> Sides:
    """Both sides read once, whatever pairs are looked at later."""
    bills, lines = ledger.invoices, ledger.payments
    ladder, paid = Ladder(bills), np.abs(lines.open)
    said = words.within("description", "reference")
    sloped = np.array(["/" in text or "/" in more for text, more in _said(lines)], dtype=bool)
    band = lines.currency * 2 + (lines.open < 0)
    wide = np.maximum(paid * 0.05, 200.0)
    rate, last_day = offered_discounts(bills)
    scale = np.array([scale_of(code) for code in ledger.currencies] or [100], dtype=np.float64)
    return Sides(
        ladder=ladder,
        month=months(words.within("description")),
        spoken=_speaking(lines, said.lines(said.which(PART.first.match)), speaks_of_part)
        | _speaking(lines, sloped, counts_parts),
        withheld=_speaking(lines, said.lines(said.which(WITHHELD.first.match)), speaks_of_withholding),
        credited=_speaking(lines, said.lines(said.which(CREDIT.first.match)), speaks_of_credit),
        processor=_processors(lines, words),
        band=band,
        crowd=exact_crowd(ledger, parties),
        density=ladder.within(band, paid - wide, paid + wide) / (2 * wide),
        rate_offered=rate,
        discount_day=last_day,
        owed_band=bills.currency * 2 + (bills.open < 0),
        scale=scale[bills.currency],
    )


def _said(lines: Items) -> Iterator[tuple[str, str]]:
    return zip(lines.text["description"], lines.text["reference"], strict=True)


def _speaking(lines: Items, likely: Bools, says: Callable[[Iterable[str]], Bools]) -> Bools:
    """Whether each line says something, asked of the `likely` ones alone."""
    out = np.zeros(len(lines), dtype=bool)
    asked = compress(_said(lines), likely.tolist())
    out[likely] = says(text if not more or more in text else f"{text} {more}" for text, more in asked)
    return out


def _taken(column: Any, at: Ints) -> Any:
    if isinstance(column, tuple):
        return tuple(each[at] for each in column)
    return column.where(at) if isinstance(column, AmountColumns) else column[at]


def columns(
    ledger: Ledger,
    told: Sides,
    hits: Hits,
    parties: Parties,
    pairs: Pairs,
    habits: Habits,
    history: History,
) -> PairColumns:
    """The evidence of each candidate pair."""
    payment, invoice = pairs.payment, pairs.invoice
    hit, crowd = _hits(ledger, hits, payment, invoice)
    levels = tuple(parties.levels(payment, invoice, learn) for learn in (False, True))
    crowds = tuple(_party_crowd(parties, payment, level, learn) for learn, level in enumerate(levels))
    bills, lines = ledger.invoices, ledger.payments
    anchor, issued, day = bills.anchor[invoice], bills.start[invoice], lines.start[payment]
    return PairColumns(
        payment=payment,
        invoice=invoice,
        hit=hit,
        hit_crowd=crowd,
        party=(levels[0], levels[1]),
        party_crowd=(crowds[0], crowds[1]),
        amounts=amount_columns(ledger, told, payment, invoice, habits),
        of=parties.of_invoice[invoice],
        lag=dates.lag(anchor, day),
        age=dates.lag(anchor, np.full(len(day), int(lines.start.max(initial=NO_DATE)), dtype=np.int64)),
        month_off=_month_off(told.month[payment], issued),
        early=dates.lag(day, issued),
        lag_business=dates.business_lag(anchor, day),
        early_business=dates.business_lag(day, issued),
        timed=np.asarray((anchor != NO_DATE) & (day != NO_DATE)),
        declined=_declined(ledger, payment, invoice, history),
        customer=_customer(hits, parties, payment, invoice),
    )


def _month_off(named: Ints, issued: Ints) -> Ints:
    off = (month_of(issued) - named + 5) % 12 - 5
    off = np.where(np.abs(off) <= 1, off, 2)
    return np.where((named == 0) | (issued == NO_DATE), 3, off).astype(np.int64)


def _customer(hits: Hits, parties: Parties, payment: Ints, invoice: Ints) -> Bools:
    """Whether the line gives the number of the invoice's customer."""
    line, bill = hits.customers
    width = max(len(parties.sizes), 1)
    given = distinct(line * width + parties.of_invoice[bill])
    return within(payment * width + parties.of_invoice[invoice], given)


def _hits(ledger: Ledger, hits: Hits, payment: Ints, invoice: Ints) -> tuple[Ints, Floats]:
    width = max(len(ledger.invoices), 1)
    key = hits.payment * width + hits.invoice
    order = np.argsort(key)
    key, level = key[order], hits.level[order]
    wanted = payment * width + invoice
    at = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
    found = (key[at] == wanted) if len(key) else np.zeros(len(wanted), dtype=bool)
    fallback = np.where(hits.named[payment] > 0, int(Hit.CONFLICT), int(Hit.NONE))
    out = np.where(found, level[at] if len(key) else 0, fallback).astype(np.int64)
    many = np.bincount(hits.payment * 16 + hits.level, minlength=max(len(ledger.payments), 1) * 16)
    return out, np.maximum(many[payment * 16 + out], 1).astype(np.float64)


def _party_crowd(parties: Parties, payment: Ints, level: Ints, learn: int) -> Floats:
    """How many invoices belong to counterparties that fit the line at this level or better."""
    use = np.ones(len(parties.level), dtype=bool) if learn else ~parties.learned
    line, size, rank = parties.payment[use], parties.sizes[parties.party[use]], parties.level[use]
    top = len(Party)
    cells = int(parties.default.shape[0]) * top
    at_level = (
        totals(line * top + rank, size, max(cells, 1)).reshape(-1, top) if cells else np.zeros((1, top))
    )
    at_least = np.cumsum(at_level[:, ::-1], axis=1)[:, ::-1]
    return np.maximum(at_least[payment, level], 1.0) if len(payment) else np.zeros(0)


def amount_columns(
    ledger: Ledger, told: Sides, payment: Ints, invoice: Ints, habits: Habits
) -> AmountColumns:
    """Amounts of each pair, with exact counts of what else looks like them."""
    bills, lines = ledger.invoices, ledger.payments
    paid, owed = np.abs(lines.open[payment]), np.abs(bills.open[invoice])
    same = lines.currency[payment] == bills.currency[invoice]
    day, last_day = lines.start[payment], told.discount_day[invoice]
    late = np.where(day == NO_DATE, NEVER, day - last_day)
    rates = _rates(ledger, payment, invoice, habits)
    return AmountColumns(
        paid=paid,
        owed=owed,
        band=told.band[payment],
        same=np.asarray(same),
        rate_offered=told.rate_offered[invoice],
        discount_day=np.where(last_day == NO_DATE, -NEVER, late).astype(np.int64),
        crowd=told.crowd[payment],
        density=told.density[payment],
        fx_owed=paid / rates,
        owed_band=told.owed_band[invoice],
        spoken=told.spoken[payment],
        withheld=told.withheld[payment],
        credited=told.credited[payment],
        processor=told.processor[payment],
        scale=told.scale[invoice],
        fx_error=_fx_error(paid, owed, rates),
    )


def with_rates(columns: PairColumns, ledger: Ledger, habits: Habits) -> PairColumns:
    """The same columns under the exchange rates these habits know."""
    amounts = columns.amounts
    rates = _rates(ledger, columns.payment, columns.invoice, habits)
    fx_error = _fx_error(amounts.paid, amounts.owed, rates)
    return replace(columns, amounts=replace(amounts, fx_owed=amounts.paid / rates, fx_error=fx_error))


_PROCESSOR = frozenset(
    {
        *("CARD", "KARTE", "CARTE", "TARJETA", "VISA", "MASTERCARD", "AMEX", "STRIPE", "PAYPAL", "SQUARE"),
        *("ADYEN", "WORLDPAY", "SUMUP", "MOLLIE", "KLARNA", "SHOPIFY", "BRAINTREE", "GOCARDLESS"),
        *("BANKCARD", "MERCHANT", "CHECKOUT"),
    }
)


def _processors(lines: Items, words: Words) -> Bools:
    """Whether the line's words name a card or payment processor."""
    said = words.within("counterparty", "description")
    method = lines.text["method"]
    names = {text for text in set(method) if not _PROCESSOR.isdisjoint(fold(text).split())}
    by_method = np.fromiter(map(names.__contains__, method), bool, len(method))
    return by_method | said.lines(said.which(_PROCESSOR.__contains__))


def exact_crowd(ledger: Ledger, parties: Parties) -> Floats:
    """Per bank line: expected open items that share the paid amount by chance, in items.

    Counted in counterparties that bill the amount, not in invoices: a series of equal invoices of one
    customer
    is no coincidence. An amount several bill: half of the others. An amount one bills: what such amounts of
    its roundness come to elsewhere, twice the number seen twice over the number seen once (Good, 1953).
    """
    bills, lines = ledger.invoices, ledger.payments
    amount = codes_of(
        np.concatenate([bills.open, lines.open]), np.concatenate([bills.currency, lines.currency])
    )
    billed, paid = amount[: len(bills)], amount[len(bills) :]
    size = int(amount.max(initial=0)) + 1
    seen = counts(
        distinct(billed * (len(parties.sizes) + 1) + parties.of_invoice) // (len(parties.sizes) + 1), size
    )
    kind = np.zeros(size, dtype=np.int64)
    kind[billed] = roundness(np.abs(bills.open))
    once, twice = (counts(kind[seen == times], 5) for times in (1, 2))
    hidden = (2.0 * twice + HIDDEN * (1.0 + np.arange(5)) * 50.0) / (once + 50.0)
    others = np.maximum(seen[paid] - 1.0, 0.0)
    lone = np.minimum(hidden[roundness(np.abs(lines.open))], 0.7)
    return np.asarray(np.where(others > 0, 0.5 * others + 0.2, lone), dtype=np.float64)


def _fx_error(paid: Ints, owed: Ints, rate: Floats) -> Floats:
    return np.asarray(np.abs(paid / np.maximum(owed * rate, 1e-9) - 1.0), dtype=np.float64)


def _rates(ledger: Ledger, payment: Ints, invoice: Ints, habits: Habits) -> Floats:
    """Units of the payment's currency for one of the invoice's; nan where no rate is known."""
    left, right = ledger.payments.currency[payment], ledger.invoices.currency[invoice]
    if len(habits.rates) < len(ledger.currencies):
        return np.full(len(payment), np.nan)
    return habits.rates[left, right]


def terms_offer(terms: str) -> tuple[float, int]:
    """The discount share printed terms such as `2/10 net 30` offer, and in how many days; (0, -1) without."""
    found = _TERMS.search(terms)
    rate = float(found.group(1).replace(",", ".")) / 100.0 if found else 0.0
    return (rate, int(found.group(2))) if found and 0 < rate <= 0.2 else (0.0, -1)


def offered_discounts(bills: Items) -> tuple[Floats, Ints]:
    """The discount share each invoice's terms offer (0 without) and the last day it may be taken."""
    memory: dict[str, tuple[float, int]] = {}
    for terms in dict.fromkeys(bills.text["terms"]):
        memory[terms] = terms_offer(terms)
    rates = np.array([memory[terms][0] for terms in bills.text["terms"]], dtype=np.float64)
    days = ints([memory[terms][1] for terms in bills.text["terms"]])
    known = (days >= 0) & (bills.start != NO_DATE)
    return rates, np.where(known, bills.start + days, NO_DATE).astype(np.int64)


def _declined(ledger: Ledger, payment: Ints, invoice: Ints, history: History) -> Bools:
    if not history.declined:
        return np.zeros(len(payment), dtype=bool)
    bill = {key: at for at, key in enumerate(ledger.invoices.key)}
    line = {key: at for at, key in enumerate(ledger.payments.key)}
    width = max(len(bill), 1)
    no = ints(sorted(line[p] * width + bill[i] for i, p in history.declined if p in line and i in bill))
    return np.isin(payment * width + invoice, no)
