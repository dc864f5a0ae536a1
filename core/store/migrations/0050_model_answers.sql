-- A language model's checked answers, kept by what they rest on, and how many questions a day came to what.

-- What a model answered to one question: the codes, ids and phrases it chose, never words of its own.
create table model_answers (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    evidence_key text not null,
    answer jsonb not null,
    answered_at timestamptz not null default now(),
    constraint model_answers_pk primary key (tenant_id, evidence_key),
    constraint model_answers_company foreign key (tenant_id) references companies (id)
);

-- One row for each day and outcome; "asked" counts the questions against the day's limit.
create table model_counts (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    day date not null,
    outcome text not null,
    questions integer not null,
    constraint model_counts_pk primary key (tenant_id, day, outcome),
    constraint model_counts_company foreign key (tenant_id) references companies (id),
    constraint model_counts_some check (questions > 0)
);

-- Only the named company's answers and counts exist, whatever another policy may say.
alter table model_answers enable row level security;
alter table model_answers force row level security;
create policy tenant_floor on model_answers as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on model_answers to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on model_answers to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

alter table model_counts enable row level security;
alter table model_counts force row level security;
create policy tenant_floor on model_counts as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on model_counts to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on model_counts to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- An answer stays as it was given; a count only grows.
grant select, insert on model_answers to tieout_app;
grant select, insert, update (questions) on model_counts to tieout_app;
