-- 预警信息: what was told to everybody, a row a message. An update and a taking back are messages of their own that name those before; nothing is changed.
create schema alert;
grant usage on schema alert to yiwang_server;

create table alert.messages (
  matter_id uuid not null,
  seq int not null,
  identifier text not null unique check (identifier ~ '^[0-9A-Z]{14}_[0-9]{14}_[0-9]$'),
  kind text not null check (kind in ('Alert', 'Update', 'Cancel')),
  status text not null check (status in ('Actual', 'Exercise', 'Test')),
  sender text not null,
  sent_at timestamptz not null,
  number int not null check (number between 0 and 9),
  expires_at timestamptz not null,
  content jsonb not null,
  primary key (matter_id, seq),
  -- Ten messages of a sender within a second are the most that its identifier can tell apart.
  unique (sender, sent_at, number)
);
comment on column alert.messages.content is 'what it says: public, nothing personal';
create index messages_expiring on alert.messages (expires_at) where status = 'Actual';
create index messages_sent on alert.messages (sent_at) where status = 'Actual';
grant select, insert on alert.messages to yiwang_server;
