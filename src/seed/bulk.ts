import { readdirSync } from "node:fs";
import { join } from "node:path";
import { kindsNow } from "#content/catalogue";
import { stateTone } from "#content/kind";
import { isOnline, readPack, type Case, type Service } from "#content/pack";
import { isDay } from "#kernel/clock";
import { Refusal } from "#values/errors";
import { newId } from "#values/ids";
import type { City } from "../city.ts";
import { castOf, insertOf, mouldOf, runOf, writeCasts, type Mould } from "./casting.ts";
import { actorOfPerson } from "./walked.ts";
import { walkCase } from "./walk.ts";

const BATCH = 1000;

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
    moulds.push(await mouldOf(city, id));
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

/** How many days before its mould a cast lies: closed matters up to two years, open ones up to three days, in a city that keeps its promises. */
function daysOf({ closed }: Mould, serial: number): number {
  return closed ? ((serial * 7919) % 730) + 4 : serial % 3;
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
  const run = await runOf(db);
  const started = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next += BATCH;
      const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_each, i) => {
        const [mould, serial] = [moulds[(from + i) % moulds.length]!, from + i + 1];
        const number = `${mould.number.slice(0, 39)}${String(run).padStart(5, "0")}${String(serial).padStart(6, "0")}`;
        return castOf(city, mould, { number, days: daysOf(mould, serial) });
      });
      await writeCasts(db, inserts, batch);
      tell(Math.min(count, from + BATCH));
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return { count, seconds: (performance.now() - started) / 1000 };
}
