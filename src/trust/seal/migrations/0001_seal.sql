-- 电子印章: a seal, each step of its life, what was made, and each use of it. History only: nothing is changed.
create schema seal;
grant usage on schema seal to yiwang_server;

create sequence seal.numbers maxvalue 9999999;
grant usage on sequence seal.numbers to yiwang_server;

create table seal.seals (
  seal_id uuid primary key,
  code text not null unique check (code ~ '^\d{13}$'),
  es_id text not null unique,
  kind text not null check (kind in ('unit', 'finance', 'contract', 'legal-person', 'personal')),
  name text not null,
  note text not null,
  unit text not null,
  holder_id uuid,
  purposes text[] not null
);
create index seals_unit on seal.seals (unit, kind);

create table seal.steps (
  seal_id uuid not null references seal.seals,
  step_id uuid not null,
  kind text not null check (kind in ('applied', 'approved', 'refused', 'made', 'activated', 'frozen', 'thawed', 'revoked', 'expired')),
  reason text not null,
  happened_at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  instead_of text,
  primary key (seal_id, step_id)
);

create table seal.makings (
  seal_id uuid primary key references seal.seals,
  certificate_id uuid not null,
  data bytea not null,
  svg text not null,
  png bytea not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null
);
create index makings_certificate on seal.makings (certificate_id);
comment on column seal.makings.data is 'SESeal of GB/T 38540-2020, DER';

create table seal.uses (
  seal_id uuid not null references seal.seals,
  use_id uuid not null,
  purpose text not null,
  matter_id uuid,
  document text not null,
  property_info text not null,
  data_hash bytea not null,
  signature_hash bytea not null,
  used_at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  primary key (seal_id, use_id)
);
comment on column seal.uses.signature_hash is 'SM3 of the whole SES_Signature: finds the use that a file names';
create index uses_time on seal.uses (used_at desc);
create index uses_matter on seal.uses (matter_id) where matter_id is not null;
create index uses_signature on seal.uses (signature_hash);

grant select, insert on seal.seals, seal.steps, seal.makings, seal.uses to yiwang_server;
