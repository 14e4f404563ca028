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
