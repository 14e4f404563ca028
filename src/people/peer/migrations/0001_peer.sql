-- 协同单位: who outside takes matters from this city, or passes them to it. What ended stays, so that what was sent has a name.
create schema peer;
grant usage on schema peer to yiwang_server;

create table peer.peers (
  peer_id text primary key check (peer_id ~ '^[a-z0-9][a-z0-9.-]{0,39}$'),
  name text not null check (name <> ''),
  standing text not null check (standing in ('upper', 'lower', 'beside')),
  protocol text not null check (protocol in ('signed', 'open311')),
  url text not null,
  -- 04 ‖ x ‖ y of SM2 as hex, and the first 16 bytes of its SM3: how a message names who it is from.
  public_key text unique,
  key_id text unique,
  api_key sealed,
  -- Our codes of items, and what they are called there; what is not named is called the same.
  codes jsonb not null default '{}',
  since timestamptz not null,
  added_by text not null,
  ended_at timestamptz,
  check ((protocol = 'signed') = (key_id is not null)),
  check ((protocol = 'signed') = (public_key is not null)),
  check ((protocol = 'open311') = (api_key is not null))
);
grant select, insert, update (ended_at, codes) on peer.peers to yiwang_server;

-- How each is today: kept beside it, written by every try.
create table peer.standings (
  peer_id text primary key,
  heard_at timestamptz,
  -- Since when it does not answer, and why.
  away_since timestamptz,
  tried_at timestamptz,
  error text
);
grant select, insert, update on peer.standings to yiwang_server;
