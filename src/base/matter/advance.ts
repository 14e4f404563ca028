import { begin, step, type Effect, type FlowEvent, type FlowState } from "#base/flow";
import { decide } from "#base/rule";
import { addDuration, calendarNow, dayOf, dueDay, readLimit, type Calendar } from "#kernel/clock";
import { system, type Ctx } from "#kernel/ctx";
import type { Blueprint } from "./blueprint.ts";
import { record, type Change } from "./change.ts";
import { factsOf } from "./facts.ts";
import type { Task } from "./matter.ts";
import { serviceActOf } from "./service-act.ts";

const BY_RULE = { kind: "system", id: "system", name: "业务规则" } as const;

function taskOf(ctx: Ctx, change: Change, calendar: Calendar, effect: Effect & { type: "task.opened" }): Task {
  const limit = effect.limit ? readLimit(effect.limit) : undefined;
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
    dueDay: limit ? dueDay(calendar, dayOf(ctx.now), limit) : null,
    holder: null,
    holderName: null,
    doneAt: null,
    cancelledAt: null,
    outcome: null,
    result: null,
  };
}

function cancel(change: Change, taskId: string): void {
  const before = change.opened.length;
  change.opened = change.opened.filter((task) => task.taskId !== taskId);
  if (change.opened.length === before) change.cancelled.push(taskId);
}

function clear(change: Change, timerId: string): void {
  const before = change.timersSet.length;
  change.timersSet = change.timersSet.filter((timer) => timer.timerId !== timerId);
  if (change.timersSet.length === before) change.timersCleared.push(timerId);
}

/** Who a service act is done by: whoever completed the task that led to it; the rules, when an application went through by itself. */
function doer(ctx: Ctx): Ctx {
  return ctx.actor.kind === "staff" ? ctx : { ...ctx, actor: system(ctx.actor.kind === "system" ? ctx.actor.name : BY_RULE.name) };
}

/** Runs a decision and writes into the history which rows applied and why. */
function judge(ctx: Ctx, change: Change, blueprint: Blueprint, effect: Effect & { type: "rule.called" }): unknown {
  if (!blueprint.decisions) throw new Error(`${change.matter.itemId} calls the decision ${effect.decision} but has no rules`);
  const { vars } = change.matter.flow as FlowState;
  const verdict = decide(blueprint.decisions, effect.decision, { ...factsOf(ctx, change.matter, blueprint), ...vars });
  record(ctx, change, "judged", { decision: effect.decision, value: verdict.value, why: verdict.hits.map((hit) => hit.why).filter(Boolean) }, BY_RULE);
  return verdict.value;
}

/**
 * Moves a matter's flow by one event (or begins it) until everything that is left waits for people or time. Service and rule
 * tasks run on the way, in this transaction. All of it is gathered in `change`; nothing is written here.
 */
export async function advance(ctx: Ctx, change: Change, blueprint: Blueprint, event?: FlowEvent): Promise<void> {
  const calendar = await calendarNow(ctx);
  const given = event?.type === "task.completed" ? event.result : undefined;
  const facts = (): Record<string, unknown> => factsOf(ctx, change.matter, blueprint);
  const { graph } = blueprint;
  let moved = event ? step(graph, change.matter.flow as FlowState, event, facts()) : begin(graph, facts());
  change.matter.flow = moved.state;
  const waiting = [...moved.effects];
  const proceed = (next: FlowEvent): void => {
    moved = step(graph, change.matter.flow as FlowState, next, facts());
    change.matter.flow = moved.state;
    waiting.push(...moved.effects);
  };
  for (let effect = waiting.shift(); effect; effect = waiting.shift()) {
    switch (effect.type) {
      case "task.opened":
        change.opened.push(taskOf(ctx, change, calendar, effect));
        break;
      case "task.cancelled":
        cancel(change, effect.task);
        break;
      case "timer.set":
        change.timersSet.push({
          timerId: effect.timer,
          node: effect.node,
          dueAt: effect.at ? new Date(effect.at) : addDuration(calendar, ctx.now, effect.duration!),
        });
        break;
      case "timer.cancelled":
        clear(change, effect.timer);
        break;
      case "service.called": {
        const result = await serviceActOf(effect.act)(doer(ctx), { change, blueprint, input: (effect.input ?? {}) as Record<string, unknown>, given });
        proceed({ type: "service.done", call: effect.call, result });
        break;
      }
      case "rule.called":
        proceed({ type: "rule.done", call: effect.call, result: judge(ctx, change, blueprint, effect) });
        break;
      case "ended":
        break;
    }
  }
}

/** Names of the steps that wait after a change, for the matter's row. */
export function stepNames(open: Task[], change: Change): string {
  const gone = new Set([...change.done.map((task) => task.taskId), ...change.cancelled]);
  return [...new Set([...open.filter((task) => !gone.has(task.taskId)), ...change.opened].map((task) => task.name))].join("、");
}
