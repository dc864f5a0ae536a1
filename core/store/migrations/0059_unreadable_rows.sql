-- Rows of uploaded settlement files that were rejected: their counterparts must not be called missing.

-- What such a row calls itself, with the delivery it came in.
create table settlement_unreadable_rows (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    delivery_id uuid not null,
    source_row integer not null,
    processor text not null default '',
    transaction_id text not null default '',
    source_id text not null default '',
    reference text not null default '',
    constraint settlement_unreadable_rows_pk primary key (tenant_id, delivery_id, source_row),
    constraint settlement_unreadable_rows_delivery foreign key (tenant_id, delivery_id)
        references settlement_deliveries (tenant_id, id)
);

-- Only the named company's unreadable rows exist, whatever another policy may say.
alter table settlement_unreadable_rows enable row level security;
alter table settlement_unreadable_rows force row level security;
create policy tenant_floor on settlement_unreadable_rows as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on settlement_unreadable_rows to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on settlement_unreadable_rows to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- What a file held stays as it came; it stops to count when its delivery is undone.
grant select, insert on settlement_unreadable_rows to tieout_app;
