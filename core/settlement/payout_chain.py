"""Payouts opened and followed to the bank: what each is made of and which bank line it became."""

import re
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from core.model.money import Money
from core.model.payout import BankTie, PayoutTrace
from core.model.processor_transaction import TransactionKind, TransactionStatus
from core.model.settlement_rules import DEFAULT, SettlementRules
from core.settlement import words

_DAY = np.timedelta64(1, "D")
_ASIDE = frozenset({TransactionKind.PAYOUT, TransactionKind.HOLD})
_KINDS = {
    "gross": TransactionKind.CHARGE,
    "refunds": TransactionKind.REFUND,
    "disputes": TransactionKind.DISPUTE,
    "fees": TransactionKind.FEE,
}
_BREAKDOWN = (
    "payment", "processor", "payout_id", "movement", "transaction_id", "kind", "amount_minor", "fee_minor",
    "occurred_on", "reference", "payer", "description", "parent_id", "spent", "placed", "sure",
)  # fmt: skip
_SHORTEST_KEY = 6  # a shorter text stands on bank lines by chance


def trace(
    payouts: pd.DataFrame, transactions: pd.DataFrame, bank: pd.DataFrame, rules: SettlementRules = DEFAULT
) -> tuple[PayoutTrace, ...]:
    """Each payout with its parts, what they leave unexplained, and its bank line (columns: `frames`).

    gross - fees - refunds - disputes + others = payout, to the cent, or `off` says by how much not. A bank
    line is tied by the payout's key or id in its text; else by amount, currency and a day within
    `payout_days` of arrival, when one line alone fits one payout alone. Two with an equal claim are said to
    be ambiguous, never guessed. The same in any order of the rows.
    """
    parts = _parts(transactions)
    ties = _ties(payouts, bank, rules)
    made = []
    for place, row in enumerate(payouts.to_dict("records")):
        currency = str(row["currency"])
        found = parts.get((_folded(row["payout_id"]), currency), Counter())
        money = {
            name: Money(found[name], currency) for name in ("gross", "fees", "refunds", "disputes", "others")
        }
        expected = money["gross"] - money["fees"] - money["refunds"] - money["disputes"] + money["others"]
        paid = Money(int(row["amount"]), currency)
        tie, lines = ties[place]
        made.append(
            PayoutTrace(
                processor=str(row["processor"]),
                payout_id=str(row["payout_id"]),
                transactions=found["transactions"],
                paid=paid,
                off=paid - expected,
                tie=tie,
                bank_keys=lines,
                **money,
            )
        )
    return tuple(made)


def breakdown(
    payouts: pd.DataFrame, movements: pd.DataFrame, bank: pd.DataFrame, rules: SettlementRules = DEFAULT
) -> pd.DataFrame:
    """What the bank lines of payouts are made of: the movements of every payout that adds up to the cent and
    is found at the bank without doubt, with the line's key as `payment`.

    `movements` has the columns of `frames` and movement, occurred_on, payer, description, spent, placed;
    `payouts` also status. The answer's columns are `core.matching.card_payouts.BREAKDOWN_COLUMNS`; `sure` is
    False where only amount and day tie the line and its words do not name the processor.
    """
    failed = [words.status(str(one)) is TransactionStatus.FAILED for one in payouts["status"]]
    came = payouts[~np.array(failed, dtype=bool)]
    text_of = {str(key): str(text) for key, text in zip(bank["key"], bank["text"], strict=True)}
    lines: dict[tuple[str, str, str], tuple[str, bool]] = {}
    for traced in trace(came, movements, bank, rules):
        if traced.tie in (BankTie.KEY, BankTie.AMOUNT_AND_DAY) and not traced.off and traced.transactions:
            line = traced.bank_keys[0]
            named = words.bare(traced.processor) in words.bare(text_of[line])
            key = (traced.processor, _folded(traced.payout_id), traced.paid.currency)
            lines[key] = (line, named or traced.tie is BankTie.KEY)
    rows: list[dict[Any, Any]] = []
    for row in movements.to_dict("records"):
        found = lines.get((str(row["processor"]), _folded(row["payout_id"]), str(row["currency"])))
        kind, status = words.kind(str(row["kind"])), words.status(str(row["status"]))
        if found is None or kind in _ASIDE or status is TransactionStatus.FAILED:
            continue
        part, _ = _part(kind, int(row["amount"]), status)
        told = _KINDS.get(part, kind if kind is TransactionKind.DISPUTE_WON else TransactionKind.ADJUSTMENT)
        values = {"payment": found[0], "kind": told.value, "sure": found[1]}
        money = {"amount_minor": row["amount"], "fee_minor": _fee_of(row)}
        rows.append(dict(row) | values | money)
    return pd.DataFrame(rows, columns=list(_BREAKDOWN))


def _fee_of(row: dict[Any, Any]) -> int:
    return int(row["fee"]) if row["fee_known"] else 0


def _folded(text: object) -> str:
    return str(text).strip().lower()


def _parts(transactions: pd.DataFrame) -> dict[tuple[str, str], Counter[str]]:
    """Sums in minor units by payout and currency: what the processor took, kept, gave back and lost."""
    parts: dict[tuple[str, str], Counter[str]] = {}
    for row in transactions.to_dict("records"):
        kind = words.kind(str(row["kind"]))
        payout_id = _folded(row["payout_id"])
        if not payout_id or kind in _ASIDE or words.status(str(row["status"])) is TransactionStatus.FAILED:
            continue
        found = parts.setdefault((payout_id, str(row["currency"])), Counter())
        amount = int(row["amount"])
        found["transactions"] += 1
        found["fees"] += int(row["fee"]) if row["fee_known"] else 0
        name, sign = _part(kind, amount, words.status(str(row["status"])))
        found[name] += sign * amount
    return parts


def _part(kind: TransactionKind, amount: int, status: TransactionStatus) -> tuple[str, int]:
    """Which part of a payout an amount belongs to, and the sign it is summed with."""
    if kind is TransactionKind.FEE:
        return "fees", -1
    if kind is TransactionKind.DISPUTE or (amount < 0 and status is TransactionStatus.DISPUTED):
        return "disputes", -1
    if kind in (TransactionKind.ADJUSTMENT, TransactionKind.DISPUTE_WON):
        return "others", 1
    return ("gross", 1) if amount >= 0 and kind is not TransactionKind.REFUND else ("refunds", -1)


def _ties(
    payouts: pd.DataFrame, bank: pd.DataFrame, rules: SettlementRules
) -> list[tuple[BankTie, tuple[str, ...]]]:
    """How each payout is found at the bank, and by which lines."""
    lines = bank.to_dict("records")
    texts = [words.bare(str(line["text"])) for line in lines]
    rows = payouts.to_dict("records")
    keyed = [_by_key(row, lines, texts) for row in rows]
    taken = {line for found in keyed for line in found if len(found) == 1}
    fitting = [
        [] if keyed[place] else [k for k in _by_amount(row, lines, rules) if k not in taken]
        for place, row in enumerate(rows)
    ]
    claims = Counter(line for found in (*keyed, *fitting) for line in found)
    made = []
    for place in range(len(rows)):
        by_key, found = bool(keyed[place]), keyed[place] or fitting[place]
        names = tuple(sorted(str(lines[k]["key"]) for k in found))
        if not found:
            made.append((BankTie.MISSING, names))
        elif len(found) > 1 or claims[found[0]] > 1:
            made.append((BankTie.AMBIGUOUS, names))
        else:
            made.append((BankTie.KEY if by_key else BankTie.AMOUNT_AND_DAY, names))
    return made


def _by_key(row: dict[object, object], lines: list[dict[object, object]], texts: list[str]) -> list[int]:
    """Lines of the same money on which the payout's key, or its id, stands."""
    for name in ("bank_key", "payout_id"):
        key = words.bare(str(row[name]))
        if len(key) < _SHORTEST_KEY:
            continue
        found = [k for k, text in enumerate(texts) if _stands(key, text) and _same_money(row, lines[k])]
        if found:
            return found
    return []


def _stands(key: str, text: str) -> bool:
    """Whether the key is in the text and not merely part of a longer number."""
    edges = (r"(?<![0-9])" if key[0].isdigit() else "", r"(?![0-9])" if key[-1].isdigit() else "")
    return key in text and re.search(edges[0] + re.escape(key) + edges[1], text) is not None


def _same_money(row: dict[object, object], line: dict[object, object]) -> bool:
    return row["currency"] == line["currency"] and row["amount"] == line["amount"]


def _by_amount(
    row: dict[object, object], lines: list[dict[object, object]], rules: SettlementRules
) -> list[int]:
    """Lines of the same money within the days a payout may take."""
    arrives = row["arrives_on"]
    if not isinstance(arrives, pd.Timestamp) or pd.isna(arrives):
        return []
    found = []
    for k, line in enumerate(lines):
        paid_on = line["paid_on"]
        if isinstance(paid_on, pd.Timestamp) and _same_money(row, line):
            days = (paid_on.normalize() - arrives.normalize()) / _DAY
            # A bank may value a payout a day early; more than that is another payout.
            if -1 <= days <= rules.payout_days:
                found.append(k)
    return found
