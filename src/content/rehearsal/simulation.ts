import { begin, step } from "#process/flow";
import type { Effect, FlowEvent, FlowState } from "#process/token";
import type { Graph } from "#process/graph";
import type { Decisions } from "#content/rule";
import { badInput, Refusal } from "#values/errors";
import { machineAnswer } from "./machine-answer.ts";

type Values = Record<string, unknown>;

/** Something that waits for people, a clock or the outside: its id, where, what it is; for messages and signals which. `offer`: ad-hoc work to begin. */
export interface Waiting {
  id: string;
  wait: "task" | "timer" | "message" | "signal" | "condition" | "offer";
  node: string;
  name?: string;
}

/** One step of a simulation: what was passed, and what happened on the way. */
export interface SimulatedStep {
  passed: string[];
  happened: { type: Effect["type"]; node: string; detail: unknown }[];
}

/** Where a simulation stands after its events. `refused` says why the last event was not taken. */
export interface Simulation {
  steps: SimulatedStep[];
  waiting: Waiting[];
  vars: Values;
  ended: boolean;
  refused?: string;
}

/** More events than this are no simulation by hand. */
const MOST = 300;

/** Service acts and rules that answer one another; a loop of them without people is a slip of the flow. */
const MOST_ANSWERS = 200;

/**
 * Plays a flow from its beginning through events given by hand. A run travels as its events and is played again each time, so there is no state
 * to be trusted. Writes nothing: acts do nothing, rules are really evaluated. An event that cannot be taken ends the simulation with its reason.
 * @throws Refusal TOO_LONG beyond 300 events
 */
export function simulate(graph: Graph, decisions: Decisions | undefined, facts: Values, events: readonly FlowEvent[]): Simulation {
  if (events.length > MOST) throw badInput("TOO_LONG", `试办最多走 ${MOST} 步，请重新开始。`);
  const steps: SimulatedStep[] = [];
  const offered: Waiting[] = [];
  let state: FlowState | undefined;
  const take = (move: () => { state: FlowState; effects: Effect[]; passed: string[] }): void => {
    const done: SimulatedStep = { passed: [], happened: [] };
    let now = move();
    for (const queue: Effect[] = []; ;) {
      state = now.state;
      done.passed.push(...now.passed);
      queue.push(...now.effects);
      let answer: FlowEvent | undefined;
      while (!answer && queue.length > 0) {
        const effect = queue.shift()!;
        const gone = "call" in effect && !state.active.some(({ id }) => id === effect.call);
        answer = gone ? undefined : machineAnswer(effect, decisions, { ...facts, ...state.vars });
        if (effect.type === "activity.offered") offered.push({ id: effect.frame, wait: "offer", node: effect.node });
        done.happened.push(happened(effect, answer));
      }
      if (!answer) break;
      if (done.happened.length > MOST_ANSWERS) throw badInput("ENDLESS", "这里一直转下去，没有等人办理的环节。");
      const from = state;
      const event = answer;
      now = step(graph, from, event, facts);
    }
    steps.push(done);
  };
  let refused: string | undefined;
  try {
    take(() => begin(graph, facts));
    for (const event of events) {
      const from = state!;
      take(() => step(graph, from, event, facts));
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused = error.message;
  }
  return {
    steps,
    waiting: [...waitingIn(graph, state), ...offered.filter((offer) => state?.active.some(({ id, wait }) => wait === "scope" && id === offer.id))],
    vars: { ...state?.vars },
    ended: state?.ended === true,
    ...(refused !== undefined && { refused }),
  };
}

const SHOWN = ["task", "timer", "message", "signal", "condition"] as const;

function waitingIn(graph: Graph, state: FlowState | undefined): Waiting[] {
  return (state?.active ?? []).flatMap((active) => {
    const wait = SHOWN.find((kind) => kind === active.wait);
    if (!wait) return [];
    const node = graph.nodes[active.node];
    const trigger = node && "triggers" in node ? node.triggers[("at" in active && active.at) || 0] : undefined;
    const name = trigger?.on === "message" ? trigger.message : trigger?.on === "signal" ? trigger.signal : undefined;
    return [{ id: active.id, wait, node: active.node, ...(name !== undefined && { name }) }];
  });
}

function happened(effect: Effect, answer: FlowEvent | undefined): SimulatedStep["happened"][number] {
  const detail = effect.type === "service.called" ? { act: effect.act, input: effect.input } : answer && "result" in answer ? answer.result : null;
  return { type: effect.type, node: "node" in effect ? effect.node : "", detail };
}
