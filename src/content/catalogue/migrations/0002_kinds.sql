-- Kinds of matter and their versions, as items; roles and code lists that packs bring. A matter stays on the version of its kind.
create table catalogue.kinds (
  kind_id text primary key,
  version int not null,
  name text not null,
  source text not null,
  updated_at timestamptz not null
);

-- As json: the order in which a kind names its states, works, outcomes and clocks means something, and jsonb does not keep it.
create table catalogue.kind_versions (
  kind_id text not null,
  version int not null,
  definition json not null,
  hash text not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (kind_id, version)
);

-- A role that several packs name is one role: 承办 of one kind and of another.
create table catalogue.roles (
  role_id text not null,
  pack_id text not null,
  definition jsonb not null,
  primary key (role_id, pack_id)
);

create table catalogue.codes (
  list_id text primary key,
  pack_id text not null,
  entries jsonb not null
);

alter table catalogue.items add column kind text not null default 'application';

grant select, insert, update on catalogue.kinds, catalogue.roles, catalogue.codes to yiwang_server;
grant select, insert on catalogue.kind_versions to yiwang_server;
