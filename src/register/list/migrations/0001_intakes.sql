create schema list;
grant usage on schema list to yiwang_server;

-- A list that was handed in and looked at, and is not imported yet: gone when it is, or a day later.
create table list.intakes (
  intake_id uuid primary key,
  purpose text not null,
  file_name text not null,
  content sealed not null,
  taken_at timestamptz not null,
  taken_by text not null
);
comment on column list.intakes.purpose is 'what it is to be imported into, e.g. register:population';
comment on column list.intakes.content is 'sealed base64 of the gzipped file';
grant select, insert, delete on list.intakes to yiwang_server;
