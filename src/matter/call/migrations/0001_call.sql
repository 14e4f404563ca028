-- 来电: what a switchboard told of calls, event by event, and how each call stands by that.
create schema call;
grant usage on schema call to yiwang_server;

create table call.calls (
  call_id uuid primary key,
  -- The switchboard's own name of the call.
  outside text not null unique,
  state text not null check (state in ('waiting', 'ringing', 'talking', 'held', 'handed', 'ended')),
  -- Null where it was withheld.
  number sealed,
  number_index text,
  called text,
  queue text,
  seat text,
  -- Where it was handed on to.
  handed_to text,
  cause text,
  -- By the switchboard's clock, which may be wrong: lengths are reckoned from these.
  began_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  -- By ours.
  received_at timestamptz not null,
  changed_at timestamptz not null,
  -- Who answered, and when the work after it was done.
  staff_id uuid,
  done_at timestamptz,
  outward boolean not null default false
);
create index calls_running on call.calls (state) where state <> 'ended';
create index calls_received on call.calls (received_at);
create index calls_number on call.calls (number_index, received_at desc) where number_index is not null;
create index calls_staff on call.calls (staff_id, received_at desc) where staff_id is not null;
grant select, insert, update on call.calls to yiwang_server;

-- Each event once, however often it is told.
create table call.events (
  call_id uuid not null,
  event text not null,
  kind text not null check (kind in ('waiting', 'ringing', 'answered', 'transferred', 'ended', 'seat')),
  at timestamptz not null,
  number sealed,
  called text,
  queue text,
  seat text,
  cause text,
  received_at timestamptz not null,
  primary key (call_id, event)
);
grant select, insert on call.events to yiwang_server;

-- 席位: who sits at which seat, from when to when.
create table call.shifts (
  shift_id uuid primary key,
  staff_id uuid not null,
  seat text not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  paused_at timestamptz
);
create unique index shifts_seat on call.shifts (seat) where ended_at is null;
create unique index shifts_staff on call.shifts (staff_id) where ended_at is null;
grant select, insert, update on call.shifts to yiwang_server;

-- What is being written while somebody speaks: kept with the call, emptied when it is handed in or put away.
create table call.notes (
  call_id uuid primary key,
  staff_id uuid not null,
  note sealed,
  updated_at timestamptz not null
);
grant select, insert, update on call.notes to yiwang_server;

-- Matters that were written in a call.
create table call.matters (
  call_id uuid not null,
  matter_id uuid not null,
  at timestamptz not null,
  primary key (call_id, matter_id)
);
create index matters_matter on call.matters (matter_id);
grant select, insert on call.matters to yiwang_server;

-- 漏接回拨: who calls back a call that nobody answered; each once.
create table call.callbacks (
  call_id uuid primary key,
  staff_id uuid not null,
  at timestamptz not null
);
grant select, insert on call.callbacks to yiwang_server;
