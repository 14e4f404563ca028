-- The base map: what is drawn below everything else. It can be made again from where it came from, so the server may take it out.
create schema ground;
grant usage on schema ground to yiwang_server;

create table ground.features (
  feature int primary key,
  kind text not null,
  name text,
  -- Lines or rings in millionths of a degree, flat.
  rings jsonb not null
);

create table ground.state (
  state_id uuid primary key,
  single boolean not null default true unique check (single)
);
insert into ground.state (state_id) values (gen_random_uuid());

grant select, insert, delete on ground.features to yiwang_server;
grant select, update on ground.state to yiwang_server;
