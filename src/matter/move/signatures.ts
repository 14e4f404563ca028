import { organisationNow } from "#people/duty";
import { move, type Move } from "#process/relocation";
import type { FlowState, Signer, SignTime } from "#process/token";
import { actOn, type Occasion, carryOut, factsOf, listTasks, record, type Matter } from "#matter/matter";
import { confirmed, onlyRunning } from "#matter/work";
import type { Ctx } from "#kernel/ctx";
import { badInput, conflict, forbidden } from "#values/errors";
import { mayHere, onlyAllowed, ownTask, reasonOf, works, type Recipient } from "./who.ts";

const WHEN: Record<SignTime, string> = { before: "前加签", beside: "并加签", after: "后加签" };

/** A signature that was added to a task and is not given yet. */
export interface PendingSign {
  sign: string;
  task: string;
  when: SignTime;
  who: string;
  /** Not asked for yet: its turn comes after the task (后加签). */
  asleep: boolean;
}

/**
 * 加签: colleagues or other units sign for a task too: before its holder may complete it, beside them, or afterwards. What they say stands in the
 * history and in the result of the task, where conditions and people see it.
 */
export async function addSigners(
  ctx: Ctx,
  matterId: string,
  taskId: string,
  { when, to, reason }: { when: SignTime; to: Recipient[]; reason: string },
): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    const task = await ownTask(inner, occasion, taskId);
    onlyRunning(occasion.matter, occasion.blueprint.kind);
    onlyAllowed(occasion.blueprint, task, "sign");
    const said = reasonOf(reason);
    if (to.length === 0) throw badInput("SIGNERS", "请选择由谁加签。", { to: "请选择至少一位同事。" });
    await ask(inner, occasion, taskId, when, to);
    record(inner, occasion.change, "sign-asked", { when: WHEN[when], to: to.map(({ name }) => name).join("、"), reason: said });
  });
}

/** 委派: a colleague does the work and says what they found; the task stays with its holder, who completes it afterwards. */
export async function delegate(ctx: Ctx, matterId: string, taskId: string, { to, reason }: { to: Recipient; reason: string }): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    const task = await ownTask(inner, occasion, taskId);
    onlyRunning(occasion.matter, occasion.blueprint.kind);
    onlyAllowed(occasion.blueprint, task, "delegate");
    const said = reasonOf(reason);
    const asked = pendingSigns(occasion.matter).find((each) => each.task === taskId && each.when === "before");
    if (asked) throw conflict("DELEGATED", `已经请${asked.who}先办，等办完或者收回以后再委派。`);
    await ask(inner, occasion, taskId, "before", [to]);
    record(inner, occasion.change, "delegated", { step: task.name, to: to.name, reason: said });
  });
}

async function ask(ctx: Ctx, occasion: Occasion, taskId: string, when: SignTime, to: Recipient[]): Promise<void> {
  const asked = new Set(askedOf(occasion.matter, taskId));
  for (const { id, name } of to) {
    if (asked.has(id)) throw conflict("SIGN_ASKED", `已经请${name}签了，不用再请一次。`);
    asked.add(id);
    if (id === ctx.actor.id) throw badInput("SIGNERS", "不能请自己加签。", { to: "请选择别的同事。" });
    if (!(await works(ctx, { id, name }))) throw badInput("SIGNERS", `${name}现在没有办理职责，请另选一位。`, { to: "请选择在岗的同事。" });
    await apply(ctx, occasion, { type: "sign", task: taskId, when, signer: { staff: id, name } });
  }
}

/** 减签: a signature that nobody has given is not asked for any more. By who may complete the task it was added to. */
export async function dropSigner(ctx: Ctx, matterId: string, sign: string, reason: string): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    const pending = pendingSigns(occasion.matter).find((each) => each.sign === sign);
    if (!pending) throw conflict("SIGNED", "这个加签已经签完或取消了。");
    if (occasion.open.some((task) => task.taskId === pending.task)) await ownTask(inner, occasion, pending.task);
    else if (!(await mayHere(inner, occasion.matter, "matter.supervise"))) throw forbidden("只有加签的人或监督人员可以减签。");
    const said = reasonOf(reason);
    // Without its second inspector a record does not count: the check is done again, with another.
    const checked = confirmed(occasion.matter, await listTasks(inner, matterId), { taskId: sign, signOf: pending.task });
    await apply(inner, occasion, checked ? { type: "redo", task: pending.task } : { type: "unsign", task: sign });
    record(inner, occasion.change, "sign-dropped", { who: pending.who, reason: said });
  });
}

/** 会签加签: one more unit signs in a countersigning that runs. */
export async function addCountersigner(ctx: Ctx, matterId: string, taskId: string, { unit, reason }: { unit: string; reason: string }): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    await onlyResponsible(inner, occasion);
    const said = reasonOf(reason);
    const found = (await organisationNow(inner)).standing.find((each) => each.unit === unit);
    if (!found) throw badInput("SIGNERS", "请选择会签单位。", { unit: "请选择现有的单位。" });
    await apply(inner, occasion, { type: "add", task: taskId, item: unit });
    record(inner, occasion.change, "sign-asked", { when: "会签", to: found.name, reason: said });
  });
}

/** 会签减签: a unit that has not signed need not any more; the last one stays. */
export async function dropCountersigner(ctx: Ctx, matterId: string, taskId: string, reason: string): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, occasion) => {
    await onlyResponsible(inner, occasion);
    const said = reasonOf(reason);
    const unit = occasion.open.find((task) => task.taskId === taskId)?.unit;
    await apply(inner, occasion, { type: "remove", task: taskId });
    record(inner, occasion.change, "sign-dropped", { who: unit ? (await organisationNow(inner)).unitName(unit) : "", reason: said });
  });
}

async function onlyResponsible(ctx: Ctx, { matter, blueprint }: Occasion): Promise<void> {
  onlyRunning(matter, blueprint.kind);
  if (!(await mayHere(ctx, matter, "matter.decide")) && !(await mayHere(ctx, matter, "matter.supervise")))
    throw forbidden("增减会签单位要由主办单位的负责人决定。");
}

async function apply(ctx: Ctx, { change, blueprint }: Occasion, asked: Move): Promise<void> {
  const { matter } = change;
  await carryOut(ctx, change, blueprint, move(blueprint.graph, matter.flow as FlowState, asked, factsOf(ctx, matter, blueprint)));
}

/** Ids of the colleagues who are to sign for a task and have not yet. */
function askedOf({ flow }: Pick<Matter, "flow">, taskId: string): string[] {
  return ((flow as FlowState | null)?.active ?? []).flatMap((each) => {
    const { staff } = (each.wait === "task" && each.sign && each.host === taskId ? each.signer : {}) as Signer & { staff?: string };
    return staff === undefined ? [] : [staff];
  });
}

/** The signatures that were added to tasks of a matter and are not given yet. */
export function pendingSigns({ flow }: Pick<Matter, "flow">): PendingSign[] {
  return ((flow as FlowState | null)?.active ?? []).flatMap((each) => {
    if (each.wait !== "task" || !each.sign) return [];
    const { name } = each.signer as Signer & { name?: string };
    return [{ sign: each.id, task: each.host ?? "", when: each.sign, who: name ?? "", asleep: each.asleep === true }];
  });
}
