import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import { differing, drop, noRows, put, type OpenRow, type OpenRows } from "./open-rows.ts";

// What is open is held in memory and read again by the numbers of transactions (decision 0013): every question first reads what was written since the one
// before. Nothing is written for it, and nothing can be counted twice or be left out.

/** What a process holds. */
export interface Held {
  rows: OpenRows;
  /** All that was written by transactions below it has been read. */
  horizon: number;
  /** What the database had seen when it was read last: while that is the same, nothing can have changed. */
  snapshot: string;
  running?: Promise<void>;
  waiting?: Promise<void>;
  /** When all of it was read, by the clock of the process. */
  since: number;
}

const ROW = `
  select s.matter_id as "matterId", s.kind, s.item_id as "itemId", s.area, s.state, s.unit, s.secret, s.quad, s.point[0] as longitude, s.point[1] as latitude,
    coalesce(extract(epoch from m.due_at)::float8 * 1000, 'infinity') as due, m.stopped_at is not null as stopped,
    s.closed_at is null and m.closed_at is null and s.quad is not null as open, s.received_at::text as received,
    array(select distinct t.unit || ' ' || t.area || ' ' || coalesce(t.role, '') from matter.tasks t where t.matter_id = s.matter_id and t.unit = any (s.units) order by 1) as tasks`;

// Also of matters of which only who reads them changed, by a task of another unit. Drafts are in no search row: they are left out before they are counted.
const SINCE = `${ROW}
  from (select s.* from (select matter_id from matter.search where xact >= $1 union select matter_id from matter.matters where xact >= $1
    union select matter_id from matter.tasks where xact >= $1) as written join matter.search s using (matter_id) limit $2) s
  join matter.matters m using (matter_id)`;

const WHOLE = `${ROW}
  from (select * from matter.search where closed_at is null and (received_at, matter_id) < ($1::timestamptz, $2) order by received_at desc, matter_id desc limit $3) s
  join matter.matters m using (matter_id) order by s.received_at desc, s.matter_id desc`;

const SEEN = `select kernel.horizon() as horizon, pg_current_snapshot()::text as snapshot, pg_current_xact_id_if_assigned() is not null as writing`;

const BATCH = 10_000;
/** So many that were written are read one by one; of more all that is open is read instead: keys changed, a calendar was announced, nobody looked for days. */
const MANY = 50_000;
const HOUR = 3_600_000;

type Read = OpenRow & { open: boolean; received: string };

function take(rows: OpenRows, read: readonly Read[]): void {
  for (const row of read) {
    if (row.open) put(rows, row);
    else drop(rows, row.matterId);
  }
}

/** What has been written up to now, asked before anything is read. What its own transaction wrote may still come to nothing. */
async function seenNow(ctx: Ctx): Promise<Pick<Held, "horizon" | "snapshot">> {
  const { writing, ...seen } = await one<Pick<Held, "horizon" | "snapshot"> & { writing: boolean }>(ctx.db, SEEN);
  if (writing) throw new Error("a map was asked for in a transaction that has written");
  return seen;
}

/** Everything that is open, to be caught up. */
export async function readWhole(ctx: Ctx): Promise<Held> {
  const seen = await seenNow(ctx);
  const all: Read[] = [];
  for (let after = ["infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff"]; ;) {
    const read = await ctx.db.query<Read>(WHOLE, [...after, BATCH], "fresh");
    all.push(...read.filter(({ open }) => open));
    if (read.length < BATCH) break;
    after = [read.at(-1)!.received, read.at(-1)!.matterId];
  }
  const rows = noRows();
  take(
    rows,
    all.sort((a, b) => a.quad - b.quad),
  );
  // What was read may be of different moments: it is caught up before anybody sees it, from the first on.
  return { rows, ...seen, snapshot: "", since: performance.now() };
}

/** Reads what was written since. `most`: of more than so many all that is open is read. */
export async function catchUp(ctx: Ctx, held: Held, most: number | null = MANY): Promise<void> {
  const seen = await seenNow(ctx);
  if (seen.snapshot === held.snapshot) return;
  const read = await ctx.db.query<Read>(SINCE, [held.horizon, most], "fresh");
  if (read.length === most) {
    Object.assign(held, await readWhole(ctx));
    return catchUp(ctx, held, null);
  }
  take(held.rows, read);
  Object.assign(held, seen);
}

/** Catches up by a reading that begins after this was asked: who asks while one runs waits for the next, which all of them share. */
function caughtUp(ctx: Ctx, held: Held): Promise<void> {
  if (held.running === undefined) {
    held.running = catchUp(ctx, held).finally(() => delete held.running);
    return held.running;
  }
  held.waiting ??= held.running
    .catch(() => {})
    .then(() => {
      delete held.waiting;
      return caughtUp(ctx, held);
    });
  return held.waiting;
}

const heldNow = (ctx: Ctx): Promise<Held> => ctx.memory.recall("matter.map.open", () => readWhole(ctx), "forever");

/**
 * Reads everything anew in place of what is held, and gives by how many matters the two differed: none, unless somebody changed rows past the city. A city does
 * it by itself every hour in which its map is asked for.
 */
export async function readAnew(ctx: Ctx): Promise<number> {
  const [held, anew] = [await heldNow(ctx), await readWhole(ctx)];
  while (held.running) await held.running.catch(() => {});
  let differ = 0;
  held.running = (async () => {
    // Both as of one moment.
    const seen = await seenNow(ctx);
    const read = await ctx.db.query<Read>(SINCE, [Math.min(held.horizon, anew.horizon), null], "fresh");
    for (const rows of [held.rows, anew.rows]) take(rows, read);
    differ = differing(held.rows, anew.rows);
    Object.assign(held, { rows: anew.rows, ...seen, since: anew.since });
  })().finally(() => delete held.running);
  await held.running;
  if (differ > 0) ctx.log.error({ differ }, "open matters held for the map were not those of the database");
  return differ;
}

/** What is open and lies somewhere, at this moment; held by this process, which reads all of it the first time. */
export async function openNow(ctx: Ctx): Promise<OpenRows> {
  const held = await heldNow(ctx);
  await caughtUp(ctx, held);
  if (performance.now() - held.since > HOUR) {
    held.since = performance.now();
    readAnew(ctx).catch((error: unknown) => ctx.log.error({ err: error }, "open matters could not be read anew for the map"));
  }
  return held.rows;
}

/** Reads what is open before somebody waits for it. */
export async function holdOpen(ctx: Ctx): Promise<void> {
  await openNow(ctx);
}
