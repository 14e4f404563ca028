import { listAbsent, listHolders } from "#people/duty";
import { move } from "#process/relocation";
import type { FlowState, Signer } from "#process/token";
import { listStaff } from "#people/identity";
import type { Checklist } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import { badInput, forbidden } from "#values/errors";
import { issuePaper, paperOfWork } from "#matter/act";
import { carryOut, record, factsOf, type Matter, type Task, type Occasion } from "#matter/matter";
import type { TaskResult } from "./task-result.ts";

/** A colleague who may go along on a site check. */
export interface Companion {
  id: string;
  name: string;
  username: string;
}

/** The mark of a signature by which the second inspector confirms the record. */
const AS = "companion";

/** Who may be the second inspector of a task today: another person with an account who holds its role there, and is not away. */
export async function companionsFor(ctx: Ctx, task: Pick<Task, "role" | "unit" | "area">): Promise<Companion[]> {
  if (!task.role || !task.unit) return [];
  const [holders, staff, away] = await Promise.all([listHolders(ctx, task.role, { unit: task.unit, area: task.area }), listStaff(ctx), listAbsent(ctx)]);
  return staff
    .filter(({ staffId, disabledAt }) => holders.includes(staffId) && staffId !== ctx.actor.id && !disabledAt && !away.has(staffId))
    .map(({ staffId, name, username }) => ({ id: staffId, name, username }));
}

/** The second inspector who is meant: by id, account or name. Refuses anybody who may not be, oneself above all (行政许可法 第三十四条: two or more). */
export async function companionOf(ctx: Ctx, task: Task, given: string | undefined): Promise<Companion> {
  const able = await companionsFor(ctx, task);
  const meant = able.filter(({ id, username, name }) => given !== undefined && [id, username, name].includes(given.trim()));
  if (meant.length === 1) return meant[0]!;
  const words =
    able.length === 0
      ? "您的单位现在没有别的同事在这个岗位上，请由管理员补充人员后再提交。"
      : meant.length > 1
        ? "有同名的同事，请从名单里选。"
        : "这一步要有两名以上工作人员，请从名单里选同行的同事，不能是您自己。";
  throw badInput("TASK_RESULT", "还有内容没有填好，请检查。", { companion: words });
}

/** Asks the second inspector to confirm the record, before the step of the first is taken: the flow then waits for both. */
export async function askCompanion(ctx: Ctx, { change, blueprint }: Occasion, taskId: string, { id, name }: Companion): Promise<void> {
  const { matter } = change;
  const signer: Signer = { staff: id, name, as: AS };
  const asked = move(blueprint.graph, matter.flow as FlowState, { type: "sign", task: taskId, when: "beside", signer }, factsOf(ctx, matter, blueprint));
  await carryOut(ctx, change, blueprint, asked);
}

/** The site check of which a waiting signature confirms the record; undefined for any other signature. */
export function confirmed({ flow }: Pick<Matter, "flow">, tasks: readonly Task[], { taskId, signOf }: Pick<Task, "taskId" | "signOf">): Task | undefined {
  const entry = (flow as FlowState | null)?.active.find((each) => each.id === taskId);
  const signer = (entry?.wait === "task" && entry.sign ? entry.signer : undefined) as (Signer & { as?: string }) | undefined;
  return signer?.as === AS ? tasks.find((task) => task.taskId === signOf) : undefined;
}

/** Refuses everybody but the second inspector in person: who was not there cannot say what was seen. */
export function onlyInPerson(ctx: Ctx, task: Task): void {
  if (task.assignee !== ctx.actor.id) throw forbidden("记录要由一起办理的同行人员本人确认。");
}

/** The second inspector objects: the record does not count, and the check waits for its first inspector again. */
export async function checkAgain(ctx: Ctx, { change, blueprint }: Occasion, taskId: string): Promise<void> {
  const { matter } = change;
  await carryOut(ctx, change, blueprint, move(blueprint.graph, matter.flow as FlowState, { type: "redo", task: taskId }, factsOf(ctx, matter, blueprint)));
  const done = new Set(change.done.map((each) => each.taskId));
  change.cancelled = change.cancelled.filter((each) => !done.has(each));
}

const ANSWERS: Record<string, string> = { yes: "符合", no: "不符合", none: "合理缺项" };
/** Whether the one whose place was looked at signed (行政许可法 第三十四条; who refuses or is away is noted). */
export const PRESENT: Record<string, string> = { signed: "当事人已签字确认", refused: "当事人拒绝签字", absent: "当事人不在场" };

/** A check list as it was filled in on site, in words. */
export interface InspectionRecord {
  step: string;
  list: string;
  basis: string;
  points: { ask: string; key: boolean; answer: string }[];
  outcome: string;
  opinion: string;
  reason: string;
  present: string;
  inspectors: { name: string; at: string }[];
}

/** What a site check found, from the task that holds it; undefined for a task that holds no points. */
export function recordOf(task: Task, checklists: readonly Checklist[] | undefined, second?: { name: string; at: string }): InspectionRecord | undefined {
  const { result } = task;
  const points = result?.["points"] as Record<string, string> | undefined;
  if (!result || !points || !task.doneAt) return undefined;
  const list = checklists?.find((each) => each.id === task.checklist);
  const text = (name: string): string => (typeof result[name] === "string" ? result[name] : "");
  return {
    step: task.name,
    list: list?.name ?? task.name,
    basis: list?.basis ?? "",
    points: (list?.points ?? Object.keys(points).map((id) => ({ id, ask: id, key: false }))).map(({ id, ask, key }) => ({
      ask,
      key,
      answer: ANSWERS[points[id] ?? ""] ?? "没有填写",
    })),
    outcome: result["outcome"] === "pass" ? "核查合格" : "核查不合格",
    opinion: text("opinion"),
    reason: result["outcome"] === "pass" ? "" : text("reason"),
    present: [PRESENT[text("present")], text("present_note")].filter(Boolean).join("："),
    inspectors: [
      { name: task.holderName ?? "", at: task.doneAt.toISOString() },
      ...(second ? [second] : text("companion") ? [{ name: text("companion"), at: "" }] : []),
    ],
  };
}

/** Both have signed: the record becomes a document of the matter (现场核查记录), where its work names a paper for it. */
export async function issueRecord(ctx: Ctx, { change, blueprint }: Occasion, task: Task): Promise<void> {
  const found = recordOf(task, blueprint.version.definition.checklists, { name: ctx.actor.name, at: ctx.now.toISOString() });
  const paper = found && (await paperOfWork(ctx, blueprint, task.kind));
  if (paper !== undefined) await issuePaper(ctx, { change, blueprint }, paper, { ...found });
}

/** Writes into the history that the second inspector confirmed or objected. */
export function recordConfirmation(ctx: Ctx, { change }: Occasion, task: Task, { outcome, reason }: TaskResult): void {
  record(ctx, change, "signed", { step: task.name, outcome, when: "确认记录", ...(reason !== undefined && { reason }) });
}
