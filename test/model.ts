import { expect } from "vitest";
import { compile } from "#process/bpmn";
import { begin, step } from "#process/flow";
import type { Beginning } from "#process/activity";
import type { Effect, FlowEvent, FlowState, Step } from "#process/token";
import type { Graph } from "#process/graph";

/** Messages, a signal, errors and escalations that every model can refer to, as "root-" and their name or code. */
const ROOTS = [
  '<message id="root-letter" name="letter"/><message id="root-reply" name="reply"/><signal id="root-alarm" name="alarm"/>',
  '<error id="root-broken" errorCode="broken"/><error id="root-lost" errorCode="lost"/>',
  '<escalation id="root-over" escalationCode="over"/><escalation id="root-above" escalationCode="above"/>',
].join("");

/** A process around elements written as BPMN without prefixes. */
export function model(...elements: string[]): string {
  return definitions(`<process id="p" name="样例">${elements.join("")}</process>`);
}

/** A file around processes. */
export function definitions(...processes: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:yw="https://yiwang.dev/bpmn" id="file" targetNamespace="https://yiwang.dev/test">${ROOTS}${processes.join("")}</definitions>`;
}

/** Sequence flows written "a b" or "a b: condition"; ids are "a_b". */
export function flows(...lines: string[]): string {
  return lines
    .map((line) => {
      const [, from, to, when] = /^(\S+) (\S+?)(?:: (.*))?$/.exec(line) ?? [];
      const condition = when ? `<conditionExpression xsi:type="tFormalExpression">${escaped(when)}</conditionExpression>` : "";
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

/** Definitions of events, by a short word: "message letter", "timer P1D", "condition form.x", "compensation a". */
export function when(...triggers: string[]): string {
  return triggers
    .map((trigger) => {
      const [, on, what = ""] = /^(\S+) ?(.*)$/.exec(trigger) ?? [];
      const ref = (name: string): string => (what ? `<${on}EventDefinition ${name}="root-${what}"/>` : `<${on}EventDefinition/>`);
      if (on === "timer") return `<timerEventDefinition><timeDuration>${what}</timeDuration></timerEventDefinition>`;
      if (on === "cycle") return `<timerEventDefinition><timeCycle>${what}</timeCycle></timerEventDefinition>`;
      if (on === "condition")
        return `<conditionalEventDefinition><condition xsi:type="tFormalExpression">${escaped(what)}</condition></conditionalEventDefinition>`;
      if (on === "compensation") return what ? `<compensateEventDefinition activityRef="${what}"/>` : "<compensateEventDefinition/>";
      if (on === "link") return `<linkEventDefinition name="${what}"/>`;
      return ref(`${on}Ref`);
    })
    .join("");
}

/** An event of a kind with its triggers: event("intermediateCatchEvent", "a", "message letter"). */
export function event(tag: string, id: string, ...triggers: string[]): string {
  return `<${tag} id="${id}">${when(...triggers)}</${tag}>`;
}

/** A boundary event; a "!" before its id makes it non-interrupting. */
export function border(id: string, host: string, ...triggers: string[]): string {
  const name = id.replace("!", "");
  return `<boundaryEvent id="${name}" attachedToRef="${host}"${id.startsWith("!") ? ' cancelActivity="false"' : ""}>${when(...triggers)}</boundaryEvent>`;
}

/** An event sub-process with one task, named after it; a "!" before its id makes it non-interrupting. */
export function eventSub(id: string, inside: string, ...triggers: string[]): string {
  const name = id.replace("!", "");
  const start = `<startEvent id="${name}_s"${id.startsWith("!") ? ' isInterrupting="false"' : ""}>${when(...triggers)}</startEvent>`;
  return `<subProcess id="${name}" triggeredByEvent="true">${start}${reviews(inside)}<endEvent id="${name}_e"/>${flows(`${name}_s ${inside}`, `${inside} ${name}_e`)}</subProcess>`;
}

/** A task with the task that compensates it. */
export function undone(id: string, by: string): string {
  return `${reviews(id)}<userTask id="${by}" yw:kind="review" isForCompensation="true"/>${border(`${id}_c`, id, "compensation")}<association id="${id}_a" sourceRef="${id}_c" targetRef="${by}"/>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
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

  constructor(graph: Graph, facts: Record<string, unknown> = {}, beginning: Beginning = {}) {
    this.graph = graph;
    this.facts = facts;
    const first = begin(graph, facts, beginning);
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

  message(message: string, more: { data?: unknown; key?: unknown } = {}): this {
    return this.happen({ type: "message.arrived", message, ...more });
  }

  signal(signal: string): this {
    return this.happen({ type: "signal.arrived", signal });
  }

  /** New facts, looked at. */
  change(facts: Record<string, unknown>): this {
    this.facts = facts;
    return this.happen({ type: "facts.changed" });
  }

  /** A task fails, or a service. */
  fail(node: string, error: string): this {
    const active = this.state.active.find((each) => each.node === node);
    const id = active?.id ?? "none";
    return this.happen(active?.wait === "service" ? { type: "service.failed", call: id, error } : { type: "error.raised", wait: id, error });
  }

  escalate(node: string, escalation: string): this {
    return this.happen({ type: "escalation.raised", wait: this.state.active.find((each) => each.node === node)?.id ?? "none", escalation });
  }

  /** Begins an offered activity of the ad-hoc sub-process that runs. */
  start(node: string): this {
    const scope = this.graph.nodes[node]?.scope;
    const frame = this.state.active.find((each) => each.node === scope)?.id ?? "none";
    return this.happen({ type: "activity.begun", frame, node });
  }

  /** The nodes of which something waits, sorted. */
  get waiting(): string[] {
    return this.state.active
      .filter((each) => each.wait !== "scope" && each.wait !== "many" && each.wait !== "loop" && each.wait !== "undo")
      .map((each) => each.node)
      .toSorted();
  }

  /** The tasks that wait, sorted. */
  get tasks(): string[] {
    return this.state.active
      .filter((each) => each.wait === "task")
      .map((each) => each.node)
      .toSorted();
  }

  get ended(): boolean {
    return this.effects.some((effect) => effect.type === "ended");
  }

  /** The nodes that tokens passed, in order. */
  get path(): string {
    return this.passed.filter((key) => key in this.graph.nodes).join(" ");
  }

  /**
   * Plays a line of happenings: "a" completes a task, "a=again" with an outcome, "@t" fires a timer, ">letter" a message arrives, "!alarm" a
   * signal, "a#broken" a task fails, "a^over" it escalates, "+a" an offered activity begins, "?x" makes form.x true, "?-x" false.
   */
  play(line: string): this {
    for (const word of line.split(" ").filter(Boolean)) this.#happen(word);
    return this;
  }

  #happen(word: string): void {
    const [, sign = "", rest = ""] = /^([@>!+?]?)(.*)$/.exec(word) ?? [];
    const [, node = "", by = "", more = ""] = /^([^=#^]+)([=#^]?)(.*)$/.exec(rest) ?? [];
    const form = (this.facts["form"] ?? {}) as Record<string, unknown>;
    if (sign === "@") this.fire(rest);
    else if (sign === ">") this.message(rest);
    else if (sign === "!") this.signal(rest);
    else if (sign === "+") this.start(rest);
    else if (sign === "?") this.change({ ...this.facts, form: { ...form, [rest.replace("-", "")]: !rest.startsWith("-") } });
    else if (by === "#") this.fail(node, more);
    else if (by === "^") this.escalate(node, more);
    else this.complete(node, { outcome: more || "pass" });
  }
}
