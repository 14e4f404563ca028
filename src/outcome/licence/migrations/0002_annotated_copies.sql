-- 加注件: a copy of a licence that says what it is for and until when; what becomes of it later are rows of their own.
create table licence.annotated_copies (
  licence_id uuid not null,
  copy_id uuid not null unique,
  number text not null unique,
  wording sealed not null,
  item_id text,
  matter_id uuid,
  made_at timestamptz not null,
  made_by uuid not null,
  until_day date not null,
  primary key (licence_id, copy_id)
);
comment on column licence.annotated_copies.wording is 'sealed JSON {use, recipient}: typed by its holder, or named after the matter it is for';
create index annotated_copies_matter on licence.annotated_copies (matter_id) where matter_id is not null;

create table licence.copy_revocations (
  licence_id uuid not null,
  copy_id uuid not null,
  reason text not null,
  revoked_at timestamptz not null,
  revoked_by uuid,
  primary key (licence_id, copy_id)
);

comment on column licence.copy_revocations.revoked_by is 'null: the platform, when the matter it was for was withdrawn';

-- Every time somebody relied on a copy, and how it stood then: the evidence of who used it.
create table licence.copy_uses (
  licence_id uuid not null,
  copy_id uuid not null,
  use_id uuid not null,
  matter_id uuid,
  actor_kind text not null,
  actor_name text not null,
  unit text,
  standing text not null check (standing in ('valid', 'revoked', 'expired', 'licence')),
  used_at timestamptz not null,
  primary key (licence_id, copy_id, use_id)
);

grant select, insert on licence.annotated_copies, licence.copy_revocations, licence.copy_uses to yiwang_server;
