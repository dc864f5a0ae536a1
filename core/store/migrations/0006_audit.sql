-- The audit trail: append-only, chained by hashes for each company. The app may read it and call audit_append.

-- One deed: who did what to which thing, when, why and from where; the hash covers it and the one before.
create table audit_entries (
    tenant_id uuid not null,
    sequence bigint not null,
    at timestamptz not null,
    actor_id uuid,
    actor_name text not null,
    action text not null,
    subject_kind text not null,
    subject_id text not null,
    before jsonb,
    after jsonb,
    reason text not null,
    origin text not null,
    previous_hash bytea not null,
    hash bytea not null,
    constraint audit_entries_pk primary key (tenant_id, sequence),
    constraint audit_entries_company foreign key (tenant_id) references companies (id)
);

-- Finds entries by time, by deed and by the thing they are about.
create index audit_entries_by_time on audit_entries (tenant_id, at);
create index audit_entries_by_subject on audit_entries (tenant_id, subject_kind, subject_id);

-- The last entry of each company's chain.
create table audit_heads (
    tenant_id uuid not null,
    sequence bigint not null,
    hash bytea not null,
    constraint audit_heads_pk primary key (tenant_id),
    constraint audit_heads_company foreign key (tenant_id) references companies (id)
);

-- The hash of one entry: SHA-256 over the previous hash and a JSON array of all its fields.
create function audit_hash(entry audit_entries)
returns bytea
language sql stable set search_path = tieout, pg_temp
begin atomic
    select sha256(
        (entry).previous_hash || convert_to(
            jsonb_build_array(
                (entry).tenant_id,
                (entry).sequence,
                to_char((entry).at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                (entry).actor_id,
                (entry).actor_name,
                (entry).action,
                (entry).subject_kind,
                (entry).subject_id,
                (entry).before,
                (entry).after,
                (entry).reason,
                (entry).origin
            )::text,
            'UTF8'
        )
    );
end;

-- Appends one deed to the chain of the company the transaction is for and answers its number. The head row is
-- held until the transaction ends, so two deeds of one company never take the same number.
create function audit_append(
    p_actor_id uuid,
    p_actor_name text,
    p_action text,
    p_subject_kind text,
    p_subject_id text,
    p_before jsonb,
    p_after jsonb,
    p_reason text,
    p_origin text
)
returns bigint
language plpgsql volatile security definer set search_path = tieout, pg_temp
as $$
declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    head audit_heads;
    entry audit_entries;
begin
    if tenant is null then
        raise exception 'an audit entry needs a company' using errcode = 'insufficient_privilege';
    end if;
    insert into audit_heads (tenant_id, sequence, hash)
    values (tenant, 0, sha256(convert_to(tenant::text, 'UTF8')))
    on conflict (tenant_id) do nothing;
    select * into strict head from audit_heads where tenant_id = tenant for update;
    entry := row(
        tenant, head.sequence + 1, clock_timestamp(), p_actor_id, p_actor_name, p_action, p_subject_kind,
        p_subject_id, p_before, p_after, p_reason, p_origin, head.hash, ''::bytea
    );
    entry.hash := audit_hash(entry);
    insert into audit_entries select entry.*;
    update audit_heads set sequence = entry.sequence, hash = entry.hash where tenant_id = tenant;
    return entry.sequence;
end;
$$;

-- An entry is never changed, removed or emptied out, not even by the owner.
create trigger audit_entries_stay
before update or delete or truncate on audit_entries
for each statement execute function refuse_change();
