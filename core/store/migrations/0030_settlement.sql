-- Settlement: what processors and the company's own ledger say, the runs that compare them, what they found.

-- What one fetch or one uploaded file brought, with the window it covers: stored with its rows or not at all.
create table settlement_deliveries (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    source text not null,
    side text not null,
    via text not null,
    file_name text not null default '',
    sha256 text not null,
    since timestamptz,
    until timestamptz,
    complete_until timestamptz,
    added integer not null default 0,
    changed integer not null default 0,
    known integer not null default 0,
    delivered_at timestamptz not null default now(),
    delivered_by uuid,
    delivered_by_name text not null,
    undone_at timestamptz,
    constraint settlement_deliveries_pk primary key (tenant_id, id),
    constraint settlement_deliveries_company foreign key (tenant_id) references companies (id),
    constraint settlement_deliveries_side_known check (side in ('processor', 'ledger')),
    constraint settlement_deliveries_via_known check (via in ('api', 'file')),
    constraint settlement_deliveries_window check (since < until)
);

-- Finds the deliveries of a source, the newest first.
create index settlement_deliveries_of_source on settlement_deliveries (tenant_id, source, delivered_at desc);

-- A processor's transactions. Equal rows of one file are numbered; status, fee and payout may become known later.
create table processor_transactions (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    delivery_id uuid not null,
    processor text not null,
    external_id text not null,
    occurrence integer not null,
    kind text not null,
    status text not null,
    amount_minor bigint not null,
    currency text not null,
    fee_minor bigint,
    fee_currency text,
    occurred_at timestamptz not null,
    timed boolean not null,
    word text not null default '',
    status_word text not null default '',
    reference text not null default '',
    parent_id text not null default '',
    payout_id text not null default '',
    merchant_id text not null default '',
    payer text not null default '',
    description text not null default '',
    available_on date,
    source_row integer not null default 0,
    voided_at timestamptz,
    constraint processor_transactions_pk primary key (tenant_id, id),
    constraint processor_transactions_delivery foreign key (tenant_id, delivery_id)
        references settlement_deliveries (tenant_id, id)
);

-- A transaction is in the books once; finds them by processor and moment, by payout, by reference and delivery.
create unique index processor_transactions_once on processor_transactions (
    tenant_id, processor, external_id, word, occurred_at, amount_minor, currency, occurrence
) where voided_at is null;
create index processor_transactions_by_time on processor_transactions (tenant_id, processor, occurred_at);
create index processor_transactions_of_payout on processor_transactions (tenant_id, processor, payout_id)
    where payout_id <> '';
create index processor_transactions_of_parent on processor_transactions (tenant_id, processor, parent_id)
    where parent_id <> '';
create index processor_transactions_by_reference on processor_transactions (tenant_id, reference)
    where reference <> '';
create index processor_transactions_of_delivery on processor_transactions (tenant_id, delivery_id);

-- What a processor sent to the company's bank.
create table processor_payouts (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    delivery_id uuid not null,
    processor text not null,
    external_id text not null,
    amount_minor bigint not null,
    currency text not null,
    arrives_on date,
    status_word text not null default '',
    bank_key text not null default '',
    complete boolean not null,
    source_row integer not null default 0,
    voided_at timestamptz,
    constraint processor_payouts_pk primary key (tenant_id, id),
    constraint processor_payouts_delivery foreign key (tenant_id, delivery_id)
        references settlement_deliveries (tenant_id, id)
);

-- A payout is in the books once.
create unique index processor_payouts_once on processor_payouts (tenant_id, processor, external_id, currency)
    where voided_at is null;
create index processor_payouts_of_delivery on processor_payouts (tenant_id, delivery_id);

-- The company's own entries about processor transactions, uploaded or read from its records system.
create table ledger_entries (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    delivery_id uuid not null,
    processor text not null,
    transaction_id text not null,
    occurrence integer not null,
    kind text not null,
    status text not null,
    amount_minor bigint not null,
    currency text not null,
    fee_minor bigint,
    fee_currency text,
    occurred_at timestamptz not null,
    timed boolean not null,
    status_word text not null default '',
    reference text not null default '',
    parent_id text not null default '',
    payout_id text not null default '',
    merchant_id text not null default '',
    source_row integer not null default 0,
    voided_at timestamptz,
    constraint ledger_entries_pk primary key (tenant_id, id),
    constraint ledger_entries_delivery foreign key (tenant_id, delivery_id)
        references settlement_deliveries (tenant_id, id)
);

-- An entry is in the books once: what the ledger says twice about one transaction on one day is two entries.
create unique index ledger_entries_once on ledger_entries (
    tenant_id, processor, transaction_id, reference, kind, (cast(occurred_at at time zone 'UTC' as date)), occurrence
) where voided_at is null;
create index ledger_entries_by_time on ledger_entries (tenant_id, processor, occurred_at);
create index ledger_entries_of_delivery on ledger_entries (tenant_id, delivery_id);

-- Settlement rules, one row for each time they were saved; the newest version is in force.
create table settlement_rule_sets (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    version integer not null,
    name text not null,
    rules jsonb not null,
    note text not null default '',
    saved_at timestamptz not null default now(),
    saved_by uuid,
    saved_by_name text not null,
    constraint settlement_rule_sets_pk primary key (tenant_id, version),
    constraint settlement_rule_sets_company foreign key (tenant_id) references companies (id)
);

-- One day of one processor compared with the ledger. The row is there before the work, its outcome after;
-- doing a day again adds a version. `holder` is who works on it; a lease that is not renewed can be taken over.
create table settlement_runs (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    processor text not null,
    business_date date not null,
    kind text not null,
    version integer not null,
    status text not null,
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    started_by uuid,
    started_by_name text not null,
    origin text not null,
    holder uuid not null,
    lease_until timestamptz not null,
    resumed integer not null default 0,
    since timestamptz not null,
    until timestamptz not null,
    rules_version integer not null,
    rules jsonb not null,
    inputs jsonb not null default '{}'::jsonb,
    transactions integer not null default 0,
    agreed integer not null default 0,
    discrepancies integer not null default 0,
    risk text not null default '',
    summary jsonb not null default '{}'::jsonb,
    changes jsonb not null default '{}'::jsonb,
    error text not null default '',
    degraded text not null default '',
    constraint settlement_runs_pk primary key (tenant_id, id),
    constraint settlement_runs_version_once unique (tenant_id, processor, business_date, kind, version),
    constraint settlement_runs_company foreign key (tenant_id) references companies (id),
    constraint settlement_runs_kind_known check (kind in ('daily')),
    constraint settlement_runs_status_known check (status in ('running', 'done', 'failed')),
    constraint settlement_runs_window check (since < until),
    constraint settlement_runs_ended_when check ((status = 'running') = (finished_at is null)),
    constraint settlement_runs_failed_why check ((status = 'failed') = (error <> ''))
);

-- Of one day at most one run is under way, however many workers and people start it together.
create unique index settlement_runs_one_under_way on settlement_runs (tenant_id, processor, business_date, kind)
    where status = 'running';
create index settlement_runs_by_date on settlement_runs (tenant_id, business_date desc, processor, version desc);

-- What a run found; rows are never changed. `mark` is the disagreement's own key, the same in every version.
create table settlement_discrepancies (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    run_id uuid not null,
    mark text not null,
    processor text not null,
    transaction_id text not null,
    kind text not null,
    severity text not null,
    external_minor bigint,
    external_currency text not null,
    internal_minor bigint,
    internal_currency text not null,
    difference_minor bigint,
    currency text not null,
    at_stake_minor bigint not null,
    external_at timestamptz,
    internal_at timestamptz,
    external_fee_minor bigint,
    internal_fee_minor bigint,
    expected_fee_minor bigint,
    payout_id text not null,
    reference text not null,
    external_row integer not null,
    internal_row integer not null,
    reason text not null,
    constraint settlement_discrepancies_pk primary key (tenant_id, id),
    constraint settlement_discrepancies_once unique (tenant_id, run_id, mark),
    constraint settlement_discrepancies_run foreign key (tenant_id, run_id)
        references settlement_runs (tenant_id, id)
);

-- Finds a run's discrepancies by kind, and all that was ever found about one transaction.
create index settlement_discrepancies_by_kind
    on settlement_discrepancies (tenant_id, run_id, kind, at_stake_minor desc);
create index settlement_discrepancies_of_transaction on settlement_discrepancies (tenant_id, transaction_id);
create index settlement_discrepancies_of_mark on settlement_discrepancies (tenant_id, mark);

-- A payout of a run opened: what it was made of, what is off, and the bank line it became.
create table settlement_payout_traces (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    run_id uuid not null,
    processor text not null,
    payout_id text not null,
    currency text not null,
    transactions integer not null,
    gross_minor bigint not null,
    fees_minor bigint not null,
    refunds_minor bigint not null,
    disputes_minor bigint not null,
    others_minor bigint not null,
    paid_minor bigint not null,
    off_minor bigint not null,
    tie text not null,
    bank_keys text[] not null default '{}',
    constraint settlement_payout_traces_pk primary key (tenant_id, run_id, payout_id, currency),
    constraint settlement_payout_traces_run foreign key (tenant_id, run_id)
        references settlement_runs (tenant_id, id)
);

-- When a source is fetched and settled by itself: a wall-clock time in a time zone, every day.
create table settlement_schedules (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    processor text not null,
    at time not null,
    time_zone text not null,
    enabled boolean not null,
    starts_on date not null,
    saved_at timestamptz not null default now(),
    saved_by_name text not null,
    constraint settlement_schedules_pk primary key (tenant_id, processor),
    constraint settlement_schedules_company foreign key (tenant_id) references companies (id)
);

-- A company's keys for processors, sealed: the server never sees them open, and shows the last characters alone.
create table processor_keys (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    source text not null,
    sealed bytea not null,
    hint text not null,
    saved_at timestamptz not null default now(),
    saved_by uuid,
    saved_by_name text not null,
    constraint processor_keys_pk primary key (tenant_id, source),
    constraint processor_keys_company foreign key (tenant_id) references companies (id)
);

-- Where a company is told: a mail address or a Slack webhook, sealed, and from which severity on.
create table notification_targets (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    channel text not null,
    sealed bytea not null,
    hint text not null,
    least text not null,
    saved_at timestamptz not null default now(),
    saved_by_name text not null,
    removed_at timestamptz,
    constraint notification_targets_pk primary key (tenant_id, id),
    constraint notification_targets_company foreign key (tenant_id) references companies (id),
    constraint notification_targets_channel_known check (channel in ('mail', 'slack')),
    constraint notification_targets_least_known check (least in ('low', 'medium', 'high', 'critical'))
);

-- Messages to be sent, written in the transaction of what they tell; `key` makes each of them one.
create table outbox (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    key text not null,
    target_id uuid not null,
    run_id uuid,
    severity text not null,
    digest boolean not null,
    subject text not null,
    message jsonb not null,
    created_at timestamptz not null default now(),
    due_at timestamptz not null,
    attempts integer not null default 0,
    claimed_by uuid,
    claimed_until timestamptz,
    sent_at timestamptz,
    given_up_at timestamptz,
    error text not null default '',
    constraint outbox_pk primary key (tenant_id, id),
    constraint outbox_once unique (tenant_id, key),
    constraint outbox_target foreign key (tenant_id, target_id) references notification_targets (tenant_id, id),
    constraint outbox_run foreign key (tenant_id, run_id) references settlement_runs (tenant_id, id)
);

-- Finds what waits to be sent.
create index outbox_waiting on outbox (tenant_id, due_at) where sent_at is null and given_up_at is null;
create index outbox_of_target on outbox (tenant_id, target_id);
create index outbox_of_run on outbox (tenant_id, run_id);

-- Report files of a run and where each lies; one that could not go to the bucket waits in the local folder.
create table report_files (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    run_id uuid not null,
    name text not null,
    content_type text not null,
    size integer not null,
    sha256 text not null,
    place text not null,
    key text not null,
    wanted_key text not null default '',
    attempts integer not null default 0,
    error text not null default '',
    created_at timestamptz not null default now(),
    uploaded_at timestamptz,
    constraint report_files_pk primary key (tenant_id, id),
    constraint report_files_once unique (tenant_id, run_id, name),
    constraint report_files_run foreign key (tenant_id, run_id) references settlement_runs (tenant_id, id),
    constraint report_files_place_known check (place in ('s3', 'local'))
);

-- Finds what waits to be uploaded.
create index report_files_waiting on report_files (tenant_id, created_at) where place = 'local' and wanted_key <> '';

-- A case may be about a discrepancy, by its mark: the case outlives the version of the run that found it.
alter table exception_cases add column discrepancy_mark text;
alter table exception_cases drop constraint exception_cases_one_subject;
alter table exception_cases add constraint exception_cases_one_subject
    check (num_nonnulls(payment_id, invoice_id, discrepancy_mark) = 1) not valid;
alter table exception_cases validate constraint exception_cases_one_subject;
create unique index exception_cases_one_of_discrepancy
    on exception_cases (tenant_id, discrepancy_mark) where status <> 'resolved';
create index exception_cases_of_discrepancy on exception_cases (tenant_id, discrepancy_mark)
    where discrepancy_mark is not null;

-- Only the named company's deliveries exist, whatever another policy may say.
alter table settlement_deliveries enable row level security;
alter table settlement_deliveries force row level security;
create policy tenant_floor on settlement_deliveries as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on settlement_deliveries to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on settlement_deliveries to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's processor transactions exist, whatever another policy may say.
alter table processor_transactions enable row level security;
alter table processor_transactions force row level security;
create policy tenant_floor on processor_transactions as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on processor_transactions to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on processor_transactions to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's payouts exist, whatever another policy may say.
alter table processor_payouts enable row level security;
alter table processor_payouts force row level security;
create policy tenant_floor on processor_payouts as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on processor_payouts to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on processor_payouts to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's ledger entries exist, whatever another policy may say.
alter table ledger_entries enable row level security;
alter table ledger_entries force row level security;
create policy tenant_floor on ledger_entries as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on ledger_entries to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on ledger_entries to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's settlement rules exist, whatever another policy may say.
alter table settlement_rule_sets enable row level security;
alter table settlement_rule_sets force row level security;
create policy tenant_floor on settlement_rule_sets as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on settlement_rule_sets to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on settlement_rule_sets to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's settlement runs exist, whatever another policy may say.
alter table settlement_runs enable row level security;
alter table settlement_runs force row level security;
create policy tenant_floor on settlement_runs as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on settlement_runs to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on settlement_runs to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's discrepancies exist, whatever another policy may say.
alter table settlement_discrepancies enable row level security;
alter table settlement_discrepancies force row level security;
create policy tenant_floor on settlement_discrepancies as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on settlement_discrepancies to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on settlement_discrepancies to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's payout traces exist, whatever another policy may say.
alter table settlement_payout_traces enable row level security;
alter table settlement_payout_traces force row level security;
create policy tenant_floor on settlement_payout_traces as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on settlement_payout_traces to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on settlement_payout_traces to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's schedules exist, whatever another policy may say.
alter table settlement_schedules enable row level security;
alter table settlement_schedules force row level security;
create policy tenant_floor on settlement_schedules as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on settlement_schedules to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on settlement_schedules to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's keys exist, whatever another policy may say.
alter table processor_keys enable row level security;
alter table processor_keys force row level security;
create policy tenant_floor on processor_keys as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on processor_keys to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on processor_keys to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's targets exist, whatever another policy may say.
alter table notification_targets enable row level security;
alter table notification_targets force row level security;
create policy tenant_floor on notification_targets as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on notification_targets to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on notification_targets to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's messages exist, whatever another policy may say.
alter table outbox enable row level security;
alter table outbox force row level security;
create policy tenant_floor on outbox as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on outbox to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on outbox to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Only the named company's report files exist, whatever another policy may say.
alter table report_files enable row level security;
alter table report_files force row level security;
create policy tenant_floor on report_files as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on report_files to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on report_files to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- Deliveries, transactions and entries: what is learned later is filled in, amounts and keys stay as they came.
grant select, insert, update (added, changed, known, undone_at) on settlement_deliveries to tieout_app;
grant select, insert on processor_transactions to tieout_app;
grant update (
    delivery_id, kind, status, fee_minor, fee_currency, timed, status_word, reference, parent_id, payout_id,
    merchant_id, payer, description, available_on, source_row, voided_at
) on processor_transactions to tieout_app;
grant select, insert on processor_payouts to tieout_app;
grant update (delivery_id, amount_minor, arrives_on, status_word, bank_key, complete, source_row, voided_at)
    on processor_payouts to tieout_app;
grant select, insert on ledger_entries to tieout_app;
grant update (
    delivery_id, status, amount_minor, currency, fee_minor, fee_currency, occurred_at, timed, status_word,
    parent_id, payout_id, merchant_id, source_row, voided_at
) on ledger_entries to tieout_app;

-- Rules are only ever added to; a run is completed once; what it found stays.
grant select, insert on settlement_rule_sets to tieout_app;
grant select, insert on settlement_runs to tieout_app;
grant update (
    status, finished_at, holder, lease_until, resumed, inputs, transactions, agreed, discrepancies, risk, summary,
    changes, error, degraded
) on settlement_runs to tieout_app;
grant select, insert on settlement_discrepancies to tieout_app;
grant select, insert on settlement_payout_traces to tieout_app;

-- Settings of a company.
grant select, insert, update, delete on settlement_schedules to tieout_app;
grant select, insert, update, delete on processor_keys to tieout_app;
grant select, insert, update (removed_at) on notification_targets to tieout_app;

-- A message is never reworded, a file never renamed.
grant select, insert on outbox to tieout_app;
grant update (due_at, attempts, claimed_by, claimed_until, sent_at, given_up_at, error) on outbox to tieout_app;
grant select, insert on report_files to tieout_app;
grant update (place, key, wanted_key, attempts, error, uploaded_at) on report_files to tieout_app;
