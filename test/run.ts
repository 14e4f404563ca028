import type { Graph } from "#process/graph";
import { graphOf, model } from "./model.ts";
import { runOf, type Active, type FlowState, type Run, type Vars } from "#process/token";

const NOTHING: FlowState = { serial: 0, active: [], held: [], vars: {} };

/** A run of a graph that stands as it is said. */
export function running(graph: Graph, state: Partial<FlowState> = {}, facts: Vars = {}): Run {
  return runOf(graph, { ...NOTHING, ...state }, facts);
}

/** A run of a model. */
export async function runIn(elements: string[], state: Partial<FlowState> = {}, facts: Vars = {}): Promise<Run> {
  return running(await graphOf(model(...elements)), state, facts);
}

export const task = (id: string, frame = "", more: Partial<Active> = {}): Active => ({ id, node: id.split(".")[0]!, frame, wait: "task", ...more }) as Active;
export const scope = (id: string, frame = "", more: Partial<Active> = {}): Active => task(id, frame, { wait: "scope", ...more });

/** The ids of what is active, in their order. */
export const active = (run: Run): string[] => [...run.active.keys()];
