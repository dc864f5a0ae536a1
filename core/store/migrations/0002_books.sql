-- The books: counterparties, imported files, invoices and payments. Money is an integer of minor units
-- because `numeric` comparison is not leakproof and loses its index under row level security.

-- Whom the company trades with; one row for each name once it is folded.
create table counterparties (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    name text not null,
    folded_name text not null,
    created_at timestamptz not null default now(),
    constraint counterparties_pk primary key (tenant_id, id),
    constraint counterparties_company foreign key (tenant_id) references companies (id),
    constraint counterparties_name_once unique (tenant_id, folded_name)
);

-- Other names under which a counterparty pays.
create table counterparty_aliases (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    counterparty_id uuid not null,
    folded text not null,
    name text not null,
    source text not null,
    confirmations integer not null default 1,
    constraint counterparty_aliases_pk primary key (tenant_id, counterparty_id, folded),
    constraint counterparty_aliases_counterparty foreign key (tenant_id, counterparty_id)
        references counterparties (tenant_id, id),
    constraint counterparty_aliases_source_known check (source in ('confirmed', 'entered'))
);

-- One imported file: what it added, what was known already, and how its columns were read.
create table import_batches (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    kind text not null,
    file_name text not null,
    file_sha256 text not null,
    mapping jsonb not null default '{}'::jsonb,
    imported_at timestamptz not null default now(),
    imported_by uuid,
    imported_by_name text not null,
    added integer not null default 0,
    known integer not null default 0,
    rejected integer not null default 0,
    undone_at timestamptz,
    constraint import_batches_pk primary key (tenant_id, id),
    constraint import_batches_company foreign key (tenant_id) references companies (id),
    constraint import_batches_kind_known check (kind in ('invoices', 'payments'))
);

-- Finds the imports of a company, newest first, and a file that was taken before.
create index import_batches_newest on import_batches (tenant_id, imported_at);
create index import_batches_file on import_batches (tenant_id, file_sha256);

-- A row that could not be read, kept as it was so that it can be repaired.
create table rejected_rows (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    batch_id uuid not null,
    file text not null,
    row integer not null,
    column_name text not null,
    value text not null,
    reason text not null,
    cells jsonb not null,
    constraint rejected_rows_pk primary key (tenant_id, id),
    constraint rejected_rows_batch foreign key (tenant_id, batch_id) references import_batches (tenant_id, id)
);

-- Finds the rejected rows of a batch in the order of the file.
create index rejected_rows_of_batch on rejected_rows (tenant_id, batch_id, row);

-- An invoice, or a credit note with a negative amount. `allocated_minor` is kept by the allocation guard and
-- lies between 0 and the signed amount; a void invoice carries no allocation.
create table invoices (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    batch_id uuid,
    number text not null,
    direction text not null,
    counterparty_id uuid not null,
    counterparty_name text not null,
    issued_on date not null,
    due_on date,
    amount_minor bigint not null,
    currency text not null,
    terms text not null default '',
    purchase_order text not null default '',
    reference text not null default '',
    account text not null default '',
    source_row integer not null default 0,
    allocated_minor bigint not null default 0,
    voided_at timestamptz,
    created_at timestamptz not null default now(),
    constraint invoices_pk primary key (tenant_id, id),
    constraint invoices_currency_key unique (tenant_id, id, currency),
    constraint invoices_company foreign key (tenant_id) references companies (id),
    constraint invoices_batch foreign key (tenant_id, batch_id) references import_batches (tenant_id, id),
    constraint invoices_counterparty foreign key (tenant_id, counterparty_id)
        references counterparties (tenant_id, id),
    constraint invoices_direction_known check (direction in ('receivable', 'payable')),
    constraint invoices_currency_form check (currency ~ '^[A-Z]{3}$'),
    constraint invoices_amount_bound check (amount_minor between -1000000000000000 and 1000000000000000),
    constraint invoices_not_over_allocated check (
        allocated_minor between least(0, amount_minor) and greatest(0, amount_minor)
    ),
    constraint invoices_void_is_free check (voided_at is null or allocated_minor = 0)
);

-- A number stands once for each company, direction and counterparty; what was voided may come again.
create unique index invoices_number_once
    on invoices (tenant_id, direction, counterparty_id, number) where voided_at is null;

-- Finds the invoices of a batch, of a counterparty, and by due date.
create index invoices_of_batch on invoices (tenant_id, batch_id);
create index invoices_of_counterparty on invoices (tenant_id, counterparty_id);
create index invoices_by_due_date on invoices (tenant_id, due_on);

-- One printed line of an invoice.
create table invoice_lines (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    invoice_id uuid not null,
    position integer not null,
    description text not null,
    quantity text not null,
    total_minor bigint not null,
    constraint invoice_lines_pk primary key (tenant_id, invoice_id, position),
    constraint invoice_lines_invoice foreign key (tenant_id, invoice_id) references invoices (tenant_id, id)
);

-- A bank line. The fingerprint says what the line says; the occurrence numbers equal lines of one file, so two
-- equal lines are two payments while the same lines in an overlapping file are not new.
create table payments (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    batch_id uuid,
    fingerprint text not null,
    occurrence integer not null,
    bank_id text not null default '',
    paid_on date not null,
    value_on date,
    amount_minor bigint not null,
    currency text not null,
    counterparty_name text not null default '',
    description text not null default '',
    reference text not null default '',
    method text not null default '',
    check_number text not null default '',
    structured_reference text not null default '',
    account text not null default '',
    counterparty_account text not null default '',
    source_row integer not null default 0,
    allocated_minor bigint not null default 0,
    set_aside_reason text,
    set_aside_by uuid,
    voided_at timestamptz,
    created_at timestamptz not null default now(),
    constraint payments_pk primary key (tenant_id, id),
    constraint payments_currency_key unique (tenant_id, id, currency),
    constraint payments_company foreign key (tenant_id) references companies (id),
    constraint payments_batch foreign key (tenant_id, batch_id) references import_batches (tenant_id, id),
    constraint payments_currency_form check (currency ~ '^[A-Z]{3}$'),
    constraint payments_amount_bound check (amount_minor between -1000000000000000 and 1000000000000000),
    constraint payments_not_over_allocated check (
        allocated_minor between least(0, amount_minor) and greatest(0, amount_minor)
    ),
    constraint payments_set_aside_is_free check (set_aside_reason is null or allocated_minor = 0),
    constraint payments_void_is_free check (voided_at is null or allocated_minor = 0)
);

-- A line of a statement stands once; what was voided may come again.
create unique index payments_line_once
    on payments (tenant_id, fingerprint, occurrence) where voided_at is null;

-- Finds the payments of a batch and by date.
create index payments_of_batch on payments (tenant_id, batch_id);
create index payments_by_date on payments (tenant_id, paid_on);
