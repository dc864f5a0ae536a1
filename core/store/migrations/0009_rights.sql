-- The rights of the app role: what a verb needs and no more. It owns nothing, writes no counter and no amount
-- after the fact, and touches people and the audit trail only through functions.

-- Functions are for the app alone.
revoke execute on all functions in schema tieout from public;

-- The app works inside this schema.
grant usage on schema tieout to tieout_app;

-- The company's own name and currency.
grant select on companies to tieout_app;

-- Counterparties and their aliases grow and are corrected.
grant select, insert, update (name) on counterparties to tieout_app;
grant select, insert, delete on counterparty_aliases to tieout_app;
grant update (name, source, confirmations) on counterparty_aliases to tieout_app;

-- A batch is counted when its rows are stored, and may be undone.
grant select, insert, update (added, known, rejected, undone_at) on import_batches to tieout_app;
grant select, insert on rejected_rows to tieout_app;

-- Invoices and payments: the amounts and the counters stay as they are; an item may be voided or set aside.
grant select, insert, update (voided_at) on invoices to tieout_app;
grant select, insert on invoice_lines to tieout_app;
grant select, insert, update (set_aside_reason, set_aside_by, voided_at) on payments to tieout_app;

-- Rules and assumptions are only ever added to.
grant select, insert on rule_sets to tieout_app;
grant select, insert on kpi_assumptions to tieout_app;

-- A run is written down when it begins and completed when it ends.
grant select, insert on runs to tieout_app;
grant update (status, finished_at, matched, proposed, excepted, set_aside, error) on runs to tieout_app;

-- A candidate's evidence stays; its status moves.
grant select, insert, update (status, decided_at, decided_by, decided_by_name) on candidates to tieout_app;

-- Allocations are append-only.
grant select, insert on allocations to tieout_app;

-- A refusal may be taken back.
grant select, insert, delete on declined_pairs to tieout_app;

-- A case is worked on until it is resolved.
grant select, insert on exception_cases to tieout_app;
grant update (
    reason, severity, status, owner_id, owner_name, due_at, run_id, amount_minor, note,
    resolution, resolved_at, resolved_by_name
) on exception_cases to tieout_app;

-- Notes are only ever added to.
grant select, insert on notes to tieout_app;

-- Answers given are kept, and cleared when they are old.
grant select, insert, delete on idempotency_keys to tieout_app;

-- A remembered mapping may be corrected.
grant select, insert, update (mapping, saved_at, saved_by_name) on column_mappings to tieout_app;

-- The audit trail is read here and written by its function.
grant select on audit_entries to tieout_app;
grant select on audit_heads to tieout_app;
grant execute on function audit_append(uuid, text, text, text, text, jsonb, jsonb, text, text) to tieout_app;
grant execute on function audit_hash(audit_entries) to tieout_app;

-- The views that say where things stand.
grant select on standing_allocations, invoice_states, payment_states to tieout_app;

-- The lobby's doors.
grant execute on function lobby_credentials(text) to tieout_app;
grant execute on function lobby_take_guess(text, integer, interval) to tieout_app;
grant execute on function lobby_forgive(text) to tieout_app;
grant execute on function lobby_open_session(bytea, uuid, timestamptz) to tieout_app;
grant execute on function lobby_resume_session(bytea) to tieout_app;
grant execute on function lobby_revoke_session(bytea) to tieout_app;
grant execute on function lobby_revoke_sessions_of(uuid) to tieout_app;
grant execute on function lobby_memberships(uuid) to tieout_app;
grant execute on function lobby_add_person(text, text, text) to tieout_app;
grant execute on function lobby_set_password(uuid, text) to tieout_app;
grant execute on function lobby_add_company(text, text, text) to tieout_app;
grant execute on function lobby_companies() to tieout_app;
grant execute on function lobby_set_membership(uuid, uuid, text) to tieout_app;
grant execute on function company_members() to tieout_app;
