import { join } from "node:path";
import { appendLeaves, verify } from "#proof/log";
import type { PersonalCodec } from "#crypto/crypto";
import type { Actor } from "#kernel/ctx";
import { canonical, GENESIS, linkText } from "#kernel/trace";
import type { City } from "../src/city.ts";
import { seedBulk } from "../src/seed/bulk.ts";
import { percentile, rate, tell } from "./figure.ts";
import { castOf, draft, live, STEPS, type Cast } from "./lifecycle.ts";
import { inCity } from "./place.ts";

const MATTERS = 150;
const ROUNDS = 4;
const WORKERS = 8;
const SEEDED = Number(process.argv[3] ?? 20_000);

async function stepRate(city: City, cast: Cast): Promise<number> {
  const drafts: string[] = [];
  await rate(MATTERS, WORKERS, async (i) => void (drafts[i] = await draft(city, cast.applicant)));
  const lived = STEPS * (await rate(MATTERS, WORKERS, (i) => live(city, cast, drafts[i]!)));
  await city.drain();
  return lived;
}

/** Work while the log takes its leaves, sixty times as often as by the clock. */
async function whileLogging<Result>(city: City, work: () => Promise<Result>): Promise<Result> {
  let running = true;
  const job = (async () => {
    while (running) {
      await appendLeaves(city.ctx());
      await new Promise((resume) => setTimeout(resume, 1000));
    }
  })();
  try {
    return await work();
  } finally {
    running = false;
    await job;
  }
}

// What is in clear has the shape of an encrypted text: the database takes nothing else.
const CLEAR = "s1.999999.";
const clear = (text: string): string => CLEAR + Buffer.from(text.padEnd(32)).toString("base64url");

/** A city that writes personal fields encrypted or in clear, and reads both. */
function writing(city: City, how: "encrypted" | "clear"): City {
  const plain = (encrypted: PersonalCodec): PersonalCodec => ({
    ...encrypted,
    encrypt: (text) => (how === "clear" ? clear(text) : encrypted.encrypt(text)),
    decrypt: (text) => (text.startsWith(CLEAR) ? Buffer.from(text.slice(CLEAR.length), "base64url").toString().trimEnd() : encrypted.decrypt(text)),
  });
  return {
    ...city,
    ctx(actor?: Actor) {
      const ctx = city.ctx(actor);
      return { ...ctx, personal: plain(ctx.personal) };
    },
  };
}

// What was dropped, to be made again.
const indexes: string[] = [];

/** Whether writers write what the log reads by: the transaction's number in each row, its index, and the trigger where rows may change. */
async function numbered(city: City, on: boolean): Promise<void> {
  const { owner } = city.database;
  await owner.query(`do $$ declare t record; begin
    for t in
      select c.oid::regclass as name, exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'numbered') as living
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'xact' where c.relkind = 'r'
    loop
      execute format('alter table %s alter column xact set default ${on ? "kernel.xact()" : "0"}', t.name);
      if t.living then execute format('alter table %s ${on ? "enable" : "disable"} trigger numbered', t.name); end if;
    end loop;
  end $$`);
  if (on) for (const index of indexes.splice(0)) await owner.query(index);
  else {
    const rows = await owner.query<{ name: string; definition: string }>(
      "select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index where pg_get_indexdef(indexrelid) ~ '[(]xact[)]'",
    );
    for (const { name, definition } of rows.rows) {
      indexes.push(definition);
      await owner.query(`drop index ${name}`);
    }
  }
}

/**
 * The main job's steps with everything on (fields encrypted, rows numbered, the log appended each second) against the log job alone off, and
 * against all of these off, each in turn. The SM3 of the chains is in both: `links` tells how little that is.
 */
async function steps(city: City, cast: Cast): Promise<void> {
  const [on, unlogged, off]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const turns = [
      async () => void on.push(await whileLogging(city, () => stepRate(city, cast))),
      async () => void unlogged.push(await stepRate(city, cast)),
      async () => {
        await numbered(city, false);
        off.push(await stepRate(writing(city, "clear"), cast));
        await numbered(city, true);
      },
    ];
    // Forwards and backwards: whoever comes last works in a fuller database.
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  const value = percentile(on, 0.5);
  tell({ name: "trace.steps, all on : log job off", value, unit: "steps/s", baseline: percentile(unlogged, 0.5) });
  tell({ name: "trace.steps, all on : encryption and log off", value, unit: "steps/s", baseline: percentile(off, 0.5) });
}

/** The part that cannot be taken away: the link of an act in its chain. */
function links(): void {
  const text = canonical({
    matterId: GENESIS.toString("hex"),
    seq: 3,
    kind: "reviewed",
    at: "2026-11-21T09:00:00Z",
    actor: { name: "周文" },
    data: { opinion: "齐全" },
  });
  const count = 200_000;
  const started = performance.now();
  let before: Buffer = GENESIS;
  for (let i = 0; i < count; i += 1) before = linkText(before, text);
  tell({ name: "trace.link", value: count / ((performance.now() - started) / 1000), unit: "links/s" });
}

/** A backlog worked off, and everything checked from the database alone. */
async function backlog(city: City): Promise<void> {
  await seedBulk(city, join(import.meta.dirname, "../packs"), SEEDED);
  let started = performance.now();
  const added = await appendLeaves(city.ctx());
  tell({ name: "trace.append", value: added / ((performance.now() - started) / 1000), unit: "leaves/s" });
  started = performance.now();
  const { leaves, fault } = await verify(city.ctx());
  if (fault) throw new Error(`${fault.table}: ${fault.says}`);
  tell({ name: "trace.verify", value: leaves / ((performance.now() - started) / 1000), unit: "leaves/s" });
}

await inCity(async (city) => {
  const cast = await castOf(city);
  links();
  await stepRate(city, cast);
  await steps(writing(city, "encrypted"), cast);
});
await inCity(backlog);
