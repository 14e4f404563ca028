import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { newId } from "#values/ids";

/** An address to be written; its street is known by name, and by area where two streets share one. */
export interface NewAddress {
  street: string;
  streetArea?: string | null;
  number: string;
  point: readonly [number, number];
  area: string | null;
  cell: string | null;
}

export interface NewLandmark {
  name: string;
  aliases?: readonly string[];
  point: readonly [number, number];
  area: string | null;
  cell: string | null;
}

export interface NewPlaces {
  /** Other names of streets, by their name. */
  aliases?: ReadonlyMap<string, readonly string[]>;
  addresses: readonly NewAddress[];
  landmarks?: readonly NewLandmark[];
}

const STREETS = `
  insert into address.streets (street_id, name, area, aliases) select n.street_id, n.name, n.area, n.aliases
  from jsonb_to_recordset($1) as n(street_id uuid, name text, area text, aliases text[])
  on conflict (name, coalesce(area, '')) do update
    set aliases = (select coalesce(array_agg(distinct each), '{}') from unnest(streets.aliases || excluded.aliases) as each)
    where not excluded.aliases <@ streets.aliases`;
const ADDRESSES = `
  insert into address.addresses (street_id, number, lon, lat, area, cell)
  select s.street_id, n.number, n.lon, n.lat, n.area, n.cell
  from jsonb_to_recordset($1) as n(street text, street_area text, number text, lon float8, lat float8, area text, cell text)
  join address.streets s on s.name = n.street and coalesce(s.area, '') = coalesce(n.street_area, '')
  on conflict (street_id, number) do update set lon = excluded.lon, lat = excluded.lat, area = excluded.area, cell = excluded.cell`;
const LANDMARKS = `
  insert into address.landmarks (landmark_id, name, aliases, lon, lat, area, cell)
  select n.landmark_id, n.name, n.aliases, n.lon, n.lat, n.area, n.cell
  from jsonb_to_recordset($1) as n(landmark_id uuid, name text, aliases text[], lon float8, lat float8, area text, cell text)
  on conflict (name, coalesce(area, '')) do update set aliases = excluded.aliases, lon = excluded.lon, lat = excluded.lat, cell = excluded.cell`;
const BATCH = 4000;

/** Writes addresses, their streets and landmarks: new ones are added, those that are known are corrected. Checks nothing. */
export async function writePlaces(ctx: Ctx, { aliases = new Map(), addresses, landmarks = [] }: NewPlaces): Promise<void> {
  const streets = new Map(addresses.map(({ street, streetArea = null }) => [`${street} ${streetArea}`, { name: street, area: streetArea }]));
  await transaction(ctx, async ({ db }) => {
    await db.query("update address.state set state_id = gen_random_uuid()", []);
    await db.query(STREETS, [
      JSON.stringify([...streets.values()].map(({ name, area }) => ({ street_id: newId(), name, area, aliases: aliases.get(name) ?? [] }))),
    ]);
    for (let at = 0; at < addresses.length; at += BATCH) {
      const rows = addresses.slice(at, at + BATCH).map(({ street, streetArea, number, point, area, cell }) => {
        return { street, street_area: streetArea ?? null, number, lon: point[0], lat: point[1], area, cell };
      });
      await db.query(ADDRESSES, [JSON.stringify(rows)]);
    }
    if (landmarks.length > 0) {
      const rows = landmarks.map(({ name, aliases: also = [], point, area, cell }) => {
        return { landmark_id: newId(), name, aliases: also, lon: point[0], lat: point[1], area, cell };
      });
      await db.query(LANDMARKS, [JSON.stringify(rows)]);
    }
  });
  ctx.memory.forget("address.state");
}
