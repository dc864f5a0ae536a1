-- The fences between companies. For every tenant table: row level security that binds the owner too, a
-- restrictive floor that no other policy can widen, and one permissive policy per role. After a commit the
-- setting is an empty string, not unset: hence `nullif`.

-- Only the named company's counterparties exist, whatever another policy may say.
alter table counterparties enable row level security;
alter table counterparties force row level security;
create policy tenant_floor on counterparties as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on counterparties to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on counterparties to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's aliases exist, whatever another policy may say.
alter table counterparty_aliases enable row level security;
alter table counterparty_aliases force row level security;
create policy tenant_floor on counterparty_aliases as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on counterparty_aliases to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on counterparty_aliases to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's imports exist, whatever another policy may say.
alter table import_batches enable row level security;
alter table import_batches force row level security;
create policy tenant_floor on import_batches as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on import_batches to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on import_batches to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's rejected rows exist, whatever another policy may say.
alter table rejected_rows enable row level security;
alter table rejected_rows force row level security;
create policy tenant_floor on rejected_rows as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on rejected_rows to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on rejected_rows to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's invoices exist, whatever another policy may say.
alter table invoices enable row level security;
alter table invoices force row level security;
create policy tenant_floor on invoices as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on invoices to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on invoices to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's invoice lines exist, whatever another policy may say.
alter table invoice_lines enable row level security;
alter table invoice_lines force row level security;
create policy tenant_floor on invoice_lines as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on invoice_lines to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on invoice_lines to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's payments exist, whatever another policy may say.
alter table payments enable row level security;
alter table payments force row level security;
create policy tenant_floor on payments as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on payments to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on payments to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's match rules exist, whatever another policy may say.
alter table rule_sets enable row level security;
alter table rule_sets force row level security;
create policy tenant_floor on rule_sets as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on rule_sets to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on rule_sets to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's runs exist, whatever another policy may say.
alter table runs enable row level security;
alter table runs force row level security;
create policy tenant_floor on runs as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on runs to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on runs to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's candidates exist, whatever another policy may say.
alter table candidates enable row level security;
alter table candidates force row level security;
create policy tenant_floor on candidates as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on candidates to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on candidates to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's allocations exist, whatever another policy may say.
alter table allocations enable row level security;
alter table allocations force row level security;
create policy tenant_floor on allocations as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on allocations to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on allocations to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's declined pairs exist, whatever another policy may say.
alter table declined_pairs enable row level security;
alter table declined_pairs force row level security;
create policy tenant_floor on declined_pairs as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on declined_pairs to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on declined_pairs to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's cases exist, whatever another policy may say.
alter table exception_cases enable row level security;
alter table exception_cases force row level security;
create policy tenant_floor on exception_cases as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on exception_cases to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on exception_cases to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's notes exist, whatever another policy may say.
alter table notes enable row level security;
alter table notes force row level security;
create policy tenant_floor on notes as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on notes to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on notes to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's assumptions exist, whatever another policy may say.
alter table kpi_assumptions enable row level security;
alter table kpi_assumptions force row level security;
create policy tenant_floor on kpi_assumptions as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on kpi_assumptions to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on kpi_assumptions to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's answers exist, whatever another policy may say.
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy tenant_floor on idempotency_keys as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on idempotency_keys to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on idempotency_keys to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's column mappings exist, whatever another policy may say.
alter table column_mappings enable row level security;
alter table column_mappings force row level security;
create policy tenant_floor on column_mappings as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on column_mappings to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on column_mappings to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's audit entries exist, whatever another policy may say.
alter table audit_entries enable row level security;
alter table audit_entries force row level security;
create policy tenant_floor on audit_entries as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on audit_entries to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on audit_entries to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's audit heads exist, whatever another policy may say.
alter table audit_heads enable row level security;
alter table audit_heads force row level security;
create policy tenant_floor on audit_heads as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on audit_heads to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on audit_heads to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Memberships are read before a company is named, but only by the lobby's functions, which run as the owner.
alter table memberships enable row level security;
alter table memberships force row level security;
create policy tenant_floor on memberships as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid or current_user = 'tieout_owner')
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid or current_user = 'tieout_owner');
create policy for_owner on memberships to tieout_owner
    using (true)
    with check (true);

-- A company sees its own row; the lobby's functions see all.
alter table companies enable row level security;
alter table companies force row level security;
create policy tenant_floor on companies as restrictive to public
    using (id = nullif(current_setting('app.tenant_id', true), '')::uuid or current_user = 'tieout_owner')
    with check (id = nullif(current_setting('app.tenant_id', true), '')::uuid or current_user = 'tieout_owner');
create policy for_app on companies for select to tieout_app
    using (id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on companies to tieout_owner
    using (true)
    with check (true);

-- People, sessions and guesses belong to no company: nobody but the lobby's functions sees a row.
alter table people enable row level security;
alter table people force row level security;
create policy for_owner on people to tieout_owner using (true) with check (true);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy for_owner on sessions to tieout_owner using (true) with check (true);
alter table sign_in_attempts enable row level security;
alter table sign_in_attempts force row level security;
create policy for_owner on sign_in_attempts to tieout_owner using (true) with check (true);
