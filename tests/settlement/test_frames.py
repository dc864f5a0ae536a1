"""Values to frames and back: money stays exact, what is missing stays missing."""

from datetime import UTC, date, datetime

import pandas as pd

from core.model.discrepancy import DiscrepancyKind, DiscrepancySeverity
from core.model.ledger_entry import LedgerEntry
from core.model.money import Money
from core.model.payment import Payment
from core.model.payout import Payout
from core.model.processor_transaction import ProcessorTransaction, TransactionKind, TransactionStatus
from core.settlement import frames

_AT = datetime(2026, 11, 19, 8, 30, tzinfo=UTC)
_BIG = 2**53 + 1  # the first integer a float cannot hold


def test_transactions_and_entries_give_the_same_columns_with_exact_money() -> None:
    taken = ProcessorTransaction(
        "stripe", "ch_1", TransactionKind.CHARGE, TransactionStatus.SETTLED,
        Money(_BIG, "JPY"), None, _AT, payout_id="po_1",
    )  # fmt: skip
    booked = LedgerEntry(
        "ch_1", "stripe", TransactionKind.CHARGE, TransactionStatus.SETTLED,
        Money(_BIG, "JPY"), Money(3, "JPY"), _AT, status_word="Paid",
    )  # fmt: skip
    external, internal = frames.of_transactions([taken, taken]), frames.of_entries([booked])
    assert list(external.columns) == list(internal.columns)
    assert external.dtypes.to_dict() == internal.dtypes.to_dict()
    assert external.amount.tolist() == [_BIG, _BIG]
    assert external.fee_known.tolist() == [False, False]
    assert internal.fee.tolist() == [3]
    assert internal.status.tolist() == ["Paid"]
    assert str(external.occurred_at.dtype) == "datetime64[us, UTC]"
    assert frames.of_transactions([]).dtypes.to_dict() == external.dtypes.to_dict()


def test_payouts_and_bank_lines_keep_a_missing_day_missing() -> None:
    payouts = frames.of_payouts([Payout("square", "po", Money(5, "USD"), None, bank_key="E2E")])
    lines = frames.of_bank_lines([("line", Payment(date(2026, 11, 20), Money(5, "USD"), reference="E2E 7"))])
    assert payouts.arrives_on.isna().all()
    assert lines.paid_on.dt.date.tolist() == [date(2026, 11, 20)]
    assert "E2E 7" in lines.text[0]


def test_a_frame_of_discrepancies_becomes_values() -> None:
    frame = pd.DataFrame(
        {
            "processor": ["stripe"], "transaction_id": ["ch_1"], "kind": ["missing_in_ledger"],
            "severity": ["low"], "external_amount": pd.array([_BIG], dtype="Int64"),
            "external_currency": ["JPY"], "internal_amount": pd.array([None], dtype="Int64"),
            "internal_currency": [""], "difference": pd.array([_BIG], dtype="Int64"), "currency": ["JPY"],
            "at_stake": [_BIG], "external_at": pd.Series([_AT], dtype="datetime64[us, UTC]"),
            "internal_at": pd.Series([None], dtype="datetime64[us, UTC]"), "reason": ["why"],
            "external_fee": pd.array([1], dtype="Int64"), "internal_fee": pd.array([None], dtype="Int64"),
            "expected_fee": pd.array([None], dtype="Int64"), "payout_id": [""], "reference": ["INV-1"],
            "external_row": [2], "internal_row": [0],
        }
    )  # fmt: skip
    [one] = frames.to_discrepancies(frame)
    assert one.kind is DiscrepancyKind.MISSING_IN_LEDGER
    assert one.severity is DiscrepancySeverity.LOW
    assert one.external == one.difference == one.at_stake == Money(_BIG, "JPY")
    assert one.internal is one.internal_fee is one.expected_fee is one.internal_at is None
    assert one.external_fee == Money(1, "JPY")
    assert one.external_at == _AT
