import { join } from "node:path";
import { companionsFor, completeTask } from "#matter/work";
import { listDuties } from "#people/duty";
import { getMatter } from "#matter/matter";
import { submit } from "#matter/intake";
import { readPack } from "#content/pack";
import type { Actor } from "#kernel/ctx";
import type { City } from "../src/city.ts";
import { colleagueFor, draftCase } from "../src/seed/walk.ts";
import { actorOfPerson } from "../src/seed/walked.ts";

const market = readPack(join(import.meta.dirname, "../packs/market")).pack!;
const service = market.services.find((each) => each.item.id === "food-licence")!;
const example = service.cases[0]!;
const points = Object.fromEntries(service.checklists.find((list) => list.id === "kitchen")!.points.map((point) => [point.id, "yes" as const]));

/** The acts of a food licence from submission to closure: submit, accept, review, inspect, confirm what was inspected, decide. */
export const STEPS = 6;

/** The people who live it. */
export interface Cast {
  applicant: Actor;
  acceptance: Actor;
  review: Actor;
  inspection: Actor;
  companion: Actor;
  decision: Actor;
  /** Ids of its tasks: the same for every matter that goes the same way. */
  tasks: Record<string, string>;
}

/** Finds applicant and staff once, by walking one matter with whoever holds each duty. */
export async function castOf(city: City): Promise<Cast> {
  const applicant = await actorOfPerson(city.ctx(), example.person, example.organisation);
  const cast: Partial<Cast> & Pick<Cast, "tasks"> = { applicant, tasks: {} };
  const matterId = await draft(city, applicant);
  await submit(city.ctx(applicant), matterId);
  for (const kind of ["acceptance", "review", "inspection", "decision"] as const) {
    const task = (await getMatter(city.ctx(), matterId)).open.find((each) => each.kind === kind)!;
    cast.tasks[kind] = task.taskId;
    cast[kind] = await colleagueFor(city.ctx(), task);
    if (kind === "inspection") {
      const [second] = await companionsFor(city.ctx(cast[kind]), task);
      cast.companion = { kind: "staff", id: second!.id, name: second!.name, duties: await listDuties(city.ctx(), second!.id) };
    }
    await completeTask(city.ctx(cast[kind]), matterId, task.taskId, resultOf(kind, cast));
    if (kind === "inspection") {
      const sign = (await getMatter(city.ctx(), matterId)).open.find((each) => each.signOf === task.taskId)!;
      cast.tasks["confirm"] = sign.taskId;
      await completeTask(city.ctx(cast.companion), matterId, sign.taskId, { outcome: "agree" });
    }
  }
  return cast as Cast;
}

function resultOf(kind: string, { companion }: Pick<Partial<Cast>, "companion">): Parameters<typeof completeTask>[3] {
  if (kind === "acceptance") return { outcome: "accept" };
  if (kind === "inspection") return { outcome: "pass", companion: companion!.id, points };
  if (kind === "decision") return { outcome: "grant", opinion: "符合条件" };
  return { outcome: "pass", opinion: "材料齐全" };
}

let door = 0;

/** A complete draft, ready to be submitted, each at another door: one place has one licence. */
export function draft(city: City, applicant: Actor): Promise<string> {
  door += 1;
  const form = { ...example.form, premises_address: `云州市青溪区青瓷街道窑前路${process.pid}之${door}号` };
  return draftCase(city.ctx(applicant), service, { ...example, form });
}

/** Lives a matter from its draft to its licence: six acts through the public door. */
export async function live(city: City, cast: Cast, matterId: string): Promise<void> {
  await submit(city.ctx(cast.applicant), matterId);
  for (const kind of ["acceptance", "review", "inspection", "decision"] as const) {
    await completeTask(city.ctx(cast[kind]), matterId, cast.tasks[kind]!, resultOf(kind, cast));
    if (kind === "inspection") await completeTask(city.ctx(cast.companion), matterId, cast.tasks["confirm"]!, { outcome: "agree" });
  }
}
