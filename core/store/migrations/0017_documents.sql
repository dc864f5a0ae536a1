-- The documents invoices were read from, kept as they came so that their pages can be looked at later.

-- A file as it was dropped. It is kept once for each company, whatever it is called; the hash is of its bytes.
create table documents (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    id uuid not null default gen_random_uuid(),
    file_name text not null,
    file_sha256 text not null,
    content bytea not null,
    kept_at timestamptz not null default now(),
    kept_by_name text not null,
    constraint documents_pk primary key (tenant_id, id),
    constraint documents_company foreign key (tenant_id) references companies (id),
    constraint documents_file_once unique (tenant_id, file_sha256),
    constraint documents_size check (octet_length(content) between 1 and 25000000),
    constraint documents_hash check (file_sha256 = encode(sha256(content), 'hex'))
);

-- Where an invoice stands in its document: its pages, and the box of each field that is printed, as
-- [page, left, top, right, bottom] in points from the page's top left corner.
create table invoice_documents (
    tenant_id uuid not null default nullif(current_setting('app.tenant_id', true), '')::uuid,
    invoice_id uuid not null,
    document_id uuid not null,
    pages integer[] not null,
    places jsonb not null,
    constraint invoice_documents_pk primary key (tenant_id, invoice_id),
    constraint invoice_documents_invoice foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
    constraint invoice_documents_document foreign key (tenant_id, document_id) references documents (tenant_id, id)
);

-- Finds the invoices of a document.
create index invoice_documents_of_document on invoice_documents (tenant_id, document_id);

-- Only the named company's documents exist, whatever another policy may say.
alter table documents enable row level security;
alter table documents force row level security;
create policy tenant_floor on documents as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on documents to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on documents to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

alter table invoice_documents enable row level security;
alter table invoice_documents force row level security;
create policy tenant_floor on invoice_documents as restrictive to public
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_app on invoice_documents to tieout_app
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy for_owner on invoice_documents to tieout_owner
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

-- A document and what was read from it stay as they came.
grant select, insert on documents, invoice_documents to tieout_app;
