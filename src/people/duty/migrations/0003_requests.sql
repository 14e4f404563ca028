-- What takes two: asked by one, answered by another. Neither is changed afterwards.
create table duty.requests (
  request_id uuid primary key,
  kind text not null check (kind in ('appoint', 'unlock', 'reset-password', 'reset-second-factor')),
  staff_id uuid not null,
  data jsonb not null,
  reason text not null,
  asked_by uuid not null,
  asked_name text not null,
  asked_at timestamptz not null
);
create table duty.answers (
  request_id uuid primary key references duty.requests,
  agreed boolean not null,
  note text not null,
  answered_by uuid not null,
  answered_name text not null,
  answered_at timestamptz not null
);
grant select, insert on duty.requests, duty.answers to yiwang_server;
