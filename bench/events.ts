import { begin } from "#matter/begin";
import { alikeKey, nearby } from "#matter/location";
import { listDuties } from "#people/duty";
import { listStaff, openSession } from "#people/identity";
import { kindsNow, listItems } from "#content/catalogue";
import type { Actor, Ctx } from "#kernel/ctx";
import { SESSION_COOKIE } from "#kernel/http";
import { dayOf } from "#kernel/clock";
import { atlasNow, cellOf } from "#place/cell";
import { tileOf, tileRange } from "#place/point";
import { serve, type City } from "../src/city.ts";
import { insertBare, writtenBy } from "./event-bare.ts";
import { sowEvents } from "./event-seed.ts";
import { percentile, rate, tell } from "./figure.ts";
import { inCity } from "./place.ts";
import { spotsFrom, type Spots } from "./spots.ts";

// Events of a city: a million stored, a hundred thousand open. What is the same, any extent of the map, its tiles, and intake beside bare inserts of the same
// rows, all in one run: npm run bench -- events [-- 1000000]

const STORED = Number(process.argv[3] ?? 1_000_000);
const OPEN = Math.round(STORED / 10);
const ROUNDS = 60;
const [WORKERS, INTAKE] = [8, 1200];
const KIND = "city-event";
const METRES = 50;
const WEEK = 7 * 86_400_000;

const sensor: Actor = { kind: "system", id: "bench", name: "传感器" };

function report(city: City, spots: Spots, item: string, serial: number): Promise<{ matterId: string }> {
  const form = { where: { address: `窑前路 ${serial} 号`, area: "990101001001", point: [...spots.next()] } };
  return begin(city.ctx(sensor), { item, channel: "sensor", form, source: { system: "bench", number: `e-${serial}` } });
}

async function timed(count: number, work: (i: number) => Promise<unknown>): Promise<number[]> {
  for (let i = 0; i < 10; i += 1) await work(i);
  const samples: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const started = performance.now();
    await work(i);
    samples.push(performance.now() - started);
  }
  return samples;
}

async function both(name: string, ours: (i: number) => Promise<unknown>, bare: (i: number) => Promise<unknown>): Promise<void> {
  const [value, baseline] = [percentile(await timed(ROUNDS, ours), 0.95), percentile(await timed(ROUNDS, bare), 0.95)];
  tell({ name: `${name}.p95`, value, unit: "ms", baseline });
}

/** Looking for the same, beside the bare count of what lies in the box. */
async function duplicates(ctx: Ctx, spots: Spots, alike: readonly string[]): Promise<void> {
  const points = Array.from({ length: ROUNDS + 10 }, () => spots.next());
  const since = new Date(ctx.now.getTime() - WEEK);
  const search = (i: number) => {
    const key = alike[i % alike.length]!;
    return nearby(ctx, { alike: key, point: points[i]!, metres: METRES, since, except: "00000000-0000-0000-0000-000000000000", link: "duplicate" });
  };
  const bare = (i: number) =>
    ctx.db.query("select matter_id from matter.locations where open and alike = $1 and point <@ box(point($2, $3), point($4, $5))", [
      alike[i % alike.length],
      points[i]![0] - 0.0005,
      points[i]![1] - 0.0005,
      points[i]![0] + 0.0005,
      points[i]![1] + 0.0005,
    ]);
  await both("events.duplicates", search, bare);
}

async function staffOf(city: City, username: string): Promise<{ actor: Actor; cookie: string }> {
  const found = (await listStaff(city.ctx())).find((staff) => staff.username === username)!;
  const actor: Actor = { kind: "staff", id: found.staffId, name: found.name, duties: await listDuties(city.ctx(), found.staffId) };
  return { actor, cookie: `${SESSION_COOKIE}=${await openSession(city.ctx(), { kind: "staff", id: found.staffId }, "bench")}` };
}

/** The page of the map and its tiles over HTTP, at every zoom, beside the bare rows of the same tile. */
async function maps(city: City, spots: Spots, username: string): Promise<void> {
  const app = await serve(city);
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  const { cookie } = await staffOf(city, username);
  const { db } = city.ctx();
  const visit = async (path: string): Promise<void> => {
    const response = await fetch(`http://127.0.0.1:${port}/console/map${path}`, { headers: { cookie }, redirect: "manual" });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  };
  const points = Array.from({ length: ROUNDS + 10 }, () => spots.next());
  const bare = (z: number) => (i: number) => {
    const { from, to } = tileRange(tileOf(points[i]!, z));
    return db.query("select quad >> $3::int as square, count(*) from matter.search where closed_at is null and quad >= $1 and quad < $2 group by 1", [
      from,
      to,
      2 * (26 - z - 5),
    ]);
  };
  try {
    for (const zoom of [13, 14, 15, 16, 17])
      await both(`events.map.${zoom}.${username}`, (i) => visit(`?at=${points[i]!.map((n) => n.toFixed(6)).join(",")},${zoom}`), bare(zoom - 2));
    await both(`events.map.city.${username}`, () => visit(""), bare(10));
    await both(`events.map.late.${username}`, () => visit("?light=late"), bare(10));
    for (const z of [10, 11, 12, 13, 14, 15, 16])
      await both(
        `events.tile.${z}.${username}`,
        (i) => {
          const { x, y } = tileOf(points[i]!, z);
          return visit(`/tiles/matters/${z}/${x}/${y}`);
        },
        bare(z),
      );
    for (const z of [11, 13, 15]) {
      const samples = await timed(ROUNDS, (i) => {
        const { x, y } = tileOf(points[i]!, z);
        return visit(`/tiles/ground/${z}/${x}/${y}`);
      });
      tell({ name: `events.tile.ground.${z}.p95`, value: percentile(samples, 0.95), unit: "ms" });
    }
  } finally {
    await app.close();
  }
}

/** Events by a program: place, the same looked for, clocks started; beside bare inserts of the rows of one of them, in turn. */
async function intake(city: City, spots: Spots, items: readonly string[]): Promise<void> {
  const ours: number[] = [];
  const bare: number[] = [];
  const { matterId } = await report(city, spots, items[0]!, 90_000_000);
  const written = await writtenBy(city.ctx().db, matterId);
  tell({ name: "events.intake.rows", value: written.length, unit: "rows/event" });
  for (let round = 0; round < 3; round += 1) {
    const from = (round + 1) * 1_000_000;
    ours.push(await rate(INTAKE, WORKERS, (i) => report(city, spots, items[i % items.length]!, from + i)));
    bare.push(await rate(INTAKE, WORKERS, (i) => insertBare(city.ctx().db, written, from + i)));
    await city.drain();
  }
  tell({ name: "events.intake", value: percentile(ours, 0.5), unit: "events/s", baseline: percentile(bare, 0.5) });
}

await inCity(
  async (city) => {
    const ctx = city.ctx();
    const { kind } = (await kindsNow(ctx)).get(KIND)!;
    const items = (await listItems(ctx)).filter((item) => item.kind === KIND).map(({ itemId }) => itemId);
    const [atlas, day] = [await atlasNow(ctx), dayOf(ctx.now)];
    const spots = spotsFrom(11, (point) => cellOf(atlas, point, day) !== undefined);
    const { matterId } = await report(city, spots, items[0]!, 80_000_000);
    const begun = performance.now();
    await sowEvents(city, { mould: matterId, kind, items, stored: STORED, open: OPEN, spots, now: ctx.now });
    tell({ name: "events.seed", value: STORED / ((performance.now() - begun) / 1000), unit: "events/s" });
    await duplicates(
      ctx,
      spots,
      items.map((itemId) => alikeKey(kind, { kind: KIND, itemId, form: {} })!),
    );
    // The bare rows of a tile are read by an index of their own; intake is measured without it.
    await city.database.owner.query("create index bench_places on matter.search (quad) where closed_at is null and quad is not null");
    for (const username of ["weilan", "hanmei"]) await maps(city, spots, username);
    await city.database.owner.query("drop index matter.bench_places");
    await intake(city, spots, items);
  },
  {},
  { map: "whole" },
);
