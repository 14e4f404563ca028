-- 程序: programs outside the city that report by a key of their own. Only the key's hash is kept; what ended stays, so that what it did has a name.
create table identity.programs (
  program_id text primary key check (program_id ~ '^[a-z0-9][a-z0-9.-]{0,39}$'),
  name text not null check (name <> ''),
  key_hash text not null unique,
  added_at timestamptz not null,
  added_by text not null,
  ended_at timestamptz
);
grant select, insert, update (ended_at) on identity.programs to yiwang_server;
