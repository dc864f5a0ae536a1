-- Messages go out once: one that was being sent when its sender died is not sent again blindly.

-- `sending_at` stands, committed, before a message leaves; `letter` is the letter it leaves in.
alter table outbox add column sending_at timestamptz;
alter table outbox add column letter uuid;
grant update (sending_at, letter) on outbox to tieout_app;
