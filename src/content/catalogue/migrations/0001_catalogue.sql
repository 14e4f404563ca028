-- What the city offers: packs as installed, items and their versions. A version never changes; a matter stays on its own.
create schema catalogue;
grant usage on schema catalogue to yiwang_server;

create table catalogue.packs (
  pack_id text primary key,
  name text not null,
  version text not null,
  hash text not null,
  installed_at timestamptz not null
);

create table catalogue.items (
  item_id text primary key,
  version int not null,
  name text not null,
  code text not null,
  unit text not null,
  department text not null,
  area text not null,
  guide_only boolean not null,
  audience text[] not null,
  themes text[] not null,
  source text not null,
  updated_at timestamptz not null,
  withdrawn_at timestamptz
);
create index items_department on catalogue.items (department, name);
create index items_themes on catalogue.items using gin (themes);

create table catalogue.item_versions (
  item_id text not null,
  version int not null,
  definition jsonb not null,
  hash text not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (item_id, version)
);

create table catalogue.licence_types (
  type_id text primary key,
  definition jsonb not null
);

create table catalogue.imports (
  import_id uuid primary key,
  file_name text not null,
  accepted int not null,
  changed int not null,
  errors jsonb not null,
  imported_at timestamptz not null,
  imported_by text not null
);

grant select, insert, update on catalogue.packs, catalogue.items, catalogue.licence_types to yiwang_server;
grant select, insert on catalogue.item_versions, catalogue.imports to yiwang_server;
