import { getItem, publishItem } from "#content/catalogue";
import { completeTask } from "#matter/work";
import { getMatter } from "#matter/matter";
import { submit } from "#matter/intake";
import { system, type Actor } from "#kernel/ctx";
import { newId } from "#values/ids";
import type { City } from "../src/city.ts";
import { colleagueFor } from "../src/seed/walk.ts";
import { stepsOf, writeBare } from "./bare.ts";
import { percentile, rate, tell } from "./figure.ts";
import { flowModel, OURS } from "./flow-model.ts";
import { castOf, draft } from "./lifecycle.ts";
import { inCity } from "./place.ts";

const MATTERS = 200;
const WORKERS = 8;
const DESK = ` yw:unit='="11990100MB0000001T-01"' yw:role="reviewer"`;

/** The measured process as the flow of a real item: every step a transaction with the matter's rows, acts, tasks, timers and events. */
async function publish(city: City): Promise<void> {
  const { definition } = await getItem(city.ctx(), "food-licence");
  const small = `form.uscc != null`;
  const ctx = city.ctx(system("bench"));
  await publishItem(ctx, { ...definition, flow: flowModel({ ...OURS, small, desk: DESK }), rules: undefined }, "bench");
}

/** Lives a matter from submission until nothing waits; gives how many steps it took. */
async function live(city: City, applicant: Actor, reviewer: Actor, matterId: string, order?: string[]): Promise<string[]> {
  await submit(city.ctx(applicant), matterId);
  const done: string[] = [];
  const complete = async (taskId: string): Promise<void> => {
    await completeTask(city.ctx(reviewer), matterId, taskId, { outcome: "pass", opinion: "材料齐全" });
    done.push(taskId);
  };
  if (order) for (const taskId of order) await complete(taskId);
  else for (let [task] = (await getMatter(city.ctx(), matterId)).open; task; [task] = (await getMatter(city.ctx(), matterId)).open) await complete(task.taskId);
  return done;
}

/** Steps of the process with PostgreSQL, against the same rows by bare prepared SQL, each in turn, three rounds. */
export async function steps(): Promise<void> {
  await inCity(async (city) => {
    const { applicant } = await castOf(city);
    await publish(city);
    const first = await draft(city, applicant);
    await submit(city.ctx(applicant), first);
    const reviewer = await colleagueFor(city.ctx(), (await getMatter(city.ctx(), first)).open[0]!);
    const order = await live(city, applicant, reviewer, await draft(city, applicant));
    const [lived, bare]: [number[], number[]] = [[], []];
    for (let round = 0; round < 3; round += 1) {
      const drafts = await Promise.all(Array.from({ length: MATTERS }, () => draft(city, applicant)));
      lived.push((order.length + 1) * (await rate(MATTERS, WORKERS, (i) => live(city, applicant, reviewer, drafts[i]!, order))));
      const written = await stepsOf(city.ctx().db, drafts[0]!);
      const others = await Promise.all(Array.from({ length: MATTERS }, () => draft(city, applicant)));
      const write = async (i: number): Promise<void> => {
        for (const step of written) await writeBare(city.ctx().db, others[i]!, step, newId);
      };
      bare.push((order.length + 1) * (await rate(MATTERS, WORKERS, write)));
      await city.drain();
    }
    tell({
      name: "flow.steps with PostgreSQL, beside the same rows by bare SQL",
      value: percentile(lived, 0.5),
      unit: "steps/s",
      baseline: percentile(bare, 0.5),
    });
  });
}
