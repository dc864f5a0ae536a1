"""The column frames that settlement takes and gives, and the ways between them and the values of the model.

**Transactions** (both sides alike: the processor's are called external, the ledger's internal):

| column | type | meaning |
|---|---|---|
| transaction_id | str | the processor's id as that side wrote it; compared after trimming and case |
| processor | str | lower-case name ("stripe"); "" where the side does not say |
| kind | str | a `TransactionKind`; "unknown" lets status and sign tell |
| amount | int64 | gross, minor units of `currency`, signed from the company's point of view |
| currency | str | ISO 4217 code, capitals |
| status | str | the side's own word; it is folded into a `TransactionStatus` here |
| fee | int64 | minor units, positive when it costs the company; 0 where `fee_known` is False |
| fee_known | bool | whether the side says anything about the fee |
| occurred_at | datetime64[us, UTC] | the moment; NaT where the side has none |
| timed | bool | False where the side gives the day only (`occurred_at` is then its midnight) |
| merchant_id | str | whose account at the processor; "" where the side does not say |
| reference | str | the company's own reference, or what a refund names as its charge |
| parent_id | str | the charge that a refund or dispute is about, where the source has a column for it |
| payout_id | str | the payout it went out with |
| row | int64 | its row in the source, from 1 |
| hundredths | int64 | the amount times 100 where a currency without decimals came with some, else 0 |

**Payouts**: payout_id, processor, amount (int64), currency, arrives_on (datetime64[us], NaT where unknown),
bank_key (str), complete (bool), row (int64). **Bank lines**: key (str), amount (int64, signed: positive when
money came in), currency, paid_on (datetime64[us]), text (str: everything readable on the line).

**Discrepancies** (given): processor, transaction_id, kind, severity, external_amount, external_currency,
internal_amount, internal_currency, difference (minor units of `currency`), currency, at_stake, external_at,
internal_at (datetime64[us, UTC]), reason, external_fee, internal_fee, expected_fee, payout_id, reference,
external_row, internal_row. Amounts are Int64 (nullable): missing where that side has no row.

A column that is missing reads as empty. Row order never matters.
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from core.model.discrepancy import Discrepancy, DiscrepancyKind, DiscrepancySeverity
from core.model.ledger_entry import LedgerEntry
from core.model.money import Money
from core.model.payment import Payment
from core.model.payout import Payout
from core.model.processor_transaction import ProcessorTransaction

TEXTS = (
    "transaction_id", "processor", "kind", "currency", "status", "merchant_id", "reference", "parent_id",
    "payout_id",
)  # fmt: skip
_MOMENT = "datetime64[us, UTC]"
_DAY = "datetime64[us]"


def of_transactions(transactions: Sequence[ProcessorTransaction]) -> pd.DataFrame:
    """The external frame of a processor's transactions."""
    frame = _records(transactions)
    frame["transaction_id"] = _texts(one.id for one in transactions)
    return frame


def of_entries(entries: Sequence[LedgerEntry]) -> pd.DataFrame:
    """The internal frame of a ledger's entries."""
    frame = _records(entries)
    frame["transaction_id"] = _texts(one.transaction_id for one in entries)
    return frame


def _records(records: Sequence[ProcessorTransaction] | Sequence[LedgerEntry]) -> pd.DataFrame:
    fees = [one.fee.minor if one.fee else 0 for one in records]
    return pd.DataFrame(
        {
            "transaction_id": _texts("" for _ in records),
            "processor": _texts(one.processor for one in records),
            "kind": _texts(one.kind.value for one in records),
            "amount": pd.Series([one.amount.minor for one in records], dtype="int64"),
            "currency": _texts(one.amount.currency for one in records),
            "status": _texts(one.status_word or one.status.value for one in records),
            "fee": pd.Series(fees, dtype="int64"),
            "fee_known": pd.Series([one.fee is not None for one in records], dtype="bool"),
            "occurred_at": pd.Series([one.occurred_at for one in records], dtype=_MOMENT),
            "timed": pd.Series([one.timed for one in records], dtype="bool"),
            "merchant_id": _texts(one.merchant_id for one in records),
            "reference": _texts(one.reference for one in records),
            "parent_id": _texts(one.parent_id for one in records),
            "payout_id": _texts(one.payout_id for one in records),
            "row": pd.Series([one.source_row for one in records], dtype="int64"),
            "hundredths": pd.Series([one.hundredths for one in records], dtype="int64"),
        }
    )


def of_payouts(payouts: Sequence[Payout]) -> pd.DataFrame:
    """The frame of a processor's payouts."""
    return pd.DataFrame(
        {
            "payout_id": _texts(one.id for one in payouts),
            "processor": _texts(one.processor for one in payouts),
            "amount": pd.Series([one.amount.minor for one in payouts], dtype="int64"),
            "currency": _texts(one.amount.currency for one in payouts),
            "arrives_on": pd.Series([one.arrives_on for one in payouts], dtype=_DAY),
            "bank_key": _texts(one.bank_key for one in payouts),
            "complete": pd.Series([one.complete for one in payouts], dtype="bool"),
            "row": pd.Series([one.source_row for one in payouts], dtype="int64"),
        }
    )


def of_bank_lines(lines: Sequence[tuple[str, Payment]]) -> pd.DataFrame:
    """The frame of bank lines, each given with the key it is known by."""
    texts = (
        " ".join((one.bank_id, one.reference, one.structured_reference, one.description, one.counterparty))
        for _, one in lines
    )
    return pd.DataFrame(
        {
            "key": _texts(key for key, _ in lines),
            "amount": pd.Series([one.amount.minor for _, one in lines], dtype="int64"),
            "currency": _texts(one.amount.currency for _, one in lines),
            "paid_on": pd.Series([one.paid_on for _, one in lines], dtype=_DAY),
            "text": _texts(texts),
        }
    )


def to_discrepancies(frame: pd.DataFrame) -> list[Discrepancy]:
    """The values of a frame of discrepancies, in its order."""
    return [_discrepancy(row) for row in frame.to_dict("records")]


def _discrepancy(row: dict[Hashable, Any]) -> Discrepancy:
    external, internal = str(row["external_currency"]), str(row["internal_currency"])
    currency = str(row["currency"])
    return Discrepancy(
        processor=str(row["processor"]),
        transaction_id=str(row["transaction_id"]),
        kind=DiscrepancyKind(str(row["kind"])),
        severity=DiscrepancySeverity(str(row["severity"])),
        external=_money(row["external_amount"], external),
        internal=_money(row["internal_amount"], internal),
        difference=_money(row["difference"], currency),
        at_stake=Money(_number(row["at_stake"]), currency),
        external_at=_moment(row["external_at"]),
        internal_at=_moment(row["internal_at"]),
        reason=str(row["reason"]),
        external_fee=_money(row["external_fee"], external),
        internal_fee=_money(row["internal_fee"], internal),
        expected_fee=_money(row["expected_fee"], currency),
        payout_id=str(row["payout_id"]),
        reference=str(row["reference"]),
        external_row=_number(row["external_row"]),
        internal_row=_number(row["internal_row"]),
    )


def _texts(values: Iterable[str]) -> pd.Series:
    return pd.Series(list(values), dtype="str")


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _money(value: object, currency: str) -> Money | None:
    return None if value is pd.NA or value is None else Money(_number(value), currency)


def _moment(value: object) -> datetime | None:
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else None
