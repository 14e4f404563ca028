-- 未诉先办: rules of packs that staff have switched on, what each has begun, and the matters behind it.
create schema watch;
grant usage on schema watch to yiwang_server;

-- Each switching on and off, with its reason, the rule as it was then, and what it would have begun in the twelve months before.
create table watch.switches (
  watch_id text not null,
  switch_no int not null,
  running boolean not null,
  reason text not null,
  hash text not null,
  definition json not null,
  tried jsonb not null,
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  primary key (watch_id, switch_no)
);
grant select, insert on watch.switches to yiwang_server;

-- What a rule has begun, for which group: what its members have in common, and the point around which they lie.
create table watch.raised (
  matter_id uuid primary key,
  watch_id text not null,
  key text not null,
  point point,
  season text,
  definition json not null,
  at timestamptz not null
);
comment on column watch.raised.season is 'the month that is prepared for, 2026-12; null where a rule counts within days';
create index raised_watch on watch.raised (watch_id, at desc);
create unique index raised_season on watch.raised (watch_id, key, season) where season is not null;
grant select, insert on watch.raised to yiwang_server;

-- The matters behind it. Of one rule a matter stands behind one at most: two runs at once cannot begin the same twice.
create table watch.behind (
  matter_id uuid not null,
  watch_id text not null,
  raised_id uuid not null,
  at timestamptz not null,
  primary key (matter_id, watch_id)
);
create index behind_raised on watch.behind (raised_id);
grant select, insert on watch.behind to yiwang_server;
