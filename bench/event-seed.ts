import { alikeKey } from "#matter/location";
import type { Kind } from "#content/kind";
import { quad, type Point } from "#place/point";
import type { City } from "../src/city.ts";
import type { Spots } from "./spots.ts";

/** What is stored beside one event that was really begun: its rows again, as others would have them. */
export interface Sowing {
  mould: string;
  kind: Kind;
  items: readonly string[];
  stored: number;
  open: number;
  spots: Spots;
  now: Date;
}

const BATCH = 20_000;
const HOUR = 3_600_000;
const YEAR = 365 * 24;

async function columnsOf(city: City, table: string): Promise<string[]> {
  const { rows } = await city.database.owner.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = 'matter' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position",
    [table],
  );
  return rows.map(({ name }) => name);
}

/** How the columns of a table differ from those of the mould; the others are the mould's own. */
const OWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  matters: {
    matter_id: "v.id",
    number: "v.number",
    item_id: "v.item",
    submitted_at: "v.at",
    created_at: "v.at",
    due_at: "v.due",
    closed_at: "v.closed",
    source_number: "v.number",
    phase: "case when v.closed is null then m.phase else 'closed' end",
    state: "case when v.closed is null then m.state else 'closed' end",
  },
  search: {
    matter_id: "v.id",
    item_id: "v.item",
    received_at: "v.at",
    closed_at: "v.closed",
    backwards: "reverse(v.number)",
    quad: "v.quad",
    point: "point(v.lon, v.lat)",
    area: "v.area",
    state: "case when v.closed is null then m.state else 'closed' end",
  },
  locations: {
    matter_id: "v.id",
    item_id: "v.item",
    received_at: "v.at",
    point: "point(v.lon, v.lat)",
    quad: "v.quad",
    alike: "v.alike",
    open: "v.closed is null",
  },
};

const VALUES = `unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::float8[], $9::float8[], $10::bigint[], $11::text[], $12::text[])
  as v(id, number, item, at, due, closed, lon, lat, quad, alike, area)`;

/** Fills the city with events: an open one for every tenth or so, in clusters, over a year. */
export async function sowEvents(city: City, { mould, kind, items, stored, open, spots, now }: Sowing): Promise<void> {
  const { owner } = city.database;
  const texts: string[] = [];
  for (const [table, own] of Object.entries(OWN)) {
    const columns = await columnsOf(city, table);
    texts.push(
      `insert into matter.${table} (${columns.join(", ")}) select ${columns.map((name) => own[name] ?? (name === "xact" ? "kernel.xact()" : `m.${name}`)).join(", ")}
       from ${VALUES} cross join matter.${table} m where m.matter_id = $1`,
    );
  }
  const alike = new Map(items.map((itemId) => [itemId, alikeKey(kind, { kind: kind.id, itemId, form: {} })]));
  for (let from = 0; from < stored; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, stored - from) }, (_each, i) => from + i);
    const rows = numbers.map((n) => {
      const isOpen = Math.floor((n * open) / stored) !== Math.floor(((n + 1) * open) / stored);
      const hours = isOpen ? spots.upTo(7 * 24) : spots.upTo(YEAR);
      const at = new Date(now.getTime() - hours * HOUR);
      const point: Point = spots.next();
      const item = items[Math.floor(spots.upTo(items.length))]!;
      return { n, at, point, item, due: new Date(now.getTime() + (spots.upTo(96) - 9) * HOUR), closed: isOpen ? null : new Date(at.getTime() + HOUR) };
    });
    const values = [
      mould,
      rows.map(({ n }) => `${String(n).padStart(8, "0")}-0000-7000-8000-${String(n).padStart(12, "0")}`),
      rows.map(({ n }) => `B${String(n).padStart(9, "0")}`),
      rows.map(({ item }) => item),
      rows.map(({ at }) => at),
      rows.map(({ due }) => due),
      rows.map(({ closed }) => closed),
      rows.map(({ point: [longitude] }) => longitude),
      rows.map(({ point: [, latitude] }) => latitude),
      rows.map(({ point }) => quad(point)),
      rows.map(({ item }) => alike.get(item)),
      rows.map(({ point: [longitude] }) => (longitude < 118.13 ? "990101001001" : "990102001001")),
    ];
    for (const text of texts) await owner.query(text, values);
  }
  await owner.query("vacuum analyze");
}
