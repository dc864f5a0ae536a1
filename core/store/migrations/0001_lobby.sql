-- The lobby: who may sign in, and which companies they may open. The app role holds no right on these tables
-- and reaches them only through the functions below, because they must be read before a tenant is known.

-- A person who can sign in; the address is kept in lower case so that it is one person however it is typed.
create table people (
    id uuid not null default gen_random_uuid(),
    email text not null,
    name text not null,
    password_hash text not null,
    created_at timestamptz not null default now(),
    constraint people_pk primary key (id),
    constraint people_email_once unique (email),
    constraint people_email_lower check (email = lower(email) and email <> '')
);

-- A signed-in browser: only the hash of its opaque token is kept.
create table sessions (
    token_hash bytea not null,
    person_id uuid not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    constraint sessions_pk primary key (token_hash),
    constraint sessions_person foreign key (person_id) references people (id)
);

-- Finds the sessions of one person.
create index sessions_of_person on sessions (person_id);

-- Wrong guesses for one key (an address); the count starts anew after `locked_until`.
create table sign_in_attempts (
    key text not null,
    failures integer not null,
    locked_until timestamptz not null,
    constraint sign_in_attempts_pk primary key (key)
);

-- A company is a tenant: one set of books.
create table companies (
    id uuid not null default gen_random_uuid(),
    slug text not null,
    name text not null,
    base_currency text not null,
    created_at timestamptz not null default now(),
    constraint companies_pk primary key (id),
    constraint companies_slug_once unique (slug),
    constraint companies_slug_form check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    constraint companies_currency_form check (base_currency ~ '^[A-Z]{3}$')
);

-- Who may open which company, and as what.
create table memberships (
    tenant_id uuid not null,
    person_id uuid not null,
    role text not null,
    constraint memberships_pk primary key (tenant_id, person_id),
    constraint memberships_company foreign key (tenant_id) references companies (id),
    constraint memberships_person foreign key (person_id) references people (id),
    constraint memberships_role_known check (role in ('viewer', 'analyst', 'manager', 'admin'))
);

-- The person with this address and the hash of their password; no row where there is no such person.
create function lobby_credentials(p_email text)
returns table (id uuid, email text, name text, password_hash text)
language sql stable security definer set search_path = tieout, pg_temp
begin atomic
    select p.id, p.email, p.name, p.password_hash
    from people as p
    where p.email = lower(p_email);
end;

-- Takes one guess for the key and says whether it may be tried: of any number of guesses at once exactly
-- `p_limit` pass, because the count rises in the same statement that reads it.
create function lobby_take_guess(p_key text, p_limit integer, p_pause interval)
returns boolean
language sql volatile security definer set search_path = tieout, pg_temp
begin atomic
    insert into sign_in_attempts as seen (key, failures, locked_until)
    values (p_key, 1, clock_timestamp() + p_pause)
    on conflict (key) do update
    set failures = case
            when seen.locked_until <= clock_timestamp() then 1
            else least(seen.failures, p_limit) + 1
        end,
        locked_until = case
            when seen.locked_until > clock_timestamp() and seen.failures >= p_limit then seen.locked_until
            else clock_timestamp() + p_pause
        end
    returning failures <= p_limit;
end;

-- Forgets the wrong guesses for a key, after a right one.
create function lobby_forgive(p_key text)
returns void
language sql volatile security definer set search_path = tieout, pg_temp
begin atomic
    delete from sign_in_attempts where key = p_key;
end;

-- Opens a session for a person until `p_expires_at`.
create function lobby_open_session(p_token_hash bytea, p_person_id uuid, p_expires_at timestamptz)
returns void
language sql volatile security definer set search_path = tieout, pg_temp
begin atomic
    insert into sessions (token_hash, person_id, expires_at)
    values (p_token_hash, p_person_id, p_expires_at);
end;

-- The person whose session this is, while it is neither expired nor revoked.
create function lobby_resume_session(p_token_hash bytea)
returns table (id uuid, email text, name text, expires_at timestamptz)
language sql stable security definer set search_path = tieout, pg_temp
begin atomic
    select p.id, p.email, p.name, s.expires_at
    from sessions as s
    join people as p on p.id = s.person_id
    where s.token_hash = p_token_hash
      and s.revoked_at is null
      and s.expires_at > clock_timestamp();
end;

-- Ends one session and says whether it was still open.
create function lobby_revoke_session(p_token_hash bytea)
returns boolean
language sql volatile security definer set search_path = tieout, pg_temp
begin atomic
    with ended as (
        update sessions
        set revoked_at = clock_timestamp()
        where token_hash = p_token_hash and revoked_at is null
        returning 1
    )
    select exists (select from ended);
end;

-- Ends every session of a person.
create function lobby_revoke_sessions_of(p_person_id uuid)
returns void
language sql volatile security definer set search_path = tieout, pg_temp
begin atomic
    update sessions
    set revoked_at = clock_timestamp()
    where person_id = p_person_id and revoked_at is null;
end;

-- The companies a person may open, with their role in each.
create function lobby_memberships(p_person_id uuid)
returns table (id uuid, slug text, name text, base_currency text, role text)
language sql stable security definer set search_path = tieout, pg_temp
begin atomic
    select c.id, c.slug, c.name, c.base_currency, m.role
    from memberships as m
    join companies as c on c.id = m.tenant_id
    where m.person_id = p_person_id
    order by c.name, c.id;
end;

-- Adds a person.
create function lobby_add_person(p_email text, p_name text, p_password_hash text)
returns uuid
language sql volatile security definer set search_path = tieout, pg_temp
begin atomic
    insert into people (email, name, password_hash)
    values (lower(p_email), p_name, p_password_hash)
    returning id;
end;

-- Gives a person a new password and ends their sessions.
create function lobby_set_password(p_person_id uuid, p_password_hash text)
returns boolean
language sql volatile security definer set search_path = tieout, pg_temp
begin atomic
    update sessions
    set revoked_at = clock_timestamp()
    where person_id = p_person_id and revoked_at is null;
    with changed as (
        update people set password_hash = p_password_hash where id = p_person_id returning 1
    )
    select exists (select from changed);
end;

-- Adds a company.
create function lobby_add_company(p_slug text, p_name text, p_base_currency text)
returns uuid
language sql volatile security definer set search_path = tieout, pg_temp
begin atomic
    insert into companies (slug, name, base_currency)
    values (p_slug, p_name, p_base_currency)
    returning id;
end;

-- Every company, for the command line and for work that goes through all books in turn.
create function lobby_companies()
returns table (id uuid, slug text, name text, base_currency text)
language sql stable security definer set search_path = tieout, pg_temp
begin atomic
    select c.id, c.slug, c.name, c.base_currency
    from companies as c
    order by c.slug;
end;

-- Makes a person a member of a company, or changes the role they have there.
create function lobby_set_membership(p_tenant_id uuid, p_person_id uuid, p_role text)
returns void
language sql volatile security definer set search_path = tieout, pg_temp
begin atomic
    insert into memberships (tenant_id, person_id, role)
    values (p_tenant_id, p_person_id, p_role)
    on conflict (tenant_id, person_id) do update set role = excluded.role;
end;

-- The members of the company the transaction is for, with their names and roles.
create function company_members()
returns table (id uuid, email text, name text, role text)
language sql stable security definer set search_path = tieout, pg_temp
begin atomic
    select p.id, p.email, p.name, m.role
    from memberships as m
    join people as p on p.id = m.person_id
    where m.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid
    order by p.name, p.id;
end;
