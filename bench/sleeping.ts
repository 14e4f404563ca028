import { sweepClocks } from "#matter/timing";
import { submit } from "#matter/intake";
import { percentile, rate, tell } from "./figure.ts";
import { castOf, draft, live, STEPS } from "./lifecycle.ts";
import type { City } from "../src/city.ts";
import { inCity } from "./place.ts";

const SLEEPING = Number(process.argv[3] ?? 1_000_000);
const MATTERS = 60;
const TICKS = 30;

/** The statement that lays down copies of a matter's rows in a table, under the ids of the table of copies; `changed` are columns with values of their own. */
async function copyOf(city: City, table: string, changed: Record<string, string>): Promise<string> {
  const { rows } = await city.database.owner.query<{ name: string }>(
    "select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum",
    [table],
  );
  const names = rows.map(({ name }) => name);
  return `insert into ${table} (${names.join(", ")}) select ${names.map((name) => changed[name] ?? `x.${name}`).join(", ")} from ${table} x, copies c where x.matter_id = $1`;
}

/** Lays down instances that wait for their first task and its timer, far from due. */
async function layDown(city: City, model: string): Promise<void> {
  const { owner } = city.database;
  const matters = await copyOf(city, "matter.matters", { matter_id: "c.id", number: "x.number || 'S' || c.n" });
  const tasks = await copyOf(city, "matter.tasks", { matter_id: "c.id" });
  const clocks = await copyOf(city, "matter.clocks", { matter_id: "c.id", due_at: "now() + interval '30 days'", next_at: "now() + interval '30 days'" });
  for (let from = 0; from < SLEEPING; from += 100_000) {
    const until = Math.min(from + 100_000, SLEEPING);
    await owner.query(
      `with copies as materialized (select uuidv7() as id, n from generate_series($2::int, $3::int) n), m as (${matters}), t as (${tasks}) ${clocks}`,
      [model, from + 1, until],
    );
  }
  await owner.query("analyze matter.matters, matter.tasks, matter.clocks");
}

const SIZE = "select sum(pg_total_relation_size(name)) as bytes from unnest(array['matter.matters', 'matter.tasks', 'matter.clocks']::regclass[]) as name";

// What instances that sleep cost those that are awake: the tick of the clock and whole lifecycles, before and after a million were laid down.
await inCity(async (city) => {
  const cast = await castOf(city);
  const tick = async (): Promise<number> => {
    const samples: number[] = [];
    for (let i = 0; i < TICKS; i += 1) {
      const started = performance.now();
      await sweepClocks(city.ctx());
      samples.push(performance.now() - started);
    }
    return percentile(samples, 0.5);
  };
  const lifecycles = async (): Promise<number> => {
    const drafts = await Promise.all(Array.from({ length: MATTERS }, () => draft(city, cast.applicant)));
    return STEPS * (await rate(MATTERS, 8, (i) => live(city, cast, drafts[i]!)));
  };
  const model = await draft(city, cast.applicant);
  await submit(city.ctx(cast.applicant), model);
  await lifecycles();
  const [tickBefore, stepsBefore] = [await tick(), await lifecycles()];
  const sizeOf = async (): Promise<number> => Number((await city.database.owner.query<{ bytes: string }>(SIZE)).rows[0]?.bytes);
  const bytes = await sizeOf();
  await layDown(city, model);
  tell({ name: `flow.sleeping, ${SLEEPING} instances`, value: ((await sizeOf()) - bytes) / SLEEPING, unit: "bytes each" });
  await lifecycles();
  tell({ name: "flow.sleeping, tick of the clock", value: await tick(), unit: "ms", baseline: tickBefore });
  tell({ name: "flow.sleeping, steps of others", value: await lifecycles(), unit: "steps/s", baseline: stepsBefore });
});
