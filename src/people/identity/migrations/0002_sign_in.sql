-- Signing in: who tries how often, passwords and second factors that their owner sets, logins that can be listed and ended.
create table identity.attempts (
  attempt_key text primary key,
  failures int not null,
  free_at timestamptz not null,
  at timestamptz not null
);
create index attempts_at on identity.attempts (at);
comment on column identity.attempts.attempt_key is 'blind index of an account, an address, or both';
grant select, insert, update, delete on identity.attempts to yiwang_server;

alter table identity.staff
  -- A first password, or one that was reset: good for nothing but setting one's own.
  add column must_change boolean not null default false,
  -- Null: its owner has yet to enrol the second factor.
  add column totp_enrolled_at timestamptz,
  add column totp_pending sealed;
update identity.staff set totp_enrolled_at = created_at;

-- A login that may do nothing but set one's own password and second factor.
alter table identity.sessions add column enrols boolean not null default false;

-- What somebody typed when their login had ended, for them to find again after signing in; for half an hour.
create table identity.kept_fields (
  kept_hash text primary key,
  kind text not null check (kind in ('person', 'staff')),
  subject_id uuid not null,
  path text not null,
  fields sealed not null,
  files boolean not null,
  kept_at timestamptz not null
);
create index kept_fields_subject on identity.kept_fields (subject_id);
grant select, insert, delete on identity.kept_fields to yiwang_server;
