-- Card payouts matched to invoices: what of a payout stands behind a proposal, and quick ways to find it.

-- The payout and the movements a proposal is made of; empty for bank lines that are no card payout.
alter table candidates add column card jsonb;

-- Finds the decisions about a charge.
create index candidates_of_card on candidates (tenant_id, payment_id) where card is not null;

-- Finds transactions and entries by an id as a person or the other side writes it.
create index processor_transactions_by_id on processor_transactions (tenant_id, processor, lower(btrim(external_id)));
create index ledger_entries_by_id on ledger_entries (tenant_id, lower(btrim(transaction_id)));
