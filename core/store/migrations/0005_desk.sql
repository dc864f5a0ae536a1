-- The desk: notes, the assumptions behind the KPIs, answers already given, remembered column mappings.

-- What a person wrote about an invoice, a payment, a case or a candidate.
create table notes (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    subject_kind text not null,
    subject_id uuid not null,
    text text not null,
    written_at timestamptz not null default now(),
    written_by uuid,
    written_by_name text not null,
    constraint notes_pk primary key (tenant_id, id),
    constraint notes_company foreign key (tenant_id) references companies (id)
);

-- Finds the notes about one thing in the order they were written.
create index notes_of_subject on notes (tenant_id, subject_kind, subject_id, written_at);

-- The figures the KPIs assume; the newest version is in force.
create table kpi_assumptions (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    version integer not null,
    "values" jsonb not null,
    saved_at timestamptz not null default now(),
    saved_by uuid,
    saved_by_name text not null,
    constraint kpi_assumptions_pk primary key (tenant_id, version),
    constraint kpi_assumptions_company foreign key (tenant_id) references companies (id)
);

-- The answer already given to a request, so that sending it again changes nothing.
create table idempotency_keys (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    scope text not null,
    key text not null,
    body_hash text not null,
    answer jsonb not null,
    created_at timestamptz not null default now(),
    constraint idempotency_keys_pk primary key (tenant_id, scope, key),
    constraint idempotency_keys_company foreign key (tenant_id) references companies (id)
);

-- How a person said the columns of a file of this shape are to be read.
create table column_mappings (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    shape_key text not null,
    mapping jsonb not null,
    saved_at timestamptz not null default now(),
    saved_by_name text not null,
    constraint column_mappings_pk primary key (tenant_id, shape_key),
    constraint column_mappings_company foreign key (tenant_id) references companies (id)
);
