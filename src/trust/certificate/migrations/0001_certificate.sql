-- 数字证书: what was issued, what happened to it, and the lists that said so. History only: nothing is changed.
create schema certificate;
grant usage on schema certificate to yiwang_server;

create table certificate.certificates (
  certificate_id uuid primary key,
  kind text not null check (kind in ('root', 'authority', 'seal', 'maker', 'server', 'time-stamp')),
  serial text not null,
  issuer_id uuid not null,
  unit text,
  subject text not null,
  key_id text not null,
  der bytea not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  issued_at timestamptz not null,
  issued_by text not null,
  unique (issuer_id, serial)
);
comment on column certificate.certificates.issuer_id is 'certificate_id of the issuer; a root names itself';
comment on column certificate.certificates.key_id is 'the key in kernel/keys; private keys are never in the database';
create index certificates_unit on certificate.certificates (unit, kind, issued_at desc);
create index certificates_der on certificate.certificates (sha256(der));

create table certificate.revocations (
  certificate_id uuid not null references certificate.certificates,
  revocation_id uuid not null,
  kind text not null check (kind in ('revoked', 'held', 'released')),
  reason text not null,
  explanation text not null,
  happened_at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  primary key (certificate_id, revocation_id)
);

create table certificate.lists (
  issuer_id uuid not null references certificate.certificates,
  number int not null,
  der bytea not null,
  issued_at timestamptz not null,
  next_at timestamptz not null,
  primary key (issuer_id, number)
);

grant select, insert on certificate.certificates, certificate.revocations, certificate.lists to yiwang_server;
