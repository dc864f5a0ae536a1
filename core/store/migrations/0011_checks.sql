-- Re-checks: automatic matches drawn for a second look, and what people found.

-- One automatic allocation that was drawn. A random draw gives every match of the moment the same probability;
-- one for its risk gives each its own. A match drawn for its risk may later be drawn at random and then counts
-- as that, with the verdict it has.
create table spot_checks (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    allocation_id uuid not null,
    kind text not null,
    probability double precision not null,
    drawn_at timestamptz not null default now(),
    drawn_by_name text not null,
    verdict text,
    decided_at timestamptz,
    decided_by uuid,
    decided_by_name text not null default '',
    constraint spot_checks_pk primary key (tenant_id, id),
    constraint spot_checks_once unique (tenant_id, allocation_id),
    constraint spot_checks_allocation foreign key (tenant_id, allocation_id) references allocations (tenant_id, id),
    constraint spot_checks_kind_known check (kind in ('random', 'risk')),
    constraint spot_checks_probability_range check (probability > 0 and probability <= 1),
    constraint spot_checks_verdict_known check (verdict in ('right', 'wrong')),
    constraint spot_checks_decided_when check ((verdict is null) = (decided_at is null))
);

-- Finds what still waits for a verdict.
create index spot_checks_waiting on spot_checks (tenant_id, drawn_at) where verdict is null;

-- Only the named company's re-checks exist, whatever another policy may say.
alter table spot_checks enable row level security;
alter table spot_checks force row level security;
create policy tenant_floor on spot_checks as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on spot_checks to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on spot_checks to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- A draw stays; what people find is written down beside it.
grant select, insert on spot_checks to tieout_app;
grant update (kind, probability, drawn_at, drawn_by_name, verdict, decided_at, decided_by, decided_by_name)
    on spot_checks to tieout_app;
