-- Where a matter lies as maps show it, in the row by which lists find it: who may read it is asked of the same columns, and of them alone. The exact point stays
-- in matter.locations; here it is rounded where a party is kept secret. A tile of a map, of any size, comes from the index alone.
alter table matter.search add column quad bigint;
alter table matter.search add column point point;
comment on column matter.search.quad is 'place of the point in the order of map tiles: Web Mercator at zoom 26, a tile is one range';
comment on column matter.search.point is 'longitude and latitude as maps show them: rounded to some hundred metres where a party of the matter is kept secret';

update matter.search s set quad = l.quad, point = l.point from matter.locations l where l.matter_id = s.matter_id;

create index search_places on matter.search (quad) include (kind, item_id, area, state, unit, units, secret, point, matter_id)
  where closed_at is null and quad is not null;
drop index matter.locations_open;
