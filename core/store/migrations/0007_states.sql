-- The views that say where things stand. They run with the asker's rights, so the tenant's fence holds in them.

-- An allocation that still stands: it takes nothing back and nothing took it back.
create view standing_allocations with (security_invoker = true) as
select a.*
from allocations as a
where a.reverses is null
  and not exists (
    select from allocations as r
    where r.tenant_id = a.tenant_id and r.reverses = a.id
  );

-- The one state each invoice is in.
create view invoice_states with (security_invoker = true) as
select
    i.tenant_id,
    i.id,
    case
        when i.voided_at is not null then 'set_aside'
        when i.allocated_minor = i.amount_minor then 'settled'
        when exists (
            select from candidates as c
            where c.tenant_id = i.tenant_id and c.invoice_id = i.id and c.status = 'proposed'
        ) then 'proposed'
        when exists (
            select from exception_cases as e
            where e.tenant_id = i.tenant_id and e.invoice_id = i.id and e.status <> 'resolved'
        ) then 'excepted'
        else 'open'
    end as state
from invoices as i;

-- The one state each payment is in.
create view payment_states with (security_invoker = true) as
select
    p.tenant_id,
    p.id,
    case
        when p.voided_at is not null or p.set_aside_reason is not null then 'set_aside'
        when p.allocated_minor = p.amount_minor then 'settled'
        when exists (
            select from candidates as c
            where c.tenant_id = p.tenant_id and c.payment_id = p.id and c.status = 'proposed'
        ) then 'proposed'
        when exists (
            select from exception_cases as e
            where e.tenant_id = p.tenant_id and e.payment_id = p.id and e.status <> 'resolved'
        ) then 'excepted'
        else 'open'
    end as state
from payments as p;
