-- 待遇在领: how a grant stands now, beside everything that happened to it. The order to pay (payment.grants) is never changed.
create table payment.standings (
  grant_id uuid primary key,
  matter_id uuid not null,
  item_id text not null,
  unit text not null,
  area text not null,
  beneficiary_index text not null,
  beneficiary_label text not null,
  beneficiary sealed not null,
  state text not null check (state in ('running', 'suspended', 'ended')),
  name text not null,
  amount bigint not null check (amount > 0),
  period text,
  from_day date not null,
  until_day date,
  payee sealed not null,
  account sealed not null,
  bank text,
  wanted sealed,
  updated_at timestamptz not null
);
comment on column payment.standings.beneficiary is 'sealed JSON: number and name';
comment on column payment.standings.wanted is 'sealed JSON: the new account that waits to be confirmed';
-- The last word on "not twice": one grant of an item for one person is in force.
create unique index standings_once on payment.standings (item_id, beneficiary_index) where state <> 'ended' and period is not null;
create index standings_beneficiary on payment.standings (beneficiary_index);
create index standings_matter on payment.standings (matter_id);
create index standings_unit on payment.standings (unit, updated_at desc);
grant select, insert, update on payment.standings to yiwang_server;

-- What happened to a grant, a row each.
create table payment.changes (
  grant_id uuid not null,
  change_id uuid not null,
  kind text not null check (kind in ('amount', 'account-asked', 'account', 'account-declined', 'suspended', 'objected', 'resumed', 'ended', 'recovery')),
  from_day date not null,
  amount bigint,
  months int,
  account sealed,
  reason text not null,
  basis text,
  actor jsonb not null,
  at timestamptz not null,
  primary key (grant_id, change_id)
);
comment on column payment.changes.amount is 'fen: of an amount what is paid from then on, of a recovery the whole of it';
grant select, insert on payment.changes to yiwang_server;
