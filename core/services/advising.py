"""Advising: why an open invoice is not matched, and the smallest change of one rule that would match it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

import pandas as pd

from core.insight.wording import count_text, date_text, monies_text, number_text, reason_list
from core.matching import engine
from core.matching.engine import Advice, Change, Evidence
from core.model.errors import NotFoundError
from core.model.rules import RULE_FIELDS, MatchRules


class History(Protocol):
    """The part of a tuning snapshot that advice needs: the engine's frames and their evidence."""

    @property
    def invoices(self) -> pd.DataFrame: ...
    @property
    def payments(self) -> pd.DataFrame: ...
    @property
    def evidence(self) -> Evidence: ...


@dataclass(frozen=True, slots=True)
class WhatItTakes:
    """What is known about an invoice that is not matched alone.

    `sentence` says which one rule would match it and `consequences` what else that rule would gain, lose or
    move, in money; both "" where no single rule does it. `rules` are the saved rules with that change, or
    None. `why_not` names the best bank lines that were considered, each with why it was not posted.
    """

    sentence: str
    consequences: str
    rules: MatchRules | None
    why_not: tuple[tuple[str, str], ...]


def what_it_takes(history: History, rules: MatchRules, number: str) -> WhatItTakes:
    """The advice for the invoice with this number.

    Raises `NotFoundError` when no invoice has it; of several with one number the first by key is meant.
    """
    wanted = number.strip().casefold()
    found = history.invoices[history.invoices["number"].str.casefold() == wanted].sort_values("invoice")
    if not wanted or found.empty:
        raise NotFoundError(f"There is no invoice “{number.strip()}”.")
    key = str(found["invoice"].iloc[0])
    lines = history.payments.set_index("payment")
    considered = engine.why_not(history.evidence, rules, key, most=5)
    why_not = tuple((_line(lines, payment), reason_list(tuple(reasons))) for payment, reasons in considered)
    advice = engine.what_would_it_take(history.evidence, rules, key)
    if advice is None:
        automatic = set(engine.decide(history.evidence, rules).automatic()["invoice"])
        sentence = (
            "These rules already match it automatically."
            if key in automatic
            else "Changing one rule would not be enough to match it."
        )
        return WhatItTakes(sentence, "", None, why_not)
    return WhatItTakes(
        _sentence(advice, rules, lines),
        _consequences(advice, history.invoices),
        rules.with_(**{advice.rule: str(advice.value)}),
        why_not,
    )


def _sentence(advice: Advice, rules: MatchRules, lines: pd.DataFrame) -> str:
    field = next(field for field in RULE_FIELDS if field.name == advice.rule)
    before = number_text(getattr(rules, field.name), _digits(field.step))
    after = number_text(advice.value, _digits(field.step))
    paid = " and ".join(_line(lines, payment) for payment in advice.payments)
    return f"{field.label} {before} → {after} {field.unit}".rstrip() + f" matches it with {paid}."


def _digits(step: Decimal) -> int:
    """How many decimals a rule's step has."""
    return max(0, -int(step.as_tuple().exponent))


def _line(lines: pd.DataFrame, payment: str) -> str:
    """A bank line in a few words: its day, amount and payer."""
    row: dict[Any, Any] = lines.loc[payment].to_dict()
    day = date_text(row["paid_on"].date()) if not pd.isna(row["paid_on"]) else "no day"
    who = f" from {row['counterparty']}" if row["counterparty"] else ""
    return f"{day}, {monies_text({row['currency']: abs(int(row['amount_minor']))})}{who}"


def _consequences(advice: Advice, invoices: pd.DataFrame) -> str:
    currency = invoices.set_index("invoice")["currency"].to_dict()
    told = (("gains", advice.gained), ("loses", advice.lost), ("moves", advice.moved))
    parts = [f"{verb} {_counted(changes, currency)}" for verb, changes in told if changes]
    return f"It also {', '.join(parts)}." if parts else "Nothing else changes."


def _counted(changes: Sequence[Change], currency: Mapping[object, object]) -> str:
    money: dict[str, int] = {}
    for change in changes:
        code = str(currency[change.invoice])
        money[code] = money.get(code, 0) + abs(change.invoice_minor)
    return f"{count_text(len(changes), 'other match', 'other matches')} ({monies_text(money)})"
