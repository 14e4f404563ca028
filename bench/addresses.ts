import { findPlace } from "#place/address";
import { organisationNow } from "#people/duty";
import type { City } from "../src/city.ts";
import { randomFrom } from "../src/seed/yunzhou/index.ts";
import { percentile, tell } from "./figure.ts";
import { inCity } from "./place.ts";
import { saying, type Saying } from "./saying.ts";

// How many of 2,000 made sayings of addresses are found, beside pg_trgm and LIKE over the whole text of the address in the same run. npm run bench -- addresses [-- misses]
const COUNT = 2000;
const misses = process.argv.includes("misses");

const TRGM = `
  select street, number from sayings.whole order by whole <-> $1 limit 1`;
const LIKE = "select street, number from sayings.whole where $1 like '%' || street || number || '号%' order by length(street) desc limit 1";

async function sayings(city: City): Promise<Saying[]> {
  const ctx = city.ctx();
  const { areas } = await organisationNow(ctx);
  const rows = await ctx.db.query<{ street: string; number: string; area: string }>(
    "select s.name as street, a.number, a.area from address.addresses a join address.streets s using (street_id) order by s.name, a.number",
  );
  const random = randomFrom(12_345);
  return Array.from({ length: COUNT }, () => {
    const { street, number, area } = rows[random.below(rows.length)]!;
    const office = areas.get(areas.get(area)!.parent!)!;
    return saying({ street, number, district: areas.get(office.parent!)!.name, office: office.name }, random);
  });
}

/** The whole text of every address, as a register without parts would have it. */
async function wholeTexts({ database, ctx }: City): Promise<void> {
  const { areas } = await organisationNow(ctx());
  const names = JSON.stringify([...areas.values()].map(({ area, name }) => ({ area, name })));
  await database.owner.query("create schema sayings; grant usage on schema sayings to yiwang_server");
  await database.owner.query(
    `create table sayings.whole as
     select s.name as street, a.number, d.name || o.name || s.name || a.number || '号' as whole
     from address.addresses a join address.streets s using (street_id)
     join jsonb_to_recordset($1) as o(area text, name text) on o.area = left(a.area, 9) || '000'
     join jsonb_to_recordset($1) as d(area text, name text) on d.area = left(a.area, 6) || '000000'`.replaceAll("$1", `'${names}'::jsonb`),
  );
  await database.owner.query(
    "create index on sayings.whole using gist (whole gist_trgm_ops); analyze sayings.whole; grant select on sayings.whole to yiwang_server",
  );
}

await inCity(
  async (city) => {
    const ctx = city.ctx();
    const said = await sayings(city);
    await wholeTexts(city);
    await findPlace(ctx, "窑前路18号");
    const times: number[] = [];
    let [hits, wrong, ties, offered] = [0, 0, 0, 0];
    const sorts = new Map<string, { all: number; hits: number }>();
    for (const { said: text, street, number, done } of said) {
      const begun = performance.now();
      const { candidates, verdict } = await findPlace(ctx, text);
      times.push(performance.now() - begun);
      const right = (words: string | undefined): boolean =>
        words
          ?.replace(/\s/g, "")
          .replace("之一", "-1")
          .replace(/号-1$/, "-1号") === `${street}${number}号`;
      const hit = verdict === "sure" && right(candidates[0]?.words);
      if (hit) hits += 1;
      else if (verdict === "sure") wrong += 1;
      else if (candidates.some(({ words }) => right(words))) ties += 1;
      if (hit || candidates.some(({ words }) => right(words))) offered += 1;
      if (!hit && misses)
        console.log(`${verdict} ${text} → ${street}${number}: ${candidates.map(({ words, cost }) => `${words} ${cost.toFixed(1)}`).join(" | ")}`);
      for (const sort of done.length > 0 ? done : ["plain"]) {
        const sum = sorts.get(sort) ?? { all: 0, hits: 0 };
        sorts.set(sort, { all: sum.all + 1, hits: sum.hits + Number(hit) });
      }
    }
    const baseline = async (statement: string): Promise<number> => {
      let found = 0;
      for (const { said: text, street, number } of said) {
        const [row] = await ctx.db.query<{ street: string; number: string }>(statement, [text.normalize("NFKC").replace(/\s/g, "")]);
        if (row?.street === street && row.number === number) found += 1;
      }
      return found / said.length;
    };
    const [trgm, like] = [await baseline(TRGM), await baseline(LIKE)];
    tell({ name: "addresses: found and sure, beside pg_trgm over the whole text", value: hits / said.length, unit: "share", baseline: trgm });
    tell({ name: "addresses: found and sure, beside LIKE by street and number", value: hits / said.length, unit: "share", baseline: like });
    tell({ name: "addresses: right one among those offered", value: offered / said.length, unit: "share" });
    tell({ name: "addresses: told as ambiguous, the right one among them", value: ties / said.length, unit: "share" });
    tell({ name: "addresses: sure and wrong", value: wrong / said.length, unit: "share" });
    tell({ name: "addresses: p95", value: percentile(times, 0.95), unit: "ms" });
    for (const [sort, { all, hits: own }] of [...sorts].toSorted()) tell({ name: `addresses: found, ${sort} (of ${all})`, value: own / all, unit: "share" });
  },
  {},
  { map: "whole" },
);
