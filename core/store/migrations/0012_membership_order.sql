-- The companies a person may open, in the order they were made: the first is the one they see first.
create or replace function lobby_memberships(p_person_id uuid)
returns table (id uuid, slug text, name text, base_currency text, role text)
language sql stable security definer set search_path = tieout, pg_temp
begin atomic
    select c.id, c.slug, c.name, c.base_currency, m.role
    from memberships as m
    join companies as c on c.id = m.tenant_id
    where m.person_id = p_person_id
    order by c.created_at, c.slug;
end;
