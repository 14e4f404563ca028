import { join } from "node:path";
import { listInbox, searchMatters, tallyDays, type MatterFilter } from "#matter/lists";
import { getMatter } from "#matter/matter";
import { listDuties } from "#people/duty";
import { listStaff, openSession } from "#people/identity";
import type { Actor } from "#kernel/ctx";
import { SESSION_COOKIE } from "#kernel/http";
import { serve, type City } from "../src/city.ts";
import { seedBulk } from "../src/seed/bulk.ts";
import { percentile, tell } from "./figure.ts";
import { castOf, type Cast } from "./lifecycle.ts";
import { inCity } from "./place.ts";

// Pages and searches over many matters, each beside the same in a city of ten thousand: npm run bench -- scale -- 1000000

const FEW = 10_000;
const MANY = Number(process.argv[3] ?? 1_000_000);
const ROUNDS = 60;
const PACKS = join(import.meta.dirname, "../packs");

type Figures = Record<string, number>;

async function p95(work: (i: number) => Promise<unknown>): Promise<number> {
  for (let i = 0; i < 10; i += 1) await work(i);
  const samples: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const started = performance.now();
    await work(i);
    samples.push(performance.now() - started);
  }
  return percentile(samples, 0.95);
}

/** What staff look for: each once by who oversees the city, once by a clerk whose duties reach some of it. */
async function searches(city: City, cast: Cast): Promise<Figures> {
  const overseer = (await listStaff(city.ctx())).find((staff) => staff.username === "sujin")!;
  const actor: Actor = { kind: "staff", id: overseer.staffId, name: overseer.name, duties: await listDuties(city.ctx(), overseer.staffId) };
  const { rows } = await listInbox(city.ctx(cast.acceptance), {});
  const { matter } = await getMatter(city.ctx(), rows.at(-1)!.matterId);
  const old = await city.ctx().db.query<{ number: string }>("select number from matter.matters where submitted_at is not null order by submitted_at limit 1");
  const asked: Record<string, MatterFilter> = {
    all: {},
    number: { text: old[0]!.number.slice(-8) },
    firm: { text: "小满餐饮" },
    words: { text: "食品经营 青溪" },
    nowhere: { text: "没有人写过这些字" },
    item: { item: matter.itemId },
    unit: { unit: matter.unit },
    area: { area: "990101000000" },
    open: { state: "open" },
    ended: { state: "refused" },
    waiting: { state: "supplement" },
    overdue: { light: "overdue" },
  };
  const figures: Figures = {};
  for (const [who, by] of [
    ["overseer", actor],
    ["clerk", cast.acceptance],
  ] as const) {
    const ctx = city.ctx(by);
    for (const [name, filter] of Object.entries(asked)) figures[`search.${name}.${who}`] = await p95(() => searchMatters(ctx, filter));
    // Any page: the hundredth by where the ninety-ninth ended.
    let after: string | undefined;
    for (let page = 0; page < 99; page += 1) after = (await searchMatters(ctx, after === undefined ? {} : { after })).next ?? after;
    if (after !== undefined) figures[`search.page-100.${who}`] = await p95(() => searchMatters(ctx, { after: after! }));
  }
  return figures;
}

/** Pages over HTTP as staff ask for them. */
async function pages(city: City, cast: Cast): Promise<Figures> {
  const app = await serve(city);
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  try {
    const cookieOf = async (id: string): Promise<string> => `${SESSION_COOKIE}=${await openSession(city.ctx(), { kind: "staff", id }, "bench")}`;
    const clerk = await cookieOf(cast.acceptance.id);
    const supervisor = await cookieOf((await listStaff(city.ctx())).find((staff) => staff.username === "sujin")!.staffId);
    const { rows } = await listInbox(city.ctx(cast.acceptance), {});
    const visit = async (path: string, cookie: string): Promise<void> => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie }, redirect: "manual" });
      await response.text();
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    };
    return {
      "page.inbox": await p95(() => visit("/console/inbox", clerk)),
      "page.matter": await p95((i) => visit(`/console/matters/${rows[i % rows.length]!.matterId}`, clerk)),
      "page.search": await p95(() => visit("/console/search", supervisor)),
      "page.board": await p95(() => visit("/console/board", supervisor)),
    };
  } finally {
    await app.close();
  }
}

const TABLES = ["matters", "acts", "tasks", "clocks", "stops", "materials", "parties", "search"];

/** Bytes of each table with its indexes. */
async function room(city: City): Promise<Figures> {
  const rows = await city.database.owner.query<{ name: string; bytes: string }>(
    "select t as name, pg_total_relation_size('matter.' || t) as bytes from unnest($1::text[]) as t",
    [TABLES],
  );
  return Object.fromEntries(rows.rows.map(({ name, bytes }) => [name, Number(bytes)]));
}

async function measured(city: City, cast: Cast): Promise<Figures> {
  // What was cast lies in the past: its days are counted as the job of the night would have counted them.
  await city.database.owner.query("truncate matter.tallies, matter.tallied");
  await tallyDays(city.ctx());
  await city.database.owner.query("vacuum analyze");
  return { ...(await searches(city, cast)), ...(await pages(city, cast)) };
}

await inCity(async (city) => {
  const cast = await castOf(city);
  await seedBulk(city, PACKS, FEW);
  const few = await measured(city, cast);
  const before = await room(city);
  const { count, seconds } = await seedBulk(city, PACKS, MANY - FEW);
  tell({ name: "seed.bulk", value: count / seconds, unit: "matters/s" });
  const many = await measured(city, cast);
  for (const [name, value] of Object.entries(many)) tell({ name: `${name}.p95`, value, unit: "ms", baseline: few[name]! });
  const after = await room(city);
  let whole = 0;
  for (const table of TABLES) {
    const each = (after[table]! - before[table]!) / count;
    whole += each;
    tell({ name: `room.${table}`, value: each, unit: "bytes/matter" });
  }
  tell({ name: "room", value: whole, unit: "bytes/matter" });
});
