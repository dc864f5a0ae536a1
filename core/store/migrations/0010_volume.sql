-- What large files taught: fewer checks for each row, and a planner that knows what has just been loaded.

-- Every payment came in a batch, and the batch knows its company: a check of the company for each row as well
-- would only repeat that.
alter table payments alter column batch_id set not null;
alter table payments drop constraint payments_company;

-- The same holds for invoices through batch and counterparty.
alter table invoices alter column batch_id set not null;
alter table invoices drop constraint invoices_company;

-- Lets the app have the planner's statistics brought up to date after a large change, which only an owner may.
-- Without them a table that was just filled counts as nearly empty, and joins walk it row by row.
create function refresh_statistics()
returns void
language plpgsql volatile security definer set search_path = tieout, pg_temp
as $$
begin
    analyze counterparties, invoices, payments, candidates, allocations, exception_cases;
end;
$$;

-- Functions are for the app alone.
revoke execute on function refresh_statistics() from public;
grant execute on function refresh_statistics() to tieout_app;
