import { expect } from "vitest";
import { compile } from "#base/bpmn";
import { begin, step } from "#base/flow";
import type { Effect, FlowEvent, FlowState, Graph, Step } from "#base/flow";

/** A process around elements written as BPMN without prefixes. */
export function model(...elements: string[]): string {
  return definitions(`<process id="p" name="样例">${elements.join("")}</process>`);
}

/** A file around processes. */
export function definitions(...processes: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:yw="https://yiwang.dev/bpmn" id="file" targetNamespace="https://yiwang.dev/test">${processes.join("")}</definitions>`;
}

/** Sequence flows written "a b" or "a b: condition"; ids are "a_b". */
export function flows(...lines: string[]): string {
  return lines
    .map((line) => {
      const [, from, to, when] = /^(\S+) (\S+?)(?:: (.*))?$/.exec(line) ?? [];
      const condition = when
        ? `<conditionExpression xsi:type="tFormalExpression">${when.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</conditionExpression>`
        : "";
      return `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`;
    })
    .join("");
}

/** User tasks for review, by id. */
export function reviews(...ids: string[]): string {
  return ids.map((id) => `<userTask id="${id}" name="${id}" yw:kind="review"/>`).join("");
}

export function timer(id: string, host: string, more = "", duration = "P5WD"): string {
  return `<boundaryEvent id="${id}" attachedToRef="${host}"${more}><timerEventDefinition id="${id}_t"><timeDuration>${duration}</timeDuration></timerEventDefinition></boundaryEvent>`;
}

export const ENDS = '<startEvent id="s"/><endEvent id="e"/>';

/** The graph of a model which has to compile. */
export async function graphOf(xml: string, calls: Record<string, Graph> = {}): Promise<Graph> {
  const compiled = await compile(xml, calls);
  if ("refusals" in compiled) throw new Error(compiled.refusals.map((refusal) => `${refusal.element} ${refusal.rule}: ${refusal.en}`).join("\n"));
  return compiled.graph;
}

/** A running instance that checks at every step that the state is plain JSON and that nothing given was changed. */
export class Instance {
  readonly graph: Graph;
  facts: Record<string, unknown>;
  state: FlowState;
  effects: Effect[];
  passed: string[];

  constructor(graph: Graph, facts: Record<string, unknown> = {}) {
    this.graph = graph;
    this.facts = facts;
    const first = begin(graph, facts);
    this.state = first.state;
    this.effects = first.effects;
    this.passed = first.passed;
  }

  happen(event: FlowEvent): this {
    const before = JSON.stringify([this.state, event, this.facts]);
    const next: Step = step(this.graph, this.state, event, this.facts);
    expect(JSON.stringify([this.state, event, this.facts])).toBe(before);
    const stored: unknown = JSON.parse(JSON.stringify(next.state));
    expect(stored).toEqual(next.state);
    this.state = stored as FlowState;
    this.effects = next.effects;
    this.passed = [...this.passed, ...next.passed];
    return this;
  }

  /** Completes the task (or call) of a node; the first one where there are several. */
  complete(node: string, result: Record<string, unknown> = { outcome: "pass" }): this {
    const active = this.state.active.find((each) => each.node === node && (each.wait === "task" || each.wait === "service" || each.wait === "rule"));
    if (!active) throw new Error(`${node} does not wait, but ${this.waiting.join(" ")}`);
    if (active.wait === "task") return this.happen({ type: "task.completed", task: active.id, result });
    if (active.wait === "service") return this.happen({ type: "service.done", call: active.id, result });
    return this.happen({ type: "rule.done", call: active.id, result });
  }

  fire(node: string): this {
    const active = this.state.active.find((each) => each.node === node);
    return this.happen({ type: "timer.fired", timer: active?.id ?? "none" });
  }

  /** The nodes of which something waits, sorted. */
  get waiting(): string[] {
    return this.state.active
      .filter((each) => each.wait !== "scope" && each.wait !== "many")
      .map((each) => each.node)
      .toSorted();
  }

  get ended(): boolean {
    return this.effects.some((effect) => effect.type === "ended");
  }
}
