import { compile } from "#process/bpmn";
import { getItem } from "#content/catalogue";
import { decisionsOf, examplesOf, getDraft } from "#content/draft";
import type { FlowEvent } from "#process/token";
import { registersNow } from "#register/register";
import { applicationOf, simulate, stageOf } from "#content/rehearsal";
import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { typed } from "../typed.ts";
import { told } from "./told.ts";

/** Plays the flow on the board with one of the item's example people through the events given so far. Writes nothing. */
export function post({ body, params }: Incoming, ctx: Ctx): Promise<Reply> {
  return told(async () => {
    const draft = await getDraft(ctx, params["item"]!);
    const [{ definition }, { cases, cast }, registers, { decisions }, compiled] = await Promise.all([
      getItem(ctx, draft.itemId),
      examplesOf(ctx, draft.itemId),
      registersNow(ctx),
      decisionsOf(draft.rules),
      compile(typed(body, "flow") || draft.flow),
    ]);
    if ("refusals" in compiled) throw badInput("REFUSED", "流程还有问题，改好以后才能试办。");
    const example = cases[Number(body["case"])];
    if (!example) throw badInput("NO_CASE", "请选择一个例子。", { case: "请选择一个例子。" });
    const stage = stageOf(definition, compiled.graph, decisions, registers, cases);
    const { facts } = applicationOf(stage, example, cast);
    if (!facts) throw badInput("NOT_COMPLETE", "这个例子没有提交申请，走不到流程。请换一个例子。");
    return simulate(compiled.graph, decisions, facts, eventsOf(body["events"]));
  });
}

// What a board may send: the name of what the event is about, and what comes with it. The engine itself refuses what it does not wait for.
const EVENTS: Record<string, readonly string[]> = {
  "task.completed": ["task"],
  "timer.fired": ["timer"],
  "message.arrived": ["message"],
  "signal.arrived": ["signal"],
  "activity.begun": ["frame", "node"],
};

function eventsOf(given: unknown): FlowEvent[] {
  if (!Array.isArray(given)) return [];
  return given.map((event: unknown) => {
    const { type, result, ...rest } = Object(event) as Record<string, unknown>;
    const keys = typeof type === "string" && Object.hasOwn(EVENTS, type) ? EVENTS[type]! : [];
    if (keys.length === 0 || keys.some((key) => typeof rest[key] !== "string")) throw badInput("BAD_EVENT", "这一步看不懂，请重新开始试办。");
    const answer = typeof result === "object" && result !== null && !Array.isArray(result) ? result : {};
    return { type, ...Object.fromEntries(keys.map((key) => [key, rest[key]])), ...(type === "task.completed" && { result: answer }) } as FlowEvent;
  });
}
