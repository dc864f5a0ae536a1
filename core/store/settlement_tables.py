"""The tables of settlement as SQLAlchemy Core sees them: deliveries, both sides, runs, findings, messages."""

from typing import Any

from sqlalchemy import Boolean, Column, LargeBinary, Text, Time, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from core.store.table_parts import (
    NOW,
    ZERO,
    any_column,
    count_column,
    date_column,
    id_column,
    minor_column,
    moment_column,
    of_company,
    refers,
    tenant_table,
    text_column,
    uuid_column,
    words_column,
)

_OBJECT = text("'{}'::jsonb")


def _money(name: str, *, null: bool = False) -> Column[Any]:
    column = minor_column(name)
    column.nullable = null
    return column


def _movement() -> tuple[Column[Any], ...]:
    """What both sides say about one movement."""
    return (
        text_column("kind"),
        text_column("status"),
        _money("amount_minor"),
        text_column("currency"),
        _money("fee_minor", null=True),
        text_column("fee_currency", null=True),
        moment_column("occurred_at"),
        any_column("timed", Boolean),
    )


settlement_deliveries = tenant_table(
    "settlement_deliveries",
    ("id",),
    id_column(),
    text_column("source"),
    text_column("side"),
    text_column("via"),
    words_column("file_name"),
    text_column("sha256"),
    moment_column("since", null=True),
    moment_column("until", null=True),
    moment_column("complete_until", null=True),
    count_column("added", ZERO),
    count_column("changed", ZERO),
    count_column("known", ZERO),
    moment_column("delivered_at", NOW),
    uuid_column("delivered_by", null=True),
    text_column("delivered_by_name"),
    moment_column("undone_at", null=True),
    of_company("settlement_deliveries"),
)

processor_transactions = tenant_table(
    "processor_transactions",
    ("id",),
    id_column(),
    uuid_column("delivery_id"),
    text_column("processor"),
    text_column("external_id"),
    count_column("occurrence"),
    *_movement(),
    words_column("word"),
    words_column("status_word"),
    words_column("reference"),
    words_column("parent_id"),
    words_column("payout_id"),
    words_column("merchant_id"),
    words_column("payer"),
    words_column("description"),
    date_column("available_on", null=True),
    count_column("source_row", ZERO),
    moment_column("voided_at", null=True),
    minor_column("hundredths", ZERO),
    refers("processor_transactions_delivery", ("delivery_id",), "settlement_deliveries"),
)

processor_payouts = tenant_table(
    "processor_payouts",
    ("id",),
    id_column(),
    uuid_column("delivery_id"),
    text_column("processor"),
    text_column("external_id"),
    _money("amount_minor"),
    text_column("currency"),
    date_column("arrives_on", null=True),
    words_column("status_word"),
    words_column("bank_key"),
    any_column("complete", Boolean),
    count_column("source_row", ZERO),
    moment_column("voided_at", null=True),
    refers("processor_payouts_delivery", ("delivery_id",), "settlement_deliveries"),
)

ledger_entries = tenant_table(
    "ledger_entries",
    ("id",),
    id_column(),
    uuid_column("delivery_id"),
    text_column("processor"),
    text_column("transaction_id"),
    count_column("occurrence"),
    *_movement(),
    words_column("status_word"),
    words_column("reference"),
    words_column("parent_id"),
    words_column("payout_id"),
    words_column("merchant_id"),
    count_column("source_row", ZERO),
    moment_column("voided_at", null=True),
    minor_column("hundredths", ZERO),
    refers("ledger_entries_delivery", ("delivery_id",), "settlement_deliveries"),
)

settlement_unreadable_rows = tenant_table(
    "settlement_unreadable_rows",
    ("delivery_id", "source_row"),
    uuid_column("delivery_id"),
    count_column("source_row"),
    words_column("processor"),
    words_column("transaction_id"),
    words_column("source_id"),
    words_column("reference"),
    refers("settlement_unreadable_rows_delivery", ("delivery_id",), "settlement_deliveries"),
)

settlement_rule_sets = tenant_table(
    "settlement_rule_sets",
    ("version",),
    count_column("version"),
    text_column("name"),
    any_column("rules", JSONB),
    words_column("note"),
    moment_column("saved_at", NOW),
    uuid_column("saved_by", null=True),
    text_column("saved_by_name"),
    of_company("settlement_rule_sets"),
)

settlement_runs = tenant_table(
    "settlement_runs",
    ("id",),
    id_column(),
    text_column("processor"),
    date_column("business_date"),
    text_column("kind"),
    count_column("version"),
    text_column("status"),
    moment_column("started_at", text("clock_timestamp()")),
    moment_column("finished_at", null=True),
    uuid_column("started_by", null=True),
    text_column("started_by_name"),
    text_column("origin"),
    uuid_column("holder"),
    moment_column("lease_until"),
    count_column("resumed", ZERO),
    moment_column("since"),
    moment_column("until"),
    count_column("rules_version"),
    any_column("rules", JSONB),
    any_column("inputs", JSONB, _OBJECT),
    count_column("transactions", ZERO),
    count_column("agreed", ZERO),
    count_column("discrepancies", ZERO),
    words_column("risk"),
    any_column("summary", JSONB, _OBJECT),
    any_column("changes", JSONB, _OBJECT),
    words_column("error"),
    words_column("degraded"),
    UniqueConstraint(
        "tenant_id", "processor", "business_date", "kind", "version", name="settlement_runs_version_once"
    ),
    of_company("settlement_runs"),
)

settlement_discrepancies = tenant_table(
    "settlement_discrepancies",
    ("id",),
    id_column(),
    uuid_column("run_id"),
    text_column("mark"),
    text_column("processor"),
    text_column("transaction_id"),
    text_column("kind"),
    text_column("severity"),
    _money("external_minor", null=True),
    text_column("external_currency"),
    _money("internal_minor", null=True),
    text_column("internal_currency"),
    _money("difference_minor", null=True),
    text_column("currency"),
    _money("at_stake_minor"),
    moment_column("external_at", null=True),
    moment_column("internal_at", null=True),
    _money("external_fee_minor", null=True),
    _money("internal_fee_minor", null=True),
    _money("expected_fee_minor", null=True),
    text_column("payout_id"),
    text_column("reference"),
    count_column("external_row"),
    count_column("internal_row"),
    text_column("reason"),
    UniqueConstraint("tenant_id", "run_id", "mark", name="settlement_discrepancies_once"),
    refers("settlement_discrepancies_run", ("run_id",), "settlement_runs"),
)

settlement_payout_traces = tenant_table(
    "settlement_payout_traces",
    ("run_id", "payout_id", "currency"),
    uuid_column("run_id"),
    text_column("processor"),
    text_column("payout_id"),
    text_column("currency"),
    count_column("transactions"),
    _money("gross_minor"),
    _money("fees_minor"),
    _money("refunds_minor"),
    _money("disputes_minor"),
    _money("others_minor"),
    _money("paid_minor"),
    _money("off_minor"),
    text_column("tie"),
    any_column("bank_keys", ARRAY(Text), text("'{}'")),
    refers("settlement_payout_traces_run", ("run_id",), "settlement_runs"),
)

settlement_schedules = tenant_table(
    "settlement_schedules",
    ("processor",),
    text_column("processor"),
    any_column("at", Time),
    text_column("time_zone"),
    any_column("enabled", Boolean),
    date_column("starts_on"),
    moment_column("saved_at", NOW),
    text_column("saved_by_name"),
    of_company("settlement_schedules"),
)

processor_keys = tenant_table(
    "processor_keys",
    ("source",),
    text_column("source"),
    any_column("sealed", LargeBinary),
    text_column("hint"),
    moment_column("saved_at", NOW),
    uuid_column("saved_by", null=True),
    text_column("saved_by_name"),
    of_company("processor_keys"),
)

notification_targets = tenant_table(
    "notification_targets",
    ("id",),
    id_column(),
    text_column("channel"),
    any_column("sealed", LargeBinary),
    text_column("hint"),
    text_column("least"),
    moment_column("saved_at", NOW),
    text_column("saved_by_name"),
    moment_column("removed_at", null=True),
    of_company("notification_targets"),
)

outbox = tenant_table(
    "outbox",
    ("id",),
    id_column(),
    text_column("key"),
    uuid_column("target_id"),
    uuid_column("run_id", null=True),
    text_column("severity"),
    any_column("digest", Boolean),
    text_column("subject"),
    any_column("message", JSONB),
    moment_column("created_at", NOW),
    moment_column("due_at"),
    count_column("attempts", ZERO),
    uuid_column("claimed_by", null=True),
    moment_column("claimed_until", null=True),
    moment_column("sent_at", null=True),
    moment_column("given_up_at", null=True),
    words_column("error"),
    moment_column("sending_at", null=True),
    uuid_column("letter", null=True),
    UniqueConstraint("tenant_id", "key", name="outbox_once"),
    refers("outbox_target", ("target_id",), "notification_targets"),
    refers("outbox_run", ("run_id",), "settlement_runs"),
)

report_files = tenant_table(
    "report_files",
    ("id",),
    id_column(),
    uuid_column("run_id"),
    text_column("name"),
    text_column("content_type"),
    count_column("size"),
    text_column("sha256"),
    text_column("place"),
    text_column("key"),
    words_column("wanted_key"),
    count_column("attempts", ZERO),
    words_column("error"),
    moment_column("created_at", NOW),
    moment_column("uploaded_at", null=True),
    UniqueConstraint("tenant_id", "run_id", "name", name="report_files_once"),
    refers("report_files_run", ("run_id",), "settlement_runs"),
)
