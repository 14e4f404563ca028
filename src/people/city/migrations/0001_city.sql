-- 本市: who this city is and how it began, said once. One row; a city of before 2026-12 has none until its next start.
create schema city;
grant usage on schema city to yiwang_server;

create table city.cities (
  one boolean primary key default true check (one),
  standing text not null check (standing in ('demo', 'earnest')),
  name text not null check (name <> ''),
  portal text not null check (portal <> ''),
  mark text not null check (mark <> ''),
  publisher text not null check (publisher <> ''),
  hotline text not null,
  note text not null default '',
  begun_at timestamptz not null,
  ready_at timestamptz
);
comment on column city.cities.standing is 'demo: published passwords and people to choose from; earnest: neither, ever';
comment on column city.cities.ready_at is 'when everything it begins with was there; until then a start goes on with beginning';
grant select, insert, update (name, portal, mark, publisher, hotline, note, ready_at) on city.cities to yiwang_server;
