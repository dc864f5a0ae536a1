"""Known schemes to compare with, in our reading: classic weights, blueprint and first fit."""

import re
from collections import defaultdict

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from core.matching.arrays import NO_DATE, Bools, Floats, Ints, ints, join, spans, texts
from core.matching.facts import Evidence
from core.matching.frames import Items, Ledger
from core.matching.names import fold
from core.matching.outcome import PAIR_COLUMNS, Outcome
from core.model.case import CaseReason
from core.model.match import Adjustment, Decision, Method
from core.model.reasons import Reason
from core.model.rules import MatchRules, Scheme

NEAR_SHARE = 0.01  # both schemes call amounts within 1 % near
CLASSIC_DAYS = 30.0
BLUEPRINT_DAYS = 7.0
ALIKE = 80.0  # similarity (0 to 100) from which blueprint takes two references for one
LARGEST_TABLE = 400_000_000  # reference pairs compared at most; beyond it only equal ones count
CROWD = 60  # near amounts looked at for one bank line, the nearest due first
_BLUEPRINT = re.compile(r"\b(?:INVOICE|INV|REF|CHECK)\b[\s#:.-]*([A-Z0-9-]*\d[A-Z0-9-]*)|\b(\d{4,})\b")


def decide(evidence: Evidence, rules: MatchRules) -> Outcome:
    """The outcome of a known scheme: proposals with its score, automatic from `accept_from`, highest first.

    Every bank line and every invoice is used once. Tolerances, terms, margin and learning do not enter; that
    is how these schemes work. Pairs a person declined are left out, and so is money that moves the other way.
    """
    scheme = {Scheme.CLASSIC: classic, Scheme.BLUEPRINT: blueprint}.get(rules.scheme, first_fit)
    line, bill, score = scheme(evidence.ledger)
    money, owed = evidence.ledger.payments.open[line], evidence.ledger.invoices.open[bill]
    kept = ~_declined(evidence, line, bill) & (score >= float(rules.propose_from))
    kept &= np.sign(money) == np.sign(owed)
    return _outcome(evidence.ledger, line[kept], bill[kept], score[kept], rules)


def classic(ledger: Ledger) -> tuple[Ints, Ints, Floats]:
    """ "Classic weights": within 1 % .2 and exact .5 more; date .2 falling to 0 at 30 days from the due date;
    text similarity (token set of the counterparty's name against the bank's words) up to .1; .05 more when
    the name stands in the text. Accepts from .8, highest first.
    """
    line, bill = _near_amounts(ledger)
    paid, owed = np.abs(ledger.payments.open[line]), np.abs(ledger.invoices.open[bill])
    amount = np.where(paid == owed, 0.7, 0.2)
    days = _apart(ledger.payments.start[line], ledger.invoices.anchor[bill])
    date = 0.2 * np.clip(1.0 - days / CLASSIC_DAYS, 0.0, 1.0)
    words, names = _words(ledger.payments), [fold(name) for name in ledger.invoices.text["counterparty"]]
    alike = _similar([words[at] for at in line.tolist()], [names[at] for at in bill.tolist()])
    pairs = zip(line.tolist(), bill.tolist(), strict=True)
    named = np.array([bool(names[b]) and names[b] in words[p] for p, b in pairs], dtype=bool)
    return line, bill, np.round(amount + date + 0.1 * alike / 100.0 + 0.05 * named, 6)


def blueprint(ledger: Ledger) -> tuple[Ints, Ints, Floats]:
    """ "Blueprint": references by patterns (INV, INVOICE, REF, CHECK and a word, or four and more digits).
    Equal references score 1.0; similarity of .8 and more scores similarity times .9; amounts within 1 % paid
    within 7 days of issue score (.6 amount + .4 date) times .8. Accepts from .7, highest first.
    """
    tables = [_by_reference(ledger), _by_amount_and_date(ledger)]
    line, bill, score = (np.concatenate(columns) for columns in zip(*tables, strict=True))
    order = np.lexsort((-score, bill, line))
    pair = (line * max(len(ledger.invoices), 1) + bill)[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = pair[1:] != pair[:-1]
    keep = order[first]
    return line[keep], bill[keep], score[keep]


def first_fit(ledger: Ledger) -> tuple[Ints, Ints, Floats]:
    """First fit: bank lines by date, each takes the oldest due open invoice of exactly its amount."""
    waiting: dict[tuple[int, int], list[int]] = defaultdict(list)
    for bill in np.argsort(-ledger.invoices.anchor, kind="stable").tolist():
        waiting[int(ledger.invoices.open[bill]), int(ledger.invoices.currency[bill])].append(bill)
    line: list[int] = []
    chosen: list[int] = []
    for payment in np.argsort(ledger.payments.start, kind="stable").tolist():
        stack = waiting.get((int(ledger.payments.open[payment]), int(ledger.payments.currency[payment])))
        if stack and ledger.payments.open[payment]:
            line.append(payment)
            chosen.append(stack.pop())
    return ints(line), ints(chosen), np.ones(len(line))


def _near_amounts(ledger: Ledger) -> tuple[Ints, Ints]:
    """Pairs of one currency and direction whose amounts differ by at most 1 % of the larger."""
    bills, lines = ledger.invoices, ledger.payments
    size = np.abs(bills.open)
    step = 4.0 * (max(int(size.max(initial=0)), int(np.abs(lines.open).max(initial=0))) + 1)
    order = np.lexsort((size, bills.open < 0, bills.currency)).astype(np.int64)
    ladder = ((bills.currency * 2 + (bills.open < 0)) * step + size)[order]
    base = (lines.currency * 2 + (lines.open < 0)) * step
    reach = np.abs(lines.open)
    low = np.searchsorted(ladder, base + reach * (1 - NEAR_SHARE), "left").astype(np.int64)
    high = np.searchsorted(ladder, base + reach / (1 - NEAR_SHARE), "right").astype(np.int64)
    high = np.where(lines.open == 0, low, high)
    line, at = spans(low, high)
    bill = order[at]
    return _nearest(ledger, line, bill)


def _nearest(ledger: Ledger, line: Ints, bill: Ints) -> tuple[Ints, Ints]:
    """At most `CROWD` invoices for each bank line."""
    days = _apart(ledger.payments.start[line], ledger.invoices.anchor[bill])
    differ = np.abs(np.abs(ledger.payments.open[line]) - np.abs(ledger.invoices.open[bill]))
    order = np.lexsort((bill, days, differ, line))
    rank = np.arange(len(order)) - np.searchsorted(line[order], line[order], "left")
    keep = order[rank < CROWD]
    return line[keep], bill[keep]


def _apart(left: Ints, right: Ints) -> Floats:
    known = (left != NO_DATE) & (right != NO_DATE)
    return np.where(known, np.abs(left - right), 10**6).astype(np.float64)


def _words(payments: Items) -> list[str]:
    fields = ("counterparty", "description", "reference")
    return [fold(" ".join(values)) for values in zip(*(payments.text[name] for name in fields), strict=True)]


def _similar(left: list[str], right: list[str]) -> Floats:
    if not left:
        return np.zeros(0)
    return np.asarray(process.cpdist(left, right, scorer=fuzz.token_set_ratio), dtype=np.float64)


def _references(values: list[str]) -> tuple[Ints, list[str]]:
    """(which text, reference) rows of what blueprint's patterns find."""
    owner: list[int] = []
    found: list[str] = []
    for at, value in enumerate(values):
        for match in _BLUEPRINT.finditer(value.upper()):
            owner.append(at)
            found.append(match.group(1) or match.group(2))
    return ints(owner), found


def _by_reference(ledger: Ledger) -> tuple[Ints, Ints, Floats]:
    fields = ("reference", "description", "check_number")
    words = [" ".join(v) for v in zip(*(ledger.payments.text[name] for name in fields), strict=True)]
    numbers = [
        " ".join(v) for v in zip(*(ledger.invoices.text[n] for n in ("number", "reference")), strict=True)
    ]
    line, said = _references(words)
    bill, known = _references(numbers)
    index = {text: at for at, text in enumerate(dict.fromkeys([*said, *known]))}
    left, right = ints([index[text] for text in said]), ints([index[text] for text in known])
    a, b = join(left, right)
    tables = [(line[a], bill[b], np.ones(len(a)))]
    if len(set(said)) * len(set(known)) <= LARGEST_TABLE and said and known:
        tables.append(_alike(line, left, bill, right, list(index)))
    rows = [np.concatenate(columns) for columns in zip(*tables, strict=True)]
    return rows[0], rows[1], rows[2]


def _alike(line: Ints, left: Ints, bill: Ints, right: Ints, names: list[str]) -> tuple[Ints, Ints, Floats]:
    """Pairs of references that are similar but not equal."""
    said, known = np.unique(left), np.unique(right)
    wanted = [names[at] for at in known.tolist()]
    out_left, out_right, out_score = [], [], []
    for begin in range(0, len(said), 2_000):
        part = said[begin : begin + 2_000]
        table = process.cdist(
            [names[at] for at in part.tolist()], wanted, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8
        )
        row, column = np.nonzero((table > 0) & (table < 100))
        out_left.append(part[row])
        out_right.append(known[column])
        out_score.append(table[row, column].astype(np.float64) / 100.0 * 0.9)
    a, b, score = np.concatenate(out_left), np.concatenate(out_right), np.concatenate(out_score)
    at, place = join(a, left)
    again, spot = join(b[at], right)
    return line[place[again]], bill[spot], score[at[again]]


def _by_amount_and_date(ledger: Ledger) -> tuple[Ints, Ints, Floats]:
    line, bill = _near_amounts(ledger)
    days = _apart(ledger.payments.start[line], ledger.invoices.start[bill])
    paid, owed = np.abs(ledger.payments.open[line]), np.abs(ledger.invoices.open[bill])
    amount = 1.0 - np.abs(paid - owed) / np.maximum(np.maximum(paid, owed), 1) / NEAR_SHARE
    soon = days <= BLUEPRINT_DAYS
    score = (0.6 * np.clip(amount, 0, 1) + 0.4 * (1.0 - days / BLUEPRINT_DAYS)) * 0.8
    return line[soon], bill[soon], score[soon]


def _declined(evidence: Evidence, line: Ints, bill: Ints) -> Bools:
    rows, width = evidence.rows, max(len(evidence.ledger.invoices), 1)
    no = rows.payment[rows.declined] * width + rows.invoice[rows.declined]
    return np.isin(line * width + bill, no)


def highest_first(line: Ints, bill: Ints, score: Floats) -> Bools:
    """Greedy choice: the highest score first (then the earlier line and invoice), every item once."""
    chosen = np.zeros(len(score), dtype=bool)
    lines: set[int] = set()
    bills: set[int] = set()
    for at in np.lexsort((bill, line, -score)).tolist():
        p, b = int(line[at]), int(bill[at])
        if p not in lines and b not in bills:
            chosen[at] = True
            lines.add(p)
            bills.add(b)
    return chosen


def _outcome(ledger: Ledger, line: Ints, bill: Ints, score: Floats, rules: MatchRules) -> Outcome:
    accepted = score >= float(rules.accept_from)
    auto = np.zeros(len(score), dtype=bool)
    auto[accepted] = highest_first(line[accepted], bill[accepted], score[accepted])
    used_lines, used_bills = set(line[auto].tolist()), set(bill[auto].tolist())
    pairs = zip(line.tolist(), bill.tolist(), strict=True)
    free = np.array([p not in used_lines and b not in used_bills for p, b in pairs], dtype=bool)
    keep = np.flatnonzero(auto | free)
    frame = _pairs(ledger, line[keep], bill[keep], score[keep], auto[keep], Method(rules.scheme.value))
    return Outcome(
        frame, _states(ledger.invoices, "invoice", frame), _states(ledger.payments, "payment", frame)
    )


def _pairs(
    ledger: Ledger, line: Ints, bill: Ints, score: Floats, auto: Bools, method: Method
) -> pd.DataFrame:
    paid, owed = ledger.payments.open[line], ledger.invoices.open[bill]
    lesser = np.where(np.abs(paid) < np.abs(owed), paid, owed)
    same = ledger.payments.currency[line] == ledger.invoices.currency[bill]
    frame = pd.DataFrame(
        {
            "invoice": texts([ledger.invoices.key[at] for at in bill.tolist()]),
            "payment": texts([ledger.payments.key[at] for at in line.tolist()]),
            "hypothesis": np.arange(len(line)),
            "payment_minor": np.where(same, lesser, paid),
            "invoice_minor": np.where(same, lesser, owed),
            "adjustment_minor": 0,
            "adjustment": Adjustment.NONE.value,
            "score": np.minimum(score, 1.0),
            "decision": np.where(auto, Decision.AUTO.value, Decision.REVIEW.value).astype(object),
            "method": method.value,
            "reasons": np.where(paid == owed, Reason.AMOUNT_EXACT.value, Reason.AMOUNT_DIFFERS.value).astype(
                object
            ),
            "margin": 0.0,
            **dict.fromkeys((name for name in PAIR_COLUMNS if name.startswith("points_")), 0.0),
        }
    ).sort_values(["score", "payment", "invoice"], ascending=[False, True, True], kind="stable")
    frame["hypothesis"] = np.arange(len(frame))
    frame["rank"] = frame.groupby("invoice", sort=False).cumcount() + 1
    frame["choice"] = frame.groupby("payment", sort=False).cumcount() + 1
    numbers = {name: kind for name, kind in PAIR_COLUMNS.items() if kind != "object"}
    return frame[list(PAIR_COLUMNS)].reset_index(drop=True).astype(numbers)


def _states(items: Items, column: str, pairs: pd.DataFrame) -> pd.DataFrame:
    auto = set(pairs.loc[pairs["decision"] == Decision.AUTO.value, column])
    review = set(pairs[column])
    state = ["auto" if key in auto else "review" if key in review else "none" for key in items.key]
    reason = {"auto": "", "review": Reason.BELOW_THRESHOLD.value, "none": Reason.NO_CANDIDATE.value}
    frame = pd.DataFrame(
        {column: texts(items.key), "state": texts(state), "reason": texts([reason[one] for one in state])}
    )
    if column == "payment":
        case = {"none": CaseReason.NO_INVOICE_FOUND.value}
        frame["case"] = texts([case.get(one, "") for one in state])
    return frame.sort_values(column, kind="stable").reset_index(drop=True)
