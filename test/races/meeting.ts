import { Refusal } from "#values/errors";
import type { TestCity } from "../city.ts";
import type { Run } from "./act.ts";

/** How often each pair meets; `npm run races` has them meet fifty times. */
export const ROUNDS = Number(process.env["RACES"] ?? 4);

/** What became of an act: acknowledged, refused in words, or something that must not be. */
export type Answer = { done: true } | { done: false; fault?: Error };

async function answerOf(run: Run): Promise<Answer> {
  try {
    await run();
    return { done: true };
  } catch (error) {
    return error instanceof Refusal ? { done: false } : { done: false, fault: error as Error };
  }
}

/** What both acts have to lock: a statement that takes it. */
export interface Barrier {
  text: string;
  values: unknown[];
}

const WAITING = "select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

/**
 * Two acts at once. With a barrier they truly overlap: a third connection holds what both need until both wait for it (or have been refused
 * before); then it lets go, and they go on in the order in which they came.
 */
export async function meet(city: TestCity, one: Run, other: Run, barrier?: Barrier): Promise<[Answer, Answer, overlapped: boolean]> {
  if (!barrier) return [...(await Promise.all([answerOf(one), answerOf(other)])), false];
  const { owner } = city.database;
  const holder = await owner.connect();
  try {
    await holder.query("begin");
    await holder.query(barrier.text, barrier.values);
    let settled = 0;
    const started = [one, other].map((run) => answerOf(run).finally(() => void (settled += 1)));
    let waiting = 0;
    for (let tries = 0; tries < 500 && settled + waiting < 2; tries += 1) {
      waiting = (await owner.query<{ waiting: number }>(WAITING)).rows[0]!.waiting;
    }
    const overlapped = waiting === 2;
    await holder.query("rollback");
    const [first, second] = (await Promise.all(started)) as [Answer, Answer];
    return [first, second, overlapped];
  } finally {
    holder.release();
  }
}
