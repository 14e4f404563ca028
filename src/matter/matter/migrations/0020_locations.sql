-- Where matters are, as maps and the search for the same find them: one row for a matter whose answers hold a point. Written when the matter is handed
-- in, when that answer or its item changes, and when it ends. All of it can be made again from the matter: it is not digested.
create extension if not exists btree_gist;

create table matter.locations (
  matter_id uuid primary key,
  kind text not null,
  item_id text not null,
  point point not null,
  quad bigint not null,
  alike text,
  received_at timestamptz not null,
  open boolean not null
) with (fillfactor = 90);
comment on column matter.locations.quad is 'place of the point in the order of map tiles: Web Mercator at zoom 26, a tile is one range';
comment on column matter.locations.alike is 'digest of what two matters of a kind must have in common to be taken for the same, beside the place; null where the kind suggests none';

-- What is open, near and alike: 1M rows, p95 under a millisecond. Metres are counted after it: a circle in degrees is an ellipse on the ground.
create index locations_alike on matter.locations using gist (alike, point) where open and alike is not null;
-- A tile of a map from the index alone.
create index locations_open on matter.locations (quad) include (kind, item_id, point, matter_id) where open;

grant select, insert, update on matter.locations to yiwang_server;
