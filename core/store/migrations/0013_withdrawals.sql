-- Taking a whole run back: what it changed in rows it did not make is kept as it was before.

-- One row a run changed: a bank line it set aside or took back, a case it reworded or closed (`before` is null
-- for a case it opened). Only ever added to.
create table run_changes (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    run_id uuid not null,
    subject_kind text not null,
    subject_id uuid not null,
    before jsonb,
    constraint run_changes_pk primary key (tenant_id, run_id, subject_kind, subject_id),
    constraint run_changes_run foreign key (tenant_id, run_id) references runs (tenant_id, id),
    constraint run_changes_kind_known check (subject_kind in ('payment', 'case'))
);

-- Only the named company's changes exist, whatever another policy may say.
alter table run_changes enable row level security;
alter table run_changes force row level security;
create policy tenant_floor on run_changes as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on run_changes to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on run_changes to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

grant select, insert on run_changes to tieout_app;

-- Finds what a run took back when it decided anew.
create index allocations_by_run on allocations (tenant_id, run_id) where reverses is not null;
