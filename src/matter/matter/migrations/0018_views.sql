-- 视图: how a member of staff wants to see the list of a kind again: conditions, columns and order under a name of theirs, never what was searched for.
create table matter.views (
  view_id uuid primary key,
  staff_id uuid not null,
  kind text not null,
  name text not null,
  asked jsonb not null,
  created_at timestamptz not null,
  unique (staff_id, kind, name)
);
grant select, insert, update (asked), delete on matter.views to yiwang_server;
