-- 电子证照: one row a version of a licence; what happens to it later are rows of their own.
create schema licence;
grant usage on schema licence to yiwang_server;

create sequence licence.serials maxvalue 999999 cycle;
grant usage on sequence licence.serials to yiwang_server;

create table licence.licences (
  licence_id uuid primary key,
  type text not null,
  name text not null,
  number text not null unique,
  identifier text not null unique,
  version int not null,
  holder_kind text not null check (holder_kind in ('person', 'organisation')),
  holder_index text not null,
  holder_label text not null,
  holder sealed not null,
  issuer text not null,
  issuer_name text not null,
  item_id text,
  matter_id uuid,
  issued_day date not null,
  valid_from date not null,
  valid_until date,
  face sealed not null,
  created_at timestamptz not null
);
comment on column licence.licences.holder is 'sealed JSON {name, number}; holder_index finds it by number';
comment on column licence.licences.face is 'sealed JSON: the lines of its face';
create index licences_holder on licence.licences (holder_index, created_at desc);
create index licences_holder_type on licence.licences (holder_index, type, created_at desc);
create index licences_type on licence.licences (type, issued_day desc);

create table licence.suspensions (
  licence_id uuid not null,
  suspension_id uuid not null,
  reason text not null,
  basis text not null,
  suspended_at timestamptz not null,
  suspended_by uuid not null,
  lifted_at timestamptz,
  lifted_by uuid,
  primary key (licence_id, suspension_id)
);

create table licence.cancellations (
  licence_id uuid primary key,
  kind text not null check (kind in ('cancelled', 'revoked', 'withdrawn', 'replaced')),
  reason text not null,
  basis text not null,
  cancelled_at timestamptz not null,
  cancelled_by uuid not null
);

grant select, insert on licence.licences, licence.cancellations to yiwang_server;
grant select, insert, update on licence.suspensions to yiwang_server;
