-- The allocation guard: counters on both parents, fed once per statement, so that no number of connections
-- together can allocate more than there is. "Sum, then insert" lets two connections both see the rest as free.

-- Judges the rows a statement added and moves their parents' counters. It runs with the owner's rights because
-- the app may not write the counters itself. Parents are locked in the order of their keys, payments before
-- invoices, so two statements never wait for each other; `no key update` lets foreign key checks pass meanwhile.
create function guard_allocations()
returns trigger
language plpgsql security definer set search_path = tieout, pg_temp
as $$
declare
    wanted bigint;
    moved bigint;
    wrong uuid;
begin
    -- A reversal takes back exactly one earlier allocation that is not a reversal itself.
    select a.id into wrong
    from added as a
    left join allocations as o on o.tenant_id = a.tenant_id and o.id = a.reverses
    where a.reverses is not null
      and (o.id is null
        or o.reverses is not null
        or o.payment_id is distinct from a.payment_id
        or o.invoice_id <> a.invoice_id
        or o.payment_minor <> -a.payment_minor
        or o.invoice_minor <> -a.invoice_minor
        or o.adjustment_minor <> -a.adjustment_minor
        or o.adjustment <> a.adjustment)
    limit 1;
    if found then
        raise exception 'allocation % does not take back exactly the row it names', wrong
            using errcode = 'integrity_constraint_violation', constraint = 'allocations_reversal_exact';
    end if;

    perform 1
    from payments as p
    where p.tenant_id in (select a.tenant_id from added as a)
      and p.id in (select a.payment_id from added as a)
    order by p.tenant_id, p.id
    for no key update;

    perform 1
    from invoices as i
    where i.tenant_id in (select a.tenant_id from added as a)
      and i.id in (select a.invoice_id from added as a)
    order by i.tenant_id, i.id
    for no key update;

    -- Both sides tell the same movement: equal in one currency, of one sense in two.
    select a.id into wrong
    from added as a
    join invoices as i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
    where a.payment_id is not null
      and (
        sign(a.payment_minor) <> sign(a.invoice_minor) * case i.direction when 'receivable' then 1 else -1 end
        or (a.payment_currency = a.invoice_currency and abs(a.payment_minor) <> abs(a.invoice_minor))
      )
    limit 1;
    if found then
        raise exception 'the two sides of allocation % tell different movements', wrong
            using errcode = 'check_violation', constraint = 'allocations_sides_agree';
    end if;

    with sums as (
        select a.tenant_id, a.payment_id, sum(a.payment_minor)::bigint as amount
        from added as a
        where a.payment_id is not null
        group by a.tenant_id, a.payment_id
    )
    update payments as p
    set allocated_minor = p.allocated_minor + s.amount
    from sums as s
    where p.tenant_id = s.tenant_id and p.id = s.payment_id;
    get diagnostics moved = row_count;
    select count(distinct (a.tenant_id, a.payment_id)) into wanted from added as a where a.payment_id is not null;
    if moved <> wanted then
        raise exception '% of % payments could be reached', moved, wanted
            using errcode = 'foreign_key_violation', constraint = 'allocations_payment';
    end if;

    with sums as (
        select a.tenant_id, a.invoice_id, sum(a.invoice_minor + a.adjustment_minor)::bigint as amount
        from added as a
        group by a.tenant_id, a.invoice_id
    )
    update invoices as i
    set allocated_minor = i.allocated_minor + s.amount
    from sums as s
    where i.tenant_id = s.tenant_id and i.id = s.invoice_id;
    get diagnostics moved = row_count;
    select count(distinct (a.tenant_id, a.invoice_id)) into wanted from added as a;
    if moved <> wanted then
        raise exception '% of % invoices could be reached', moved, wanted
            using errcode = 'foreign_key_violation', constraint = 'allocations_invoice';
    end if;
    return null;
end;
$$;

-- Every statement that adds allocations is judged once, as a whole.
create trigger allocations_guarded
after insert on allocations
referencing new table as added
for each statement execute function guard_allocations();

-- Refuses what an append-only table does not know, whoever asks.
create function refuse_change()
returns trigger
language plpgsql
as $$
begin
    raise exception '% is append-only', tg_table_name
        using errcode = 'insufficient_privilege', constraint = 'append_only';
end;
$$;

-- An allocation is never changed, removed or emptied out, not even by the owner.
create trigger allocations_stay
before update or delete or truncate on allocations
for each statement execute function refuse_change();
