"""Comparing: the same open items under our engine and the known schemes, side by side."""

from collections.abc import Collection, Mapping
from typing import Protocol

import numpy as np
import pandas as pd

from core.matching import engine
from core.matching.engine import Evidence
from core.model.rules import BLUEPRINT, CLASSIC, DEFAULT, FIRST_FIT, MatchRules
from core.services.workspace import Workspace
from core.store import outside_names

ENGINES: tuple[MatchRules, ...] = (DEFAULT, CLASSIC, BLUEPRINT, FIRST_FIT)
COMPARISON_COLUMNS = (
    "engine", "automatic", "to_review", "automatic_rate", "money", "wrong", "wrong_money", "wrong_share",
)  # fmt: skip
Pairs = frozenset[tuple[str, str]]


class History(Protocol):
    """The part of a tuning snapshot that deciding anew needs: the engine's frames and their evidence."""

    @property
    def invoices(self) -> pd.DataFrame: ...
    @property
    def payments(self) -> pd.DataFrame: ...
    @property
    def evidence(self) -> Evidence: ...


def compare_engines(
    snapshot: History, truth: Pairs | None = None, engines: tuple[MatchRules, ...] = ENGINES
) -> pd.DataFrame:
    """One row per engine over the items of the snapshot that people have not settled; nothing is stored.

    Columns: engine (name of its rules), automatic (bank lines matched alone), to_review (bank lines only
    proposed), automatic_rate (share of the open invoices that automatic pairs settle wholly; None without
    any), money (minor units per invoice currency of the automatic pairs). Where `truth` is known, as pairs
    (invoice key, payment key): wrong (automatic pairs not in it), wrong_money (minor units per currency) and
    wrong_share (of all automatic pairs, None without any); without truth these are None.
    """
    rows = [_row(rules, snapshot, truth) for rules in engines]
    return pd.DataFrame(rows, columns=list(COMPARISON_COLUMNS)).astype(
        {"automatic_rate": "object", "wrong": "object", "wrong_money": "object", "wrong_share": "object"}
    )


def truth_of(workspace: Workspace, named: Collection[tuple[str, str, str]]) -> Pairs:
    """True pairs given by outside names, as (invoice key, payment key) for `compare_engines`.

    `named` holds (bank's id of the line, invoice number, counterparty); what is not in the books is left out.
    """
    with workspace.scope() as scope:
        lines, bills = outside_names.payments(scope), outside_names.invoices(scope)
    return frozenset(
        (bill, line)
        for bank_id, number, counterparty in named
        for line in lines.get(bank_id, ())
        for bill in bills.get((number, counterparty), ())
    )


def _row(rules: MatchRules, snapshot: History, truth: Pairs | None) -> tuple[object, ...]:
    outcome = engine.decide(snapshot.evidence, rules)
    posted = outcome.automatic()
    state = outcome.payments["state"]
    currency = snapshot.invoices.set_index("invoice")["currency"]
    judged: tuple[object, ...] = (None, None, None)
    if truth is not None:
        pairs = zip(posted["invoice"], posted["payment"], strict=True)
        false = posted[np.array([pair not in truth for pair in pairs], dtype=bool)]
        share = len(false) / len(posted) if len(posted) else None
        judged = (len(false), _money(false, currency), share)
    return (
        rules.name,
        int((state == "auto").sum()),
        int((state == "review").sum()),
        _rate(posted, snapshot.invoices),
        _money(posted, currency),
        *judged,
    )


def _rate(posted: pd.DataFrame, invoices: pd.DataFrame) -> float | None:
    """The share of open invoices that automatic pairs settle wholly."""
    left = invoices.loc[invoices["open_minor"] != 0].set_index("invoice")["open_minor"]
    if left.empty:
        return None
    put = (posted["invoice_minor"] + posted["adjustment_minor"]).groupby(posted["invoice"]).sum()
    return float((put.reindex(left.index, fill_value=0) == left).mean())


def _money(pairs: pd.DataFrame, currency: "pd.Series[str]") -> Mapping[str, int]:
    sums = pairs["invoice_minor"].abs().groupby(pairs["invoice"].map(currency)).sum()
    return {str(code): int(minor) for code, minor in sums.items()}
