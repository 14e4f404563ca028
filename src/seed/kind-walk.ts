import { listStaff } from "#people/identity";
import { listDuties } from "#people/duty";
import { begin } from "#matter/begin";
import { blueprintOf, getMatter, type Task } from "#matter/matter";
import { companionsFor, completeTask, type TaskResult } from "#matter/work";
import { askedChecklist, workOf } from "#content/kind";
import type { Case } from "#content/pack";
import { system, type Actor, type Ctx } from "#kernel/ctx";
import { colleagueFor, confirmRecord, type Walked } from "./walk.ts";

const NOBODY: Actor = { kind: "anonymous", id: "", name: "" };
const SOMEBODY = { kind: "person" as const, name: "来人", phone: "19900000003" };

/** Who begins an example of a kind, and for whom: a member of staff by account, somebody with an account here, nobody in particular, or what no person does. */
async function beginnerOf(
  { ctx, person }: Pick<Walked, "ctx" | "person">,
  example: Case,
): Promise<{ actor: Actor; party?: typeof SOMEBODY | { kind: "anonymous" } }> {
  const { channel, person: who, organisation } = example;
  const house = ctx(system("示例"));
  const staff = (await listStaff(house)).find(({ username }) => username === who);
  if (staff) return { actor: { kind: "staff", id: staff.staffId, name: staff.name, duties: await listDuties(house, staff.staffId) }, party: SOMEBODY };
  if (channel === "matter" || channel === "sensor" || channel === "exchange") return { actor: house.actor };
  return who === "" ? { actor: NOBODY, party: { kind: "anonymous" } } : { actor: await person(who, organisation) };
}

/** Every point of a task's check list met: examples say of a list what differs. */
async function allMet(ctx: Ctx, matterId: string, { kind, checklist }: Task): Promise<Record<string, unknown>> {
  const blueprint = await blueprintOf(ctx, (await getMatter(ctx, matterId)).matter);
  const work = workOf(blueprint.kind, kind);
  const field = work && askedChecklist(work);
  const list = blueprint.version.definition.checklists?.find(({ id }) => id === checklist);
  return field && list ? { [field.name]: Object.fromEntries(list.points.map(({ id }) => [id, "yes"])) } : {};
}

/**
 * Walks an example of a kind without a guide through the real city: begun by whom it names, each step done by its party or somebody who holds the role for it, until the
 * script is silent or `steps` are done. Gives the matter's id.
 */
export async function walkKindCase({ ctx, person }: Pick<Walked, "ctx" | "person">, example: Case, steps = Infinity): Promise<string> {
  const { actor, party } = await beginnerOf({ ctx, person }, example);
  const { item, channel = "online", form } = example;
  const { matterId } = await begin(ctx(actor), { item: item!, channel, form, ...(party && { party }) });
  const left = new Map(Object.entries(example.answers ?? {}).map(([node, given]) => [node, [given].flat()]));
  for (let step = 0; step < steps; step += 1) {
    const house = ctx(system("示例"));
    const { matter, open } = await getMatter(house, matterId);
    const task = open.find(({ node }) => (left.get(node)?.length ?? 0) > 0);
    if (!task) break;
    // What a party has to do is done by whoever began it: examples know no other.
    const colleague = task.party ? actor : await colleagueFor(house, task);
    const [second] = workOf((await blueprintOf(house, matter)).kind, task.kind)?.two ? await companionsFor(ctx(colleague), task) : [];
    const result = { ...(await allMet(house, matterId, task)), ...left.get(task.node)!.shift(), ...(second && { companion: second.id }) } as TaskResult;
    await completeTask(ctx(colleague), matterId, task.taskId, result);
    if (second) await confirmRecord({ ctx }, matterId, task.taskId, second);
  }
  return matterId;
}
