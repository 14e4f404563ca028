import { readdirSync } from "node:fs";
import { join } from "node:path";
import { actRecord, type Act, getMatter, listActs } from "#matter/matter";
import { kindsNow } from "#content/catalogue";
import { stateTone } from "#content/kind";
import { isOnline, readPack, type Case, type Service } from "#content/pack";
import { isDay } from "#kernel/clock";
import { one, type Sql } from "#kernel/db";
import { Refusal } from "#values/errors";
import { newId } from "#values/ids";
import { canonical, GENESIS, linkText } from "#kernel/trace";
import type { City } from "../city.ts";
import { actorOfPerson } from "./walked.ts";
import { walkCase } from "./walk.ts";

/** A matter that was really walked: the mould of many. */
interface Mould {
  matterId: string;
  number: string;
  closed: boolean;
  /** Of each act: its instant, and its canonical text in three pieces between which instant and matter id belong. */
  acts: { at: number; pieces: string[] }[];
}

const BATCH = 1000;
const DAY = 86_400_000;

// Linking a hundred thousand chains is mostly the writing of texts that differ in two places: they are cut there once.
function piecesOf(matterId: string, act: Act): Mould["acts"][number] {
  const text = canonical(actRecord(matterId, act));
  const pieces = text.split(new RegExp(`${act.at.toISOString()}|${matterId}`));
  if (pieces.length !== 3) throw new Error("an act of a mould names its matter or its instant elsewhere");
  return { at: act.at.getTime(), pieces };
}

/** The example once more, as somebody else would have it: of what one has once, at another door, for another child. */
function another({ item }: Service, example: Case, turn: number, mark: string): Case {
  const other = Object.entries(example.form).flatMap(([name, value]): [string, unknown][] => {
    if (!item.once?.by.includes(name)) return [];
    return typeof value === "number" ? [[name, value + turn]] : typeof value === "string" && !isDay(value) ? [[name, `${value}之${mark}${turn}`]] : [];
  });
  return { ...example, form: { ...example.form, ...Object.fromEntries(other) } };
}

/** Whether an example can be had by the same person again: of what is for the person alone, one mould stands for all. */
function repeatable({ item }: Service, example: Case): boolean {
  return !item.once || item.once.by.some((name) => name in example.form);
}

/** What one person has already in this city cannot be a mould again. */
function heldAlready(error: unknown): undefined {
  if (error instanceof Refusal && error.status === 409) return undefined;
  throw error;
}

/** Walks each item's first example to several depths, so that moulds stand at every step of the flow. */
async function castMoulds(city: City, packs: string): Promise<Mould[]> {
  const services = readdirSync(packs)
    .flatMap((name) => readPack(join(packs, name)).pack?.services ?? [])
    .filter((each) => isOnline(each));
  const walked = {
    ctx: city.ctx,
    later: () => Promise.reject(new Error("time does not pass here")),
    person: (id: string, organisation?: string) => actorOfPerson(city.ctx(), id, organisation),
  };
  const kinds = await kindsNow(city.ctx());
  const endsWell = ({ item }: Service, { expect: { outcome } }: Case): boolean =>
    outcome !== undefined && stateTone(kinds.get(item.kind)?.kind, outcome) === "good";
  const mark = newId().slice(-6);
  const moulds: Mould[] = [];
  const castOne = async (service: Service, example: Case, steps: number): Promise<boolean> => {
    const id = await walkCase(walked, service, example, steps).catch(heldAlready);
    if (id === undefined) return false;
    const { matter } = await getMatter(city.ctx(), id);
    const acts = (await listActs(city.ctx(), id)).map((act) => piecesOf(id, act));
    moulds.push({ matterId: id, number: matter.number!, closed: matter.closedAt !== null, acts });
    return true;
  };
  for (const service of services) {
    const good = service.cases.filter((each) => endsWell(service, each) && !each.overdue && !each.later && !each.after && !each.today);
    if (good[0] && repeatable(service, good[0])) {
      for (const [turn, steps] of [0, 1, 2, 3, Infinity, Infinity, Infinity].entries()) await castOne(service, another(service, good[0], turn, mark), steps);
    } else {
      for (const example of good) if (await castOne(service, example, Infinity)) break;
    }
  }
  if (moulds.length === 0) throw new Error("nothing is left in this city that could be cast");
  return moulds;
}

/** One more matter of a mould: its own id, number and days; its chain linked anew. */
interface Cast {
  mould: string;
  id: string;
  number: string;
  /** Whole days it lies before its mould. */
  days: number;
  hashes: Buffer[];
}

function cast(mould: Mould, run: number, serial: number): Cast {
  const id = newId();
  // Closed matters lie up to two years back, open ones up to three days: a city that keeps its promises.
  const days = mould.closed ? ((serial * 7919) % 730) + 4 : serial % 3;
  let before: Buffer = GENESIS;
  const hashes = mould.acts.map(
    ({ at, pieces: [first, second, third] }) => (before = linkText(before, `${first}${new Date(at - days * DAY).toISOString()}${second}${id}${third}`)),
  );
  const number = `${mould.number.slice(0, 39)}${String(run).padStart(5, "0")}${String(serial).padStart(6, "0")}`;
  return { mould: mould.matterId, id, number, days, hashes };
}

/** How a column of a cast row comes from its mould's row `m` and the cast `v`. */
function valueOf(column: string, type: string): string {
  const own: Record<string, string> = {
    matter_id: "v.id",
    number: "v.number",
    backwards: "reverse(v.number)",
    head: "v.hashes[m.acts]",
    entry_id: "gen_random_uuid()",
    hash: "v.hashes[m.seq]",
    xact: "pg_current_xact_id()::text::bigint",
  };
  if (own[column]) return own[column];
  if (type === "timestamptz") return `m.${column} - make_interval(days => v.days)`;
  return type === "date" ? `m.${column} - v.days` : `m.${column}`;
}

/** The insert that copies the moulds' rows of a table, changed for each cast. The database does the copying: only what differs travels. */
async function insertOf(sql: Sql, table: string): Promise<string> {
  const columns = await sql.query<{ name: string; type: string }>(
    "select column_name as name, udt_name as type from information_schema.columns where table_schema = 'matter' and table_name = $1 order by ordinal_position",
    [table],
  );
  return `
    with v as (
      select v.mould, v.id, v.number, v.days, (select array_agg(decode(h, 'hex') order by o) from unnest(string_to_array(v.hashes, ',')) with ordinality as x(h, o)) as hashes
      from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::text[]) as v(mould, id, number, days, hashes))
    insert into matter.${table} (${columns.map((column) => column.name).join(", ")})
    select ${columns.map((column) => valueOf(column.name, column.type)).join(", ")} from v join matter.${table} m on m.matter_id = v.mould`;
}

const TABLES = ["matters", "acts", "tasks", "clocks", "stops", "materials", "parties", "search"] as const;

/**
 * Seeds many matters by the bulk path: moulds are walked through the real acts, then cast again and again with their own ids,
 * numbers and chains. Every cast matter's chain verifies. Gives how many a second, casting and writing together.
 */
export async function seedBulk(city: City, packs: string, count: number, tell: (done: number) => void = () => {}): Promise<{ count: number; seconds: number }> {
  const moulds = await castMoulds(city, packs);
  const { db } = city.ctx();
  const inserts = await Promise.all(TABLES.map((table) => insertOf(db, table)));
  // Numbers of one run begin with a serial of their own, so that a city can be filled more than once.
  const { run } = await one<{ run: number }>(db, "select nextval('matter.serials') % 100000 as run");
  const started = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next += BATCH;
      const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_each, i) => cast(moulds[(from + i) % moulds.length]!, run, from + i + 1));
      const values = [
        batch.map((each) => each.mould),
        batch.map((each) => each.id),
        batch.map((each) => each.number),
        batch.map((each) => each.days),
        batch.map((each) => each.hashes.map((hash) => hash.toString("hex")).join(",")),
      ];
      await db.transaction(async (inner) => {
        // A bulk load that is lost can be run again: it need not wait for the disk at every batch.
        await inner.query("set local synchronous_commit = off");
        for (const insert of inserts) await inner.query(insert, values);
      });
      tell(Math.min(count, from + BATCH));
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return { count, seconds: (performance.now() - started) / 1000 };
}
