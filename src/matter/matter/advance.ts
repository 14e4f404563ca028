import { awaited } from "#process/event";
import { begin, step } from "#process/flow";
import type { Effect, FlowEvent, FlowState, Step } from "#process/token";
import { decide } from "#content/rule";
import { system, type Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";
import { clearTimer, limitOf, listStops, onlySoOften, resume, setTimer, stop, stopKindOf, timingNow, type Timing } from "#matter/clocks";
import type { Blueprint } from "./blueprint.ts";
import { record, type Change } from "./change.ts";
import { factsOf } from "./facts.ts";
import { listTasks } from "./load.ts";
import type { Task } from "./matter.ts";
import { isFailure, serviceActOf, WAITS } from "./service-act.ts";

const BY_RULE = { kind: "system", id: "system", name: "业务规则" } as const;

function taskOf(ctx: Ctx, change: Change, timing: Timing, effect: Effect & { type: "task.opened" }): Task {
  return {
    matterId: change.matter.matterId,
    taskId: effect.task,
    node: effect.node,
    name: effect.name,
    kind: effect.kind,
    unit: effect.unit ?? null,
    role: effect.role ?? null,
    party: effect.party ?? null,
    area: change.matter.area,
    checklist: effect.checklist ?? null,
    openedAt: ctx.now,
    ...limitOf(timing, change, effect.party ?? null, effect.limit),
    holder: null,
    holderName: null,
    ...assigneeOf(effect),
    signOf: effect.sign?.of ?? null,
    signWhen: effect.sign?.when ?? null,
    doneAt: null,
    cancelledAt: null,
    outcome: null,
    result: null,
  };
}

/** An added signature may be asked of one person; their id and name came with the request. */
function assigneeOf({ item, sign }: Effect & { type: "task.opened" }): Pick<Task, "assignee" | "assigneeName"> {
  const { staff, name } = sign && typeof item === "object" && item !== null ? (item as Record<string, unknown>) : {};
  return typeof staff === "string" && typeof name === "string" ? { assignee: staff, assigneeName: name } : { assignee: null, assigneeName: null };
}

function cancel(change: Change, taskId: string): void {
  const before = change.opened.length;
  change.opened = change.opened.filter((task) => task.taskId !== taskId);
  if (change.opened.length === before) change.cancelled.push(taskId);
}

/** Who a service act is done by: whoever completed the task that led to it; the rules, when an application went through by itself. */
function doer(ctx: Ctx): Ctx {
  return ctx.actor.kind === "staff" ? ctx : { ...ctx, actor: system(ctx.actor.kind === "system" ? ctx.actor.name : BY_RULE.name) };
}

/** Runs a decision and writes into the history which rows applied and why. */
function judge(ctx: Ctx, change: Change, blueprint: Blueprint, effect: Effect & { type: "rule.called" }): unknown {
  if (!blueprint.decisions) throw new Error(`${change.matter.itemId} calls the decision ${effect.decision} but has no rules`);
  const { vars } = change.matter.flow as FlowState;
  const { decisions } = blueprint;
  const facts = { ...factsOf(ctx, change.matter, blueprint), ...vars };
  const verdict = decide(decisions, effect.decision, facts);
  record(ctx, change, "judged", { decision: effect.decision, value: verdict.value, why: verdict.hits.map((hit) => hit.why).filter(Boolean) }, BY_RULE);
  return verdict.value;
}

const WAITING = "select task_id as id from matter.tasks where matter_id = $1 and done_at is null and cancelled_at is null";

/** Tasks that wait beside the one that stops or lets go: those of the step are known already. */
async function waitingBeside(ctx: Ctx, { matter, done, cancelled }: Change): Promise<Task[]> {
  const gone = new Set([...done.map(({ taskId }) => taskId), ...cancelled]);
  const ids = await ctx.db.query<{ id: string }>(WAITING, [matter.matterId]);
  const open = ids.length > 0 ? (await listTasks(ctx, matter.matterId)).filter(({ doneAt, cancelledAt }) => !doneAt && !cancelledAt) : [];
  return open.filter(({ taskId }) => !gone.has(taskId));
}

/** A task that holds a stop while it waits begins it. */
async function hold(ctx: Ctx, change: Change, { timing, blueprint }: { timing: Timing; blueprint: Blueprint }, stopId: string, task: string): Promise<void> {
  const kind = stopKindOf(timing, stopId);
  await onlySoOften(ctx, change.matter, kind);
  stop(timing, change, await waitingBeside(ctx, change), kind, { by: ctx.actor.id, data: { task } });
  const { tells } = blueprint.kind.stops[stopId]!;
  if (tells.length > 0) change.events.push({ eventId: newId(), type: "matter.stop-begun", data: { stop: stopId, tells, reason: "", until: null } });
}

/** Ends the stop that a task held. */
async function letGo(ctx: Ctx, change: Change, timing: Timing, task: string): Promise<void> {
  // One of before this was kept was held by the task that waits for a party.
  const held = change.matter.stops.filter(
    ({ endedAt, data, stop: id }) => endedAt === null && (data["task"] === task || (!("task" in data) && stopKindOf(timing, id).by === "flow")),
  );
  for (const { stopId } of held) {
    const past = (await listStops(ctx, change.matter.matterId)).filter(({ endedAt }) => endedAt !== null);
    resume(timing, change, await waitingBeside(ctx, change), { stopId, result: null, past });
  }
}

/** What came with an event: the result of a task, of an aside, of another matter; what a message from outside brought. */
function givenBy(event: FlowEvent | undefined): Readonly<Record<string, unknown>> | undefined {
  const given = event?.type === "task.completed" || event?.type === "service.done" ? event.result : event?.type === "message.arrived" ? event.data : undefined;
  return typeof given === "object" && given !== null && !Array.isArray(given) ? (given as Readonly<Record<string, unknown>>) : undefined;
}

/**
 * Moves a matter's flow by one event (or begins it) until everything that is left waits for people or time. Service and rule
 * tasks run on the way, in this transaction. All of it is gathered in `change`; nothing is written here.
 */
export async function advance(ctx: Ctx, change: Change, blueprint: Blueprint, event?: FlowEvent): Promise<void> {
  const facts = factsOf(ctx, change.matter, blueprint);
  if (event?.type === "task.completed") await letGo(ctx, change, await timingNow(ctx, blueprint.kind), event.task);
  const moved = event ? step(blueprint.graph, change.matter.flow as FlowState, event, facts) : begin(blueprint.graph, facts);
  await carryOut(ctx, change, blueprint, moved, givenBy(event));
}

/**
 * Takes over the state of a step of the flow, and does what it asks for, until everything that is left waits for people or time.
 * @param given result of the task whose completion led here
 */
export async function carryOut(ctx: Ctx, change: Change, blueprint: Blueprint, first: Step, given?: Readonly<Record<string, unknown>>): Promise<void> {
  const timing = await timingNow(ctx, blueprint.kind);
  const waiting = [...first.effects];
  const undone = new Set(first.undone);
  const walked = new Set([...change.matter.walked.filter((key) => !undone.has(key)), ...first.passed]);
  change.matter.flow = first.state;
  const proceed = (next: FlowEvent): void => {
    const facts = factsOf(ctx, change.matter, blueprint);
    const moved = step(blueprint.graph, change.matter.flow as FlowState, next, facts);
    change.matter.flow = moved.state;
    waiting.push(...moved.effects);
    for (const key of moved.passed) walked.add(key);
  };
  for (let effect = waiting.shift(); effect; effect = waiting.shift()) {
    switch (effect.type) {
      case "task.opened":
        change.opened.push(taskOf(ctx, change, timing, effect));
        if (effect.stop !== undefined) await hold(ctx, change, { timing, blueprint }, effect.stop, effect.task);
        break;
      case "task.cancelled":
        cancel(change, effect.task);
        await letGo(ctx, change, timing, effect.task);
        break;
      // A cycle sets again the timer that has just fired.
      case "timer.set":
        setTimer(timing, change, { timerId: effect.timer, node: effect.node, ...momentOf(effect) });
        break;
      case "timer.cancelled":
        clearTimer(timing, change, effect.timer);
        break;
      case "service.called": {
        const result = await serviceActOf(ctx, effect.act)(doer(ctx), {
          change,
          blueprint,
          input: (effect.input ?? {}) as Record<string, unknown>,
          given,
          call: effect.call,
        });
        const { call } = effect;
        if (result === WAITS) break;
        proceed(isFailure(result) ? { type: "service.failed", call, ...result.failed } : { type: "service.done", call, result });
        break;
      }
      case "rule.called":
        proceed({ type: "rule.done", call: effect.call, result: judge(ctx, change, blueprint, effect) });
        break;
      case "message.sent":
        record(ctx, change, "message-sent", { message: effect.message, to: effect.to ?? null, content: effect.data ?? null }, BY_RULE);
        break;
      case "signal.thrown":
        record(ctx, change, "signal-sent", { signal: effect.signal, content: effect.data ?? null }, BY_RULE);
        break;
      case "escalation.thrown":
        record(ctx, change, "escalated", { escalation: effect.escalation, content: effect.data ?? null }, BY_RULE);
        break;
      default:
    }
  }
  if (undone.size > 0 || walked.size > change.matter.walked.length) change.matter.walked = [...walked];
  change.matter.awaits = awaitedBy(blueprint, change.matter.flow as FlowState);
}

/** When a timer fires: with a named clock, at an instant, or after a time. */
function momentOf({ clock, at, duration }: { clock?: string; at?: string; duration?: string }): { clock: string } | { at: Date } | { within: string } {
  if (clock !== undefined) return { clock };
  return at === undefined ? { within: duration! } : { at: new Date(at) };
}

const CONDITION = "condition:";

/** What a flow waits for beside people and time: messages, signals, and conditions by the name of their event. */
function awaitedBy({ graph }: Blueprint, flow: FlowState): string[] {
  const conditions = flow.active.flatMap(({ wait, node }) => (wait === "condition" ? [`${CONDITION}${graph.nodes[node]?.name || node}`] : []));
  return [...awaited(graph, flow).map(({ on, name }) => `${on}:${name}`), ...conditions];
}

/** Names of the steps that wait after a change, for the matter's row. */
export function stepNames(open: Task[], change: Change): string {
  const now = new Map(change.altered.map((task) => [task.taskId, task]));
  const gone = new Set([...change.done.map((task) => task.taskId), ...change.cancelled]);
  const waiting = [...open.filter((task) => !gone.has(task.taskId)).map((task) => now.get(task.taskId) ?? task), ...change.opened].filter(
    (task) => task.kind !== "copy",
  );
  // Where nobody has anything to do, what is waited for says where it stands.
  const names =
    waiting.length > 0
      ? waiting.map((task) => task.name)
      : change.matter.awaits.flatMap((each) => (each.startsWith(CONDITION) ? [each.slice(CONDITION.length)] : []));
  return [...new Set(names)].join("、");
}
