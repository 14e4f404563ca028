-- Who is responsible: areas of four levels, units, posts, and who holds them from when until when.
create schema duty;
grant usage on schema duty to yiwang_server;

create table duty.areas (
  area text primary key check (area ~ '^\d{12}$'),
  name text not null,
  level int not null check (level between 1 and 4),
  parent text references duty.areas,
  from_day date not null default '2000-01-01',
  until_day date
);

create table duty.units (
  unit text primary key,
  name text not null,
  short_name text not null,
  area text not null references duty.areas,
  parent text references duty.units,
  from_day date not null default '2000-01-01',
  until_day date
);

create table duty.posts (
  unit text not null references duty.units,
  post_id uuid not null,
  name text not null,
  primary key (unit, post_id)
);

create table duty.appointments (
  staff_id uuid not null,
  appointment_id uuid not null,
  post_unit text not null,
  post_id uuid not null,
  role text not null,
  unit text not null references duty.units,
  area text not null references duty.areas,
  scope text not null check (scope in ('own', 'unit', 'area')),
  from_day date not null,
  until_day date,
  appointed_by uuid,
  primary key (staff_id, appointment_id),
  foreign key (post_unit, post_id) references duty.posts
);
create index appointments_unit on duty.appointments (unit, role);

grant select, insert, update on duty.areas, duty.units, duty.posts, duty.appointments to yiwang_server;
