-- The ledger reads the newest first and finds a number at once, at a million rows.

-- Invoices by issue date, and by number; allocations by the moment they were made.
create index invoices_by_issue_date on invoices (tenant_id, issued_on);
create index invoices_by_number on invoices (tenant_id, number);
create index allocations_by_time on allocations (tenant_id, created_at);
