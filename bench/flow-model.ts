import { begin, step } from "#process/flow";
import type { Effect, FlowEvent, FlowState } from "#process/token";
import type { Graph } from "#process/graph";

/** How an engine writes "the form says that it is small", and whose desk the tasks are for, where that matters. */
export type Dialect = { small: string; desk?: string };

/** FEEL, and the expressions of bpmn-engine. */
export const OURS: Dialect = { small: "form.small" };
export const THEIRS: Dialect = { small: "${environment.variables.small}" };

const flow = (from: string, to: string, when = ""): string =>
  `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${when && `<conditionExpression xsi:type="tFormalExpression">${when}</conditionExpression>`}</sequenceFlow>`;
const tasks = (ids: string[], desk: string): string => ids.map((id) => `<userTask id="${id}" name="${id}" yw:kind="review"${desk}/>`).join("");
const late = (id: string, host: string): string =>
  `<boundaryEvent id="${id}" attachedToRef="${host}"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">P5D</timeDuration></timerEventDefinition></boundaryEvent>`;

/**
 * The process that is measured: six user tasks, two exclusive gateways, a parallel one with its join, two boundary timers, one call
 * activity (whose process holds the sixth task).
 */
export function flowModel({ small, desk = "" }: Dialect): string {
  const main = [
    '<startEvent id="start"/><endEvent id="end"/><endEvent id="over"/>',
    tasks(["accept", "supplement", "fire", "water", "decide"], desk),
    '<exclusiveGateway id="size" default="size_supplement"/><exclusiveGateway id="merge"/><parallelGateway id="fork"/><parallelGateway id="join"/>',
    '<callActivity id="check" calledElement="site"/>',
    late("slow", "accept"),
    late("slower", "decide"),
    flow("start", "accept"),
    flow("accept", "size"),
    flow("size", "fork", small),
    flow("size", "supplement"),
    flow("supplement", "merge"),
    flow("merge", "end"),
    flow("fork", "fire"),
    flow("fork", "water"),
    flow("fire", "join"),
    flow("water", "join"),
    flow("join", "check"),
    flow("check", "decide"),
    flow("decide", "merge"),
    flow("slow", "over"),
    flow("slower", "over"),
  ];
  const site = ['<startEvent id="site-start"/><endEvent id="site-end"/>', tasks(["visit"], desk), flow("site-start", "visit"), flow("visit", "site-end")];
  return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:yw="https://yiwang.dev/bpmn" id="file" targetNamespace="https://yiwang.dev/bench"><process id="main" isExecutable="true">${main.join("")}</process><process id="site">${site.join("")}</process></definitions>`;
}

export const FACTS = { form: { small: true } };

/** Completes the tasks of an instance in the order in which they open until it ends; `store` is given every state and gives back what was stored. */
export function live(graph: Graph, store: (state: FlowState) => FlowState): void {
  const first = begin(graph, FACTS);
  let state = store(first.state);
  const open: string[] = [];
  const note = (effects: readonly Effect[]): void => {
    for (const effect of effects) if (effect.type === "task.opened") open.push(effect.task);
  };
  note(first.effects);
  for (let opened = open.shift(); opened !== undefined; opened = open.shift()) {
    const event: FlowEvent = { type: "task.completed", task: opened, result: { outcome: "pass" } };
    const next = step(graph, state, event, FACTS);
    state = store(next.state);
    note(next.effects);
  }
  if (!state.ended) throw new Error("an instance did not end");
}
