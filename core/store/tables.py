"""The tenant tables as SQLAlchemy Core sees them; a test holds them against the migrated schema.

Columns, keys and uniqueness stand here; checks, indexes, policies and triggers are the migrations' alone.
The tables of settlement stand in a room of their own, in the same metadata.
"""

from sqlalchemy import (
    Double,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    column,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from core.store import settlement_tables as settlement_tables
from core.store.table_parts import NOW as _NOW
from core.store.table_parts import ZERO as _ZERO
from core.store.table_parts import any_column as _column
from core.store.table_parts import count_column as _count
from core.store.table_parts import date_column as _date
from core.store.table_parts import id_column as _id
from core.store.table_parts import metadata as metadata
from core.store.table_parts import minor_column as _minor
from core.store.table_parts import moment_column as _moment
from core.store.table_parts import of_company as _of_company
from core.store.table_parts import refers as _to
from core.store.table_parts import tenant_table as _tenant_table
from core.store.table_parts import text_column as _text
from core.store.table_parts import uuid_column as _uuid
from core.store.table_parts import words_column as _words

companies = Table(
    "companies",
    metadata,
    _id(),
    _text("slug"),
    _text("name"),
    _text("base_currency"),
    _moment("created_at", _NOW),
    PrimaryKeyConstraint("id", name="companies_pk"),
    UniqueConstraint("slug", name="companies_slug_once"),
)

counterparties = _tenant_table(
    "counterparties",
    ("id",),
    _id(),
    _text("name"),
    _text("folded_name"),
    _moment("created_at", _NOW),
    UniqueConstraint("tenant_id", "folded_name", name="counterparties_name_once"),
    _of_company("counterparties"),
)

counterparty_aliases = _tenant_table(
    "counterparty_aliases",
    ("counterparty_id", "folded"),
    _uuid("counterparty_id"),
    _text("folded"),
    _text("name"),
    _text("source"),
    _count("confirmations", text("1")),
    _to("counterparty_aliases_counterparty", ("counterparty_id",), "counterparties"),
)

import_batches = _tenant_table(
    "import_batches",
    ("id",),
    _id(),
    _text("kind"),
    _text("file_name"),
    _text("file_sha256"),
    _column("mapping", JSONB, text("'{}'::jsonb")),
    _moment("imported_at", _NOW),
    _uuid("imported_by", null=True),
    _text("imported_by_name"),
    _count("added", _ZERO),
    _count("known", _ZERO),
    _count("rejected", _ZERO),
    _moment("undone_at", null=True),
    _of_company("import_batches"),
)

rejected_rows = _tenant_table(
    "rejected_rows",
    ("id",),
    _id(),
    _uuid("batch_id"),
    _text("file"),
    _count("row"),
    _text("column_name"),
    _text("value"),
    _text("reason"),
    _column("cells", JSONB),
    _to("rejected_rows_batch", ("batch_id",), "import_batches"),
)

invoices = _tenant_table(
    "invoices",
    ("id",),
    _id(),
    _uuid("batch_id"),
    _text("number"),
    _text("direction"),
    _uuid("counterparty_id"),
    _text("counterparty_name"),
    _date("issued_on"),
    _date("due_on", null=True),
    _minor("amount_minor"),
    _text("currency"),
    _words("terms"),
    _words("purchase_order"),
    _words("reference"),
    _words("account"),
    _count("source_row", _ZERO),
    _minor("allocated_minor", _ZERO),
    _moment("voided_at", null=True),
    _moment("created_at", _NOW),
    UniqueConstraint("tenant_id", "id", "currency", name="invoices_currency_key"),
)

invoice_lines = _tenant_table(
    "invoice_lines",
    ("invoice_id", "position"),
    _uuid("invoice_id"),
    _count("position"),
    _text("description"),
    _text("quantity"),
    _minor("total_minor"),
    _to("invoice_lines_invoice", ("invoice_id",), "invoices"),
)

payments = _tenant_table(
    "payments",
    ("id",),
    _id(),
    _uuid("batch_id"),
    _text("fingerprint"),
    _count("occurrence"),
    _words("bank_id"),
    _date("paid_on"),
    _date("value_on", null=True),
    _minor("amount_minor"),
    _text("currency"),
    _words("counterparty_name"),
    _words("description"),
    _words("reference"),
    _words("method"),
    _words("check_number"),
    _words("structured_reference"),
    _words("account"),
    _words("counterparty_account"),
    _count("source_row", _ZERO),
    _minor("allocated_minor", _ZERO),
    _text("set_aside_reason", null=True),
    _uuid("set_aside_by", null=True),
    _moment("voided_at", null=True),
    _moment("created_at", _NOW),
    UniqueConstraint("tenant_id", "id", "currency", name="payments_currency_key"),
)

documents = _tenant_table(
    "documents",
    ("id",),
    _id(),
    _text("file_name"),
    _text("file_sha256"),
    _column("content", LargeBinary),
    _moment("kept_at", _NOW),
    _text("kept_by_name"),
    UniqueConstraint("tenant_id", "file_sha256", name="documents_file_once"),
    _of_company("documents"),
)

invoice_documents = _tenant_table(
    "invoice_documents",
    ("invoice_id",),
    _uuid("invoice_id"),
    _uuid("document_id"),
    _column("pages", ARRAY(Integer)),
    _column("places", JSONB),
    _to("invoice_documents_invoice", ("invoice_id",), "invoices"),
    _to("invoice_documents_document", ("document_id",), "documents"),
)

rule_sets = _tenant_table(
    "rule_sets",
    ("version",),
    _count("version"),
    _text("name"),
    _column("rules", JSONB),
    _words("note"),
    _moment("saved_at", _NOW),
    _uuid("saved_by", null=True),
    _text("saved_by_name"),
    _of_company("rule_sets"),
)

runs = _tenant_table(
    "runs",
    ("id",),
    _id(),
    _count("number"),
    _text("status"),
    _moment("started_at", _NOW),
    _moment("finished_at", null=True),
    _uuid("started_by", null=True),
    _text("started_by_name"),
    _count("rules_version"),
    _column("rules", JSONB),
    _text("data_version"),
    _count("matched", _ZERO),
    _count("proposed", _ZERO),
    _count("excepted", _ZERO),
    _count("set_aside", _ZERO),
    _words("error"),
    UniqueConstraint("tenant_id", "number", name="runs_number_once"),
    _of_company("runs"),
)

run_changes = _tenant_table(
    "run_changes",
    ("run_id", "subject_kind", "subject_id"),
    _uuid("run_id"),
    _text("subject_kind"),
    _uuid("subject_id"),
    _column("before", JSONB, null=True),
    _to("run_changes_run", ("run_id",), "runs"),
)

candidates = _tenant_table(
    "candidates",
    ("id",),
    _id(),
    _uuid("run_id"),
    _uuid("payment_id"),
    _uuid("invoice_id"),
    _count("hypothesis"),
    _count("choice"),
    _count("rank"),
    _minor("payment_minor"),
    _minor("invoice_minor"),
    _minor("adjustment_minor", _ZERO),
    _words("adjustment"),
    _column("score", Double),
    _column("margin", Double),
    _text("decision"),
    _text("method"),
    _column("reasons", ARRAY(Text), text("'{}'::text[]")),
    _column("points", JSONB, text("'{}'::jsonb")),
    _text("status", text("'proposed'")),
    _moment("decided_at", null=True),
    _uuid("decided_by", null=True),
    _words("decided_by_name"),
    _column("card", JSONB, null=True),
    UniqueConstraint("tenant_id", "run_id", "payment_id", "invoice_id", "hypothesis", name="candidates_once"),
    _to("candidates_run", ("run_id",), "runs"),
    _to("candidates_payment", ("payment_id",), "payments"),
    _to("candidates_invoice", ("invoice_id",), "invoices"),
)

allocations = _tenant_table(
    "allocations",
    ("id",),
    _id(),
    _uuid("payment_id", null=True),
    _text("payment_currency", null=True),
    _minor("payment_minor"),
    _uuid("invoice_id"),
    _text("invoice_currency"),
    _minor("invoice_minor"),
    _minor("adjustment_minor", _ZERO),
    _words("adjustment"),
    _text("actor"),
    _uuid("decided_by", null=True),
    _text("decided_by_name"),
    _uuid("run_id", null=True),
    _count("rules_version", null=True),
    _uuid("candidate_id", null=True),
    _uuid("reverses", null=True),
    _column("reasons", ARRAY(Text), text("'{}'::text[]")),
    _column("score", Double, null=True),
    _moment("created_at", _NOW),
    UniqueConstraint("tenant_id", "reverses", name="allocations_reversed_once"),
    _to("allocations_payment", ("payment_id", "payment_currency"), "payments", ("id", "currency")),
    _to("allocations_invoice", ("invoice_id", "invoice_currency"), "invoices", ("id", "currency")),
    _to("allocations_run", ("run_id",), "runs"),
    _to("allocations_candidate", ("candidate_id",), "candidates"),
    _to("allocations_reverses", ("reverses",), "allocations"),
)

declined_pairs = _tenant_table(
    "declined_pairs",
    ("payment_id", "invoice_id"),
    _uuid("payment_id"),
    _uuid("invoice_id"),
    _uuid("decided_by", null=True),
    _text("decided_by_name"),
    _moment("decided_at", _NOW),
    _to("declined_pairs_payment", ("payment_id",), "payments"),
    _to("declined_pairs_invoice", ("invoice_id",), "invoices"),
)

spot_checks = _tenant_table(
    "spot_checks",
    ("id",),
    _id(),
    _uuid("allocation_id"),
    _text("kind"),
    _column("probability", Double),
    _moment("drawn_at", _NOW),
    _text("drawn_by_name"),
    _text("verdict", null=True),
    _moment("decided_at", null=True),
    _uuid("decided_by", null=True),
    _words("decided_by_name"),
    UniqueConstraint("tenant_id", "allocation_id", name="spot_checks_once"),
    _to("spot_checks_allocation", ("allocation_id",), "allocations"),
)

exception_cases = _tenant_table(
    "exception_cases",
    ("id",),
    _id(),
    _uuid("payment_id", null=True),
    _uuid("invoice_id", null=True),
    _text("reason"),
    _text("severity"),
    _text("status", text("'open'")),
    _uuid("owner_id", null=True),
    _words("owner_name"),
    _moment("opened_at", _NOW),
    _moment("due_at", null=True),
    _uuid("run_id", null=True),
    _minor("amount_minor"),
    _text("currency"),
    _words("note"),
    _text("resolution", null=True),
    _moment("resolved_at", null=True),
    _words("resolved_by_name"),
    _text("discrepancy_mark", null=True),
    _text("status_before", null=True),
    _text("note_before", null=True),
    _to("exception_cases_payment", ("payment_id",), "payments"),
    _to("exception_cases_invoice", ("invoice_id",), "invoices"),
    _to("exception_cases_run", ("run_id",), "runs"),
)

notes = _tenant_table(
    "notes",
    ("id",),
    _id(),
    _text("subject_kind"),
    _uuid("subject_id"),
    _text("text"),
    _moment("written_at", _NOW),
    _uuid("written_by", null=True),
    _text("written_by_name"),
    _of_company("notes"),
)

kpi_assumptions = _tenant_table(
    "kpi_assumptions",
    ("version",),
    _count("version"),
    _column("values", JSONB),
    _moment("saved_at", _NOW),
    _uuid("saved_by", null=True),
    _text("saved_by_name"),
    _of_company("kpi_assumptions"),
)

idempotency_keys = _tenant_table(
    "idempotency_keys",
    ("scope", "key"),
    _text("scope"),
    _text("key"),
    _text("body_hash"),
    _column("answer", JSONB),
    _moment("created_at", _NOW),
    _of_company("idempotency_keys"),
)

column_mappings = _tenant_table(
    "column_mappings",
    ("shape_key",),
    _text("shape_key"),
    _column("mapping", JSONB),
    _moment("saved_at", _NOW),
    _text("saved_by_name"),
    _of_company("column_mappings"),
)

model_answers = _tenant_table(
    "model_answers",
    ("evidence_key",),
    _text("evidence_key"),
    _column("answer", JSONB),
    _moment("answered_at", _NOW),
    _of_company("model_answers"),
)

model_counts = _tenant_table(
    "model_counts",
    ("day", "outcome"),
    _date("day"),
    _text("outcome"),
    _count("questions"),
    _of_company("model_counts"),
)

# Written by `audit_append` alone: here the tenant has no default.
audit_entries = Table(
    "audit_entries",
    metadata,
    _uuid("tenant_id"),
    _minor("sequence"),
    _moment("at"),
    _uuid("actor_id", null=True),
    _text("actor_name"),
    _text("action"),
    _text("subject_kind"),
    _text("subject_id"),
    _column("before", JSONB, null=True),
    _column("after", JSONB, null=True),
    _text("reason"),
    _text("origin"),
    _column("previous_hash", LargeBinary),
    _column("hash", LargeBinary),
    PrimaryKeyConstraint("tenant_id", "sequence", name="audit_entries_pk"),
    _of_company("audit_entries"),
)

audit_heads = Table(
    "audit_heads",
    metadata,
    _uuid("tenant_id"),
    _minor("sequence"),
    _column("hash", LargeBinary),
    PrimaryKeyConstraint("tenant_id", name="audit_heads_pk"),
    _of_company("audit_heads"),
)

# Views: the state of each item, and the allocations that still stand.
invoice_states = table("invoice_states", column("tenant_id", Uuid), column("id", Uuid), column("state", Text))
payment_states = table("payment_states", column("tenant_id", Uuid), column("id", Uuid), column("state", Text))
standing_allocations = table(
    "standing_allocations", *(column(each.name, each.type) for each in allocations.c)
)
