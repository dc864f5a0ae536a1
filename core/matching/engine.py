"""The engine's doors: evidence from the data, decisions from evidence and rules."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from core.matching import (
    aliases,
    blocking,
    card_payouts,
    card_states,
    evidence,
    frames,
    grouping,
    learning,
    noise,
    parties,
    references,
    returns,
)
from core.matching.advice import Advice, Change, explain_pair, what_would_it_take, why_not
from core.matching.amounts import SETTLING, Amount, Ladder
from core.matching.arrays import Bools, Floats, Ints, Texts, codes_of
from core.matching.blocking import Pairs
from core.matching.card_payouts import Opened
from core.matching.competing import chances
from core.matching.evidence import PairColumns
from core.matching.facts import Evidence
from core.matching.frames import Ledger
from core.matching.habits import Habits
from core.matching.memory import Memory
from core.matching.outcome import PAIR_COLUMNS, Outcome
from core.matching.pointers import Hit
from core.matching.redecide import decide as _decide
from core.matching.redecide import propose as _propose
from core.matching.references import Hits
from core.matching.scoring import score
from core.matching.words import read as read_words
from core.matching.world import Rows
from core.model.history import EMPTY_HISTORY, History
from core.model.rules import DEFAULT, MatchRules, Scheme

if TYPE_CHECKING:
    import pandas as pd

LIKELY = 0.9  # a pair so likely may be the first payment of an invoice that leaves a rest
SURE = 0.97  # a single match this likely is not searched for joint explanations

__all__ = [
    "Advice",
    "Change",
    "Evidence",
    "Outcome",
    "decide",
    "explain_pair",
    "match",
    "prepare",
    "propose",
    "weigh",
    "what_would_it_take",
    "why_not",
]


def prepare(
    invoices: "pd.DataFrame",
    payments: "pd.DataFrame",
    history: History = EMPTY_HISTORY,
    breakdown: "pd.DataFrame | None" = None,
) -> Evidence:
    """All evidence of one data version: heavy, independent of rules.

    `invoices`: invoice (key), number, counterparty, issued_on, due_on, amount_minor, open_minor, currency,
    purchase_order, reference, terms, customer_number. `payments`: payment (key), paid_on, amount_minor,
    open_minor, currency, counterparty, description, reference, method, check_number, structured_reference.
    Amounts are int64 minor units in the bank's view (money in positive). Missing columns read as empty.
    `breakdown` says what card payouts are made of (`card_payouts.BREAKDOWN_COLUMNS`): each of their charges
    is matched like a payment of its own, decisions speak of the bank line again.
    """
    payments, opened = card_payouts.unfold(payments, breakdown)
    if opened is not None:
        history = replace(history, declined=card_payouts.declined(history.declined, opened))
    return weigh(frames.read(invoices, payments), history, opened)


def weigh(ledger: Ledger, history: History = EMPTY_HISTORY, opened: Opened | None = None) -> Evidence:
    """`prepare` on a ledger that is read already."""
    words = read_words(ledger.payments)
    hits = references.find(ledger.invoices, ledger.payments)
    people = parties.find(ledger, words, hits.customers, history)
    pairs = blocking.block(ledger, hits, people)
    told = evidence.sides(ledger, people, words)
    first = evidence.columns(ledger, told, hits, people, pairs, Habits(), history)
    taught = aliases.learned(ledger, words, people, first)
    if taught is not people:
        people, pairs = taught, blocking.block(ledger, hits, taught)
        first = evidence.columns(ledger, told, hits, people, pairs, Habits(), history)
    habits = learning.learn(ledger, told, hits, people, first, history)
    rows = evidence.with_rates(first, ledger, habits)
    ladder = told.ladder
    memory = Memory()
    settled, taken, firsts = _settled(ledger, hits, rows, ladder, habits, memory)
    groups = grouping.propose(ledger, words, hits, people, settled, taken, firsts)
    members = Pairs(groups.payment, groups.invoice)
    said = noise.plain(words)
    back = returns.find(ledger, said, people)
    return Evidence(
        ledger=ledger,
        hits=hits,
        parties=people,
        habits=habits,
        ladder=ladder,
        rows=rows,
        claim=_claims(ledger, people, rows),
        groups=groups,
        group_rows=evidence.columns(ledger, told, hits, people, members, habits, history),
        category=noise.categories(said),
        returned=back.taken_back,
        returning=back.speaking,
        opened=opened,
        memory=memory,
    )


def _settled(
    ledger: Ledger, hits: Hits, rows: PairColumns, ladder: Ladder, habits: Habits, memory: Memory
) -> tuple[Bools, Bools, dict[int, int]]:
    """Bank lines and invoices that one plain pair explains beyond doubt, under the default rules; and the one
    line that names an invoice and pays less than all of it.
    """
    points = score(rows, ladder, habits, DEFAULT, len(ledger.invoices), memory)
    live = np.flatnonzero(points.total > -4.0)
    lines, bills = len(ledger.payments), len(ledger.invoices)
    number = np.arange(len(live), dtype=np.int64)
    members = Rows(number, rows.payment[live], rows.invoice[live] + lines, lines + bills)
    chance = chances(members, points.total[live], np.zeros(len(live), dtype=bool))
    kind = points.explained.kind[live]
    one = hits.named[rows.payment[live]] <= 1
    settles = (kind == int(Amount.EXACT)) | (np.isin(kind, [int(each) for each in SETTLING]) & one)
    sure = live[(chance >= SURE) & settles & (points.kinds[live] >= 2)]
    settled, taken = np.zeros(lines, dtype=bool), np.zeros(bills, dtype=bool)
    settled[rows.payment[sure]] = True
    taken[rows.invoice[sure]] = True
    less = live[np.isin(kind, [int(Amount.PART), int(Amount.WITHHOLDING)])]
    named = (rows.hit[less] >= int(Hit.CORE)) & (rows.hit_crowd[less] <= 1) & one[np.searchsorted(live, less)]
    likely = (chance[np.searchsorted(live, less)] >= LIKELY) & (points.kinds[less] >= 2)
    first = less[(named & (points.total[less] > 0)) | likely]
    first = first[np.bincount(rows.invoice[first], minlength=bills)[rows.invoice[first]] == 1]
    return settled, taken, dict(zip(rows.invoice[first].tolist(), rows.payment[first].tolist(), strict=True))


def _claims(ledger: Ledger, people: parties.Parties, rows: PairColumns) -> Ints:
    """A code per pair: equal where counterparty, amounts, currencies and "the payer is it" are equal."""
    bills, lines = ledger.invoices, ledger.payments
    bill = codes_of(people.spelling, bills.open, bills.currency)
    line = codes_of(lines.open, lines.currency)
    known = rows.party[0] >= int(parties.Party.SIMILAR)
    return codes_of(bill[rows.invoice], line[rows.payment], known)


def decide(facts: Evidence, rules: MatchRules) -> Outcome:
    """The outcome of the rules on prepared evidence; equal to `match` with the same data and rules."""
    if rules.scheme is Scheme.TIEOUT:
        return _decide(facts, rules)
    from core.matching import schemes

    return card_states.folded(facts, schemes.decide(facts, rules))


def propose(facts: Evidence, rules: MatchRules) -> dict[str, Ints | Floats | Texts]:
    """Only the pairs of `decide`, as columns: for a caller that needs no frames."""
    if rules.scheme is Scheme.TIEOUT and facts.opened is None:
        return _propose(facts, rules).table(facts)
    pairs = decide(facts, rules).pairs
    return {name: pairs[name].to_numpy() for name in PAIR_COLUMNS}


def match(
    invoices: "pd.DataFrame",
    payments: "pd.DataFrame",
    rules: MatchRules = DEFAULT,
    history: History = EMPTY_HISTORY,
    breakdown: "pd.DataFrame | None" = None,
) -> Outcome:
    """A full run: evidence, then decisions."""
    return decide(prepare(invoices, payments, history, breakdown), rules)
