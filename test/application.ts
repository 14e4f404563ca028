import { listDuties } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { dueDay, listClocks, pausedSince, statutoryDay, suspendedSince, timerOf, type Clock } from "#matter/clocks";
import { completeTask, type TaskResult } from "#matter/work";
import { getMatter, type Matter, type Task } from "#matter/matter";
import { submit } from "#matter/intake";
import { join } from "node:path";
import { readPack, type Case, type Service } from "#content/pack";
import { draftCase, samplePdf, walkCase } from "../src/seed/walk.ts";
import type { TestCity } from "./city.ts";

export { draftCase, samplePdf, walkCase };

const market = readPack(join(import.meta.dirname, "../packs/market")).pack!;
const civil = readPack(join(import.meta.dirname, "../packs/civil")).pack!;

/** 食品经营许可, and 陈小满 who opens a small restaurant: the application most tests begin with. */
export const foodLicence: Service = market.services.find((service) => service.item.id === "food-licence")!;
export const restaurant: Case = foodLicence.cases[0]!;

/** 高龄津贴. */
export const allowance: Service = civil.services[0]!;

/** 公共场所卫生许可, whose flow waits for what was promised for later; and 郭芳 who promises her rules. */
const health = readPack(join(import.meta.dirname, "../packs/health")).pack!;
export const hygiene: Service = health.services.find((service) => service.item.id === "public-place-hygiene")!;
const promising: Case = hygiene.cases.find((each) => each.brought)!;
const [bath, rules] = [["guo-fang", "qingquan-bath"] as const, "rules"];

/** Who promised, and what they promised. */
export const promiser = (city: TestCity): ReturnType<TestCity["person"]> => city.person(...bath);
export const PROMISED = rules;

/** 郭芳's bath house at another door each time, reviewed, waiting for the rules that she promised; gives its id. */
export async function waitingForRules(city: TestCity): Promise<string> {
  door += 1;
  const example = { ...promising, form: { ...promising.form, premises_address: `云州市南湖区荷塘街道菱角湾${2000 + door}号` } };
  const walked = { ctx: city.ctx, later: async () => {}, person: async (id: string, firm?: string) => (await city.person(id, firm)).actor };
  return walkCase(walked, hygiene, { ...example, brought: [] }, 2);
}

let door = 0;

/** 陈小满's restaurant at another door each time: one place has one licence. */
export function anotherRestaurant(): Case {
  door += 1;
  return { ...restaurant, form: { ...restaurant.form, premises_address: `云州市青溪区青瓷街道窑前路${1000 + door}号` } };
}

/** A draft of 陈小满's restaurant, complete and not yet submitted; gives its id. */
export async function restaurantDraft(city: TestCity): Promise<string> {
  return draftCase(await city.person("chen-xiaoman", "xiaoman-catering"), foodLicence, anotherRestaurant());
}

/** Submits 陈小满's restaurant; gives its id. */
export async function submitted(city: TestCity): Promise<string> {
  const matterId = await restaurantDraft(city);
  await submit(await city.person("chen-xiaoman", "xiaoman-catering"), matterId);
  return matterId;
}

/** A matter with what its clocks and stops come to: the days, and since when it stands. */
export function timed(matter: Matter): Matter & { dueDay: string | null; statutoryDay: string | null; pausedAt: Date | null; suspendedAt: Date | null } {
  return { ...matter, dueDay: dueDay(matter), statutoryDay: statutoryDay(matter), pausedAt: pausedSince(matter), suspendedAt: suspendedSince(matter) };
}

/** The timers that run in a matter. */
export async function listTimers(ctx: Ctx, matterId: string): Promise<Clock[]> {
  return (await listClocks(ctx, matterId)).filter((clock) => timerOf(clock) !== undefined);
}

/** The waiting task of a kind. */
export async function waiting(city: TestCity, matterId: string, kind: string): Promise<Task> {
  return (await getMatter(city.ctx(), matterId)).open.find((task) => task.kind === kind)!;
}

/** A member of staff completes the waiting task of a kind. */
export async function act(city: TestCity, username: string, matterId: string, kind: string, result: TaskResult): Promise<void> {
  const task = await waiting(city, matterId, kind);
  await completeTask(await city.staff(username), matterId, task.taskId, result);
  if (kind === "inspection") await confirm(city, matterId, task.taskId);
}

/** The second inspector of a site check confirms its record. */
export async function confirm(city: TestCity, matterId: string, taskId: string, result: TaskResult = { outcome: "agree" }): Promise<void> {
  const sign = (await getMatter(city.ctx(), matterId)).open.find((task) => task.signOf === taskId)!;
  const actor = { kind: "staff" as const, id: sign.assignee!, name: sign.assigneeName!, duties: await listDuties(city.ctx(), sign.assignee!) };
  await completeTask(city.ctx(actor), matterId, sign.taskId, result);
}

/** Submits the restaurant and has it accepted; gives its id. */
export async function accepted(city: TestCity): Promise<string> {
  const matterId = await submitted(city);
  await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  return matterId;
}
