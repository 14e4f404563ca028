-- 一事一办: who has asked for, or holds, what of an item. The last word on "not twice" is the unique index, whoever asks and however fast.
create schema claim;
grant usage on schema claim to yiwang_server;

create table claim.claims (
  matter_id uuid not null,
  claim_id uuid not null,
  item_id text not null,
  key_index text not null,
  party_index text not null,
  turn int not null,
  noted jsonb not null default '{}',
  asked_at timestamptz not null,
  held_at timestamptz,
  since_day date,
  until_day date,
  ended_at timestamptz,
  ended_why text,
  primary key (matter_id, claim_id)
);
comment on column claim.claims.key_index is 'blind: what may be had once, for whom';
comment on column claim.claims.party_index is 'blind: whose it is';
comment on column claim.claims.turn is 'a renewal stands beside what it renews';
create unique index claims_once on claim.claims (item_id, key_index, turn) where ended_at is null;
create index claims_of_party on claim.claims (item_id, party_index) where ended_at is null;
create unique index claims_of_matter on claim.claims (matter_id) where ended_at is null;
grant select, insert, update on claim.claims to yiwang_server;
