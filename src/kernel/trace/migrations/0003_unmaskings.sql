-- Each time a member of staff asks to see a personal value in full, and whether the throttle let them: counted here so that every process counts alike.
create table trace.unmaskings (
  actor_id uuid not null,
  unmasking_id uuid not null,
  at timestamptz not null,
  actor_name text not null,
  unit text,
  what text not null,
  reason text not null,
  thing_id uuid not null,
  matter_id uuid,
  refused boolean not null,
  primary key (actor_id, unmasking_id)
);
create index unmaskings_at on trace.unmaskings (at);
grant select, insert on trace.unmaskings to yiwang_server;
