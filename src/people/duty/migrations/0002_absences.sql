-- 代理: who does another's work while they are away, from day to day. Ended early, a row stays as history.
create table duty.absences (
  staff_id uuid not null,
  absence_id uuid not null,
  staff_name text not null,
  deputy_id uuid not null,
  deputy_name text not null,
  reason text not null,
  from_day date not null,
  until_day date not null,
  recorded_by uuid,
  recorded_at timestamptz not null,
  ended_at timestamptz,
  primary key (staff_id, absence_id)
);
create index absences_deputy on duty.absences (deputy_id, until_day) where ended_at is null;
grant select, insert, update on duty.absences to yiwang_server;
