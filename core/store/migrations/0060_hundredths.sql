-- An amount with decimals in a currency that has none shows mistaken decimals: it is kept as it was written.

-- The amount times 100 where that is so, else 0; `amount_minor` is rounded then.
alter table processor_transactions add column hundredths bigint not null default 0;
alter table ledger_entries add column hundredths bigint not null default 0;
grant update (hundredths) on processor_transactions to tieout_app;
grant update (hundredths) on ledger_entries to tieout_app;
