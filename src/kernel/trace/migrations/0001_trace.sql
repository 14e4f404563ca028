-- Every look at a person's data, chained per person. The server may add and read; it may not change or remove.
create schema trace;
grant usage on schema trace to yiwang_server;

create table trace.looks (
  subject_id uuid not null,
  seq int not null,
  at timestamptz not null,
  actor jsonb not null,
  fields text[] not null,
  purpose text not null,
  matter_id uuid,
  hash bytea not null,
  primary key (subject_id, seq)
);
grant select, insert on trace.looks to yiwang_server;
