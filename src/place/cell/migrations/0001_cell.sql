-- Boundaries of areas (12 figures) and cells of the grid (15 figures: 6 district, 3 street, 3 community, 3 of its own), from when until when, and who is
-- responsible for a cell. GB/T 30428.1, GB/T 47678.3.
create schema cell;
grant usage on schema cell to yiwang_server;

create table cell.outlines (
  code text check (code ~ '^[1-9]\d{11}(\d{3})?$'),
  from_day date not null,
  until_day date check (until_day >= from_day),
  name text not null,
  -- Polygons of rings of millionths of a degree, as they were brought: [[[lon, lat, lon, lat, …], hole, …], …]
  polygons jsonb not null,
  primary key (code, from_day)
);

create table cell.holders (
  staff_id uuid not null,
  cell text not null check (cell ~ '^[1-9]\d{14}$'),
  from_day date not null,
  until_day date check (until_day >= from_day),
  primary key (staff_id, cell, from_day)
);
create index holders_cell on cell.holders (cell);

-- What is held in memory was read at a state; each change makes another. A random one: a number that was rolled back would be given again.
create table cell.state (
  state_id uuid primary key,
  single boolean not null default true unique check (single)
);
insert into cell.state (state_id) values (gen_random_uuid());

grant select, insert, update on cell.outlines, cell.holders to yiwang_server;
grant select, update on cell.state to yiwang_server;
