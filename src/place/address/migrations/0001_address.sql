-- 地址: streets with other names, their numbers with a point, and what people steer by: landmarks and compounds.
create schema address;
grant usage on schema address to yiwang_server;

create table address.streets (
  street_id uuid primary key,
  name text not null,
  -- The district or street office in which it lies, where the city has another of its name.
  area text check (area ~ '^\d{12}$'),
  -- What it was called, and what people call it.
  aliases text[] not null default '{}'
);
create unique index streets_name on address.streets (name, coalesce(area, ''));

create table address.addresses (
  street_id uuid not null references address.streets,
  -- 18, 18-1 (18号之一)
  number text not null,
  lon double precision not null,
  lat double precision not null,
  -- Community and cell when it was brought; which it is on a day the grid says.
  area text,
  cell text,
  primary key (street_id, number)
);
create index addresses_point on address.addresses using gist (point(lon, lat));

create table address.landmarks (
  landmark_id uuid primary key,
  name text not null,
  aliases text[] not null default '{}',
  lon double precision not null,
  lat double precision not null,
  area text,
  cell text
);
create unique index landmarks_name on address.landmarks (name, coalesce(area, ''));

create table address.state (
  state_id uuid primary key,
  single boolean not null default true unique check (single)
);
insert into address.state (state_id) values (gen_random_uuid());

grant select, insert, update on address.streets, address.addresses, address.landmarks to yiwang_server;
grant select, update on address.state to yiwang_server;
