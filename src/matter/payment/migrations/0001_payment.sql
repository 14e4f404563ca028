-- 待遇发放: what a matter granted, to be paid by the treasury. Payee and account lie sealed.
create schema payment;
grant usage on schema payment to yiwang_server;

create table payment.grants (
  matter_id uuid not null,
  grant_id uuid not null,
  name text not null,
  amount bigint not null check (amount > 0),
  period text,
  from_day date not null,
  payee sealed not null,
  account sealed not null,
  granted_at timestamptz not null,
  primary key (matter_id, grant_id)
);
comment on column payment.grants.amount is 'fen, each period';
grant select, insert on payment.grants to yiwang_server;
