-- Matching: rules, runs, proposals, allocations, declined pairs and cases.

-- Match rules, one row for each time they were saved; the newest version is in force.
create table rule_sets (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    version integer not null,
    name text not null,
    rules jsonb not null,
    note text not null default '',
    saved_at timestamptz not null default now(),
    saved_by uuid,
    saved_by_name text not null,
    constraint rule_sets_pk primary key (tenant_id, version),
    constraint rule_sets_company foreign key (tenant_id) references companies (id)
);

-- One pass of the engine, with the rules and the data version it used and what came of it, counted in items.
create table runs (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    number integer not null,
    status text not null,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    started_by uuid,
    started_by_name text not null,
    rules_version integer not null,
    rules jsonb not null,
    data_version text not null,
    matched integer not null default 0,
    proposed integer not null default 0,
    excepted integer not null default 0,
    set_aside integer not null default 0,
    error text not null default '',
    constraint runs_pk primary key (tenant_id, id),
    constraint runs_number_once unique (tenant_id, number),
    constraint runs_company foreign key (tenant_id) references companies (id),
    constraint runs_status_known check (status in ('running', 'done', 'failed', 'undone'))
);

-- A pair the engine considered worth proposing or posting. Amounts are in the books' signs, as in allocations.
create table candidates (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    run_id uuid not null,
    payment_id uuid not null,
    invoice_id uuid not null,
    hypothesis integer not null,
    choice integer not null,
    rank integer not null,
    payment_minor bigint not null,
    invoice_minor bigint not null,
    adjustment_minor bigint not null default 0,
    adjustment text not null default '',
    score double precision not null,
    margin double precision not null,
    decision text not null,
    method text not null,
    reasons text[] not null default '{}',
    points jsonb not null default '{}'::jsonb,
    status text not null default 'proposed',
    decided_at timestamptz,
    decided_by uuid,
    decided_by_name text not null default '',
    constraint candidates_pk primary key (tenant_id, id),
    constraint candidates_once unique (tenant_id, run_id, payment_id, invoice_id, hypothesis),
    constraint candidates_run foreign key (tenant_id, run_id) references runs (tenant_id, id),
    constraint candidates_payment foreign key (tenant_id, payment_id) references payments (tenant_id, id),
    constraint candidates_invoice foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
    constraint candidates_score_range check (score between 0 and 1),
    constraint candidates_decision_known check (decision in ('auto', 'review')),
    constraint candidates_status_known check (status in ('proposed', 'confirmed', 'rejected', 'superseded'))
);

-- Finds all that was ever proposed for a payment or an invoice, and what still waits for a person.
create index candidates_of_payment on candidates (tenant_id, payment_id);
create index candidates_of_invoice on candidates (tenant_id, invoice_id);
create index candidates_waiting_payment on candidates (tenant_id, payment_id) where status = 'proposed';
create index candidates_waiting_invoice on candidates (tenant_id, invoice_id) where status = 'proposed';

-- Part of a payment applied to an invoice; append-only. Each amount carries its parent's currency in its key.
-- Without a payment it is a pure adjustment (a write-off). A reversal names the row it takes back.
create table allocations (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    payment_id uuid,
    payment_currency text,
    payment_minor bigint not null,
    invoice_id uuid not null,
    invoice_currency text not null,
    invoice_minor bigint not null,
    adjustment_minor bigint not null default 0,
    adjustment text not null default '',
    actor text not null,
    decided_by uuid,
    decided_by_name text not null,
    run_id uuid,
    rules_version integer,
    candidate_id uuid,
    reverses uuid,
    reasons text[] not null default '{}',
    score double precision,
    created_at timestamptz not null default now(),
    constraint allocations_pk primary key (tenant_id, id),
    constraint allocations_reversed_once unique (tenant_id, reverses),
    constraint allocations_payment foreign key (tenant_id, payment_id, payment_currency)
        references payments (tenant_id, id, currency),
    constraint allocations_invoice foreign key (tenant_id, invoice_id, invoice_currency)
        references invoices (tenant_id, id, currency),
    constraint allocations_run foreign key (tenant_id, run_id) references runs (tenant_id, id),
    constraint allocations_candidate foreign key (tenant_id, candidate_id) references candidates (tenant_id, id),
    constraint allocations_reverses foreign key (tenant_id, reverses) references allocations (tenant_id, id),
    constraint allocations_actor_known check (actor in ('engine', 'person')),
    constraint allocations_adjustment_known check (
        adjustment in ('', 'rounding', 'bank_fee', 'card_fee', 'discount', 'withholding', 'fx', 'write_off')
    ),
    constraint allocations_adjustment_named check ((adjustment = '') = (adjustment_minor = 0)),
    constraint allocations_move_something check (
        (payment_id is null and payment_currency is null
            and payment_minor = 0 and invoice_minor = 0 and adjustment_minor <> 0)
        or (payment_id is not null and payment_currency is not null and payment_minor <> 0 and invoice_minor <> 0)
    )
);

-- Finds the allocations of a payment, an invoice, a run and a candidate.
create index allocations_of_payment on allocations (tenant_id, payment_id);
create index allocations_of_invoice on allocations (tenant_id, invoice_id);
create index allocations_of_run on allocations (tenant_id, run_id);
create index allocations_of_candidate on allocations (tenant_id, candidate_id);

-- A pair that a person refused: the engine does not offer it again.
create table declined_pairs (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    payment_id uuid not null,
    invoice_id uuid not null,
    decided_by uuid,
    decided_by_name text not null,
    decided_at timestamptz not null default now(),
    constraint declined_pairs_pk primary key (tenant_id, payment_id, invoice_id),
    constraint declined_pairs_payment foreign key (tenant_id, payment_id) references payments (tenant_id, id),
    constraint declined_pairs_invoice foreign key (tenant_id, invoice_id) references invoices (tenant_id, id)
);

-- Finds the pairs declined for an invoice.
create index declined_pairs_of_invoice on declined_pairs (tenant_id, invoice_id);

-- A thing a person must settle, about one payment or one invoice.
create table exception_cases (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    payment_id uuid,
    invoice_id uuid,
    reason text not null,
    severity text not null,
    status text not null default 'open',
    owner_id uuid,
    owner_name text not null default '',
    opened_at timestamptz not null default now(),
    due_at timestamptz,
    run_id uuid,
    amount_minor bigint not null,
    currency text not null,
    note text not null default '',
    resolution text,
    resolved_at timestamptz,
    resolved_by_name text not null default '',
    constraint exception_cases_pk primary key (tenant_id, id),
    constraint exception_cases_payment foreign key (tenant_id, payment_id) references payments (tenant_id, id),
    constraint exception_cases_invoice foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
    constraint exception_cases_run foreign key (tenant_id, run_id) references runs (tenant_id, id),
    constraint exception_cases_one_subject check (num_nonnulls(payment_id, invoice_id) = 1),
    constraint exception_cases_status_known check (status in ('open', 'in_review', 'escalated', 'resolved')),
    constraint exception_cases_severity_known check (severity in ('low', 'medium', 'high')),
    constraint exception_cases_resolved_how check (
        (status = 'resolved') = (resolution is not null) and (status = 'resolved') = (resolved_at is not null)
    )
);

-- A payment has at most one case that is not resolved, and so has an invoice.
create unique index exception_cases_one_of_payment
    on exception_cases (tenant_id, payment_id) where status <> 'resolved';
create unique index exception_cases_one_of_invoice
    on exception_cases (tenant_id, invoice_id) where status <> 'resolved';

-- Finds every case there ever was for a payment, an invoice or a run.
create index exception_cases_of_payment on exception_cases (tenant_id, payment_id);
create index exception_cases_of_invoice on exception_cases (tenant_id, invoice_id);
create index exception_cases_of_run on exception_cases (tenant_id, run_id);
