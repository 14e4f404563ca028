import { jumpTargets } from "#process/relocation";
import type { TaskMove } from "#process/graph";
import { standsStill, suspendedSince } from "#matter/clocks";
import { owns } from "#matter/party";
import { isClosed } from "#matter/matter";
import type { MatterView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { earlierSteps, takeableSteps } from "./sending-back.ts";
import { pendingSigns } from "./signatures.ts";
import { allows, mayHere } from "./who.ts";

/** Every move, in the words of offices. */
export const MOVES = {
  return: "退回",
  "take-back": "取回",
  "hand-over": "转办",
  delegate: "委派",
  sign: "加签",
  unsign: "减签",
  "add-countersigner": "增加会签单位",
  "drop-countersigner": "减少会签单位",
  urge: "催办",
  suspend: "挂起",
  resume: "恢复办理",
  terminate: "终止办理",
  jump: "跳转",
  copy: "抄送",
  acknowledge: "阅知",
} as const;

export type MoveName = keyof typeof MOVES;

/** A move that the actor may make now; `task` is what it is about: a waiting task, one that was done (取回), or an added signature (减签). */
export interface Offer {
  move: MoveName;
  task?: string;
  /** What the task is called. */
  name?: string;
}

/** The moves that the actor may make with a matter now. What is not offered is refused by the act too. */
export async function offersOf(ctx: Ctx, view: Pick<MatterView, "matter" | "open" | "mine" | "blueprint" | "tasks">): Promise<Offer[]> {
  const { matter, open, mine, blueprint } = view;
  if (isClosed(matter) || matter.phase === "draft") return copiesOf(view, ctx);
  if (ctx.actor.kind !== "staff") return (await owns(ctx, matter, blueprint.kind)) ? [{ move: "urge" }] : [];
  const [decides, supervises, redirects] = await Promise.all(
    ["matter.decide", "matter.supervise", "matter.redirect"].map((each) => mayHere(ctx, matter, each)),
  );
  const running = !standsStill(matter);
  const work = mine.filter((task) => task.kind !== "copy" && task.party === null);
  const waiting = open.filter((task) => task.kind !== "copy" && task.party === null);
  const offers: Offer[] = [...copiesOf(view, ctx)];
  for (const { taskId: task, name, signOf, node } of running ? work : []) {
    const add = (move: TaskMove): void => void (allows(blueprint, node, move) && offers.push({ move, task, name }));
    if (earlierSteps({ matter, blueprint }, task).length > 0) add("return");
    add("hand-over");
    if (signOf) continue;
    add("delegate");
    add("sign");
  }
  if (running && supervises) {
    const others = waiting.filter(({ taskId, node }) => !work.some((each) => each.taskId === taskId) && allows(blueprint, node, "hand-over"));
    for (const { taskId: task, name } of others) offers.push({ move: "hand-over", task, name });
  }
  if (running) {
    for (const { sign, task, who } of pendingSigns(matter)) {
      if (supervises || work.some((each) => each.taskId === task)) offers.push({ move: "unsign", task: sign, name: who });
    }
    for (const { taskId: task, name } of takeableSteps(ctx, view)) offers.push({ move: "take-back", task, name });
  }
  if (running && (decides || supervises)) offers.push(...countersigning(view));
  if (supervises && waiting.length > 0) offers.push({ move: "urge" });
  if (work.length > 0 || supervises || decides) offers.push({ move: "copy" });
  if ((decides || supervises) && matter.phase === "open") offers.push({ move: suspendedSince(matter) ? "resume" : "suspend" });
  if (decides && !matter.outcome) offers.push({ move: "terminate" });
  if (running && redirects && jumpTargets(blueprint.graph).length > 1)
    for (const { taskId: task, name, node } of waiting) if (allows(blueprint, node, "jump")) offers.push({ move: "jump", task, name });
  return offers;
}

function copiesOf({ open }: Pick<MatterView, "open">, ctx: Ctx): Offer[] {
  return open.filter((task) => task.kind === "copy" && task.assignee === ctx.actor.id).map(({ taskId: task, name }) => ({ move: "acknowledge", task, name }));
}

function countersigning({ open, blueprint }: Pick<MatterView, "open" | "blueprint">): Offer[] {
  const instances = open.filter((task) => {
    const node = blueprint.graph.nodes[task.node];
    return node?.kind === "user" && node.many !== undefined && !task.signOf;
  });
  const [first] = instances;
  const drops = instances.length > 1 ? instances.map(({ taskId: task, name }): Offer => ({ move: "drop-countersigner", task, name })) : [];
  return first ? [{ move: "add-countersigner", task: first.taskId, name: first.name }, ...drops] : [];
}
