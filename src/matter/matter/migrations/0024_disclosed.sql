-- Ended matters that everybody may read, by the public list of their kind. What was public of one as it ended stays what is shown of it; from its day on, or once
-- it was taken down, nothing is.
create table matter.disclosed (
  matter_id uuid primary key,
  kind text not null,
  at timestamptz not null,
  off_day date,
  columns text[] not null,
  ended_at timestamptz
);
comment on column matter.disclosed.off_day is 'the day from which on it is published no more; null: as long as it is kept';
comment on column matter.disclosed.ended_at is 'taken down before that day, as the act of its matter says why';
create index disclosed_kind on matter.disclosed (kind, at desc, matter_id) where ended_at is null;
grant select, insert, update on matter.disclosed to yiwang_server;
