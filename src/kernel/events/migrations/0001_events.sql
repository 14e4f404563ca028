-- The outbox: what happened, written in the transaction in which it happened, read after it and deleted when every
-- subscriber has done its part.
create schema events;
grant usage on schema events to yiwang_server;

create table events.outbox (
  event_id uuid primary key,
  type text not null,
  subject uuid not null,
  data jsonb not null,
  at timestamptz not null,
  attempts int not null default 0,
  parked_at timestamptz,
  fault text
);
create index outbox_waiting on events.outbox (event_id) where parked_at is null;
grant select, insert, update, delete on events.outbox to yiwang_server;
