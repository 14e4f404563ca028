-- 重算期限: each time the calendar changed and what ran was counted anew, and which days moved.
create schema recount;
grant usage on schema recount to yiwang_server;

create table recount.runs (
  run_id uuid primary key,
  started_at timestamptz not null,
  ended_at timestamptz,
  looked int,
  moved int,
  failed int
);
comment on column recount.runs.looked is 'running matters that were looked at; moved: those of which a day moved';
create index runs_started on recount.runs (started_at desc);

create table recount.lines (
  run_id uuid not null references recount.runs,
  line int not null,
  matter_id uuid not null,
  number text,
  what text not null,
  from_day date not null,
  to_day date not null,
  past boolean not null,
  primary key (run_id, line)
);
comment on column recount.lines.past is 'the day lay before the day of the recount, only because of it';

grant select, insert, update on recount.runs to yiwang_server;
grant select, insert on recount.lines to yiwang_server;
