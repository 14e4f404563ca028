import type { Node, Throw, Trigger } from "#process/graph";
import { type Element, refuse, type FlowRefusal } from "#process/notation";
import type { Base } from "./node.ts";
import { definitionsOf, throwOf, triggerOf } from "./trigger.ts";

/** Where an event stands: what it may wait for or throw depends on it (table 10.93). */
export type Place = "process" | "event-sub" | "sub";

const WAITING = ["Timer", "Message", "Signal", "Conditional"];
const ALLOWED = {
  "start of a process": WAITING,
  "start of an event-sub": [...WAITING, "Error", "Escalation", "Compensate"],
  catch: [...WAITING, "Link"],
  boundary: [...WAITING, "Error", "Escalation", "Compensate", "Cancel"],
  throw: ["Message", "Signal", "Escalation", "Compensate", "Link"],
  end: ["Message", "Signal", "Escalation", "Error", "Compensate", "Cancel", "Terminate"],
} as const;
/** Definitions that cannot share their event with others. */
const ALONE = ["Link", "Terminate", "Cancel", "Compensate"];
/** Definitions of which nothing can be left running. */
const INTERRUPTS = ["Error", "Cancel", "Compensate"];

function short(definition: Element): string {
  return definition.$type.replace(/^bpmn:|EventDefinition$/g, "");
}

/** Reads an event into a node. */
export function eventOf(element: Element, base: Base, place: Place, refusals: FlowRefusal[]): Node | undefined {
  switch (element.$type) {
    case "bpmn:StartEvent":
      return startOf(element, base, place, refusals);
    case "bpmn:BoundaryEvent":
      return boundaryOf(element, base, refusals);
    case "bpmn:IntermediateCatchEvent":
      return catchOf(element, base, refusals);
    case "bpmn:IntermediateThrowEvent":
      return throwingOf(element, base, refusals);
    case "bpmn:EndEvent": {
      const definitions = checked(element, base.id, "end", refusals);
      if (definitions.some((each) => short(each) === "Terminate")) return { ...base, kind: "terminate" };
      return { ...base, kind: "end", events: throwsIn(definitions, base.id, refusals) };
    }
    default:
      return undefined;
  }
}

/** The definitions of an event, after looking whether they may stand there and together. */
function checked(element: Element, id: string, where: keyof typeof ALLOWED, refusals: FlowRefusal[]): Element[] {
  const definitions = definitionsOf(element);
  const allowed: readonly string[] = ALLOWED[where];
  for (const each of definitions) if (!allowed.includes(short(each))) refusals.push(refuse(id, "event-trigger", each.$type));
  const alone = definitions.length > 1 ? definitions.find((each) => ALONE.includes(short(each))) : undefined;
  if (alone) refusals.push(refuse(id, "event-alone", alone.$type));
  if (element.parallelMultiple && (definitions.length < 2 || definitions.some((each) => !WAITING.includes(short(each))))) {
    refusals.push(refuse(id, "parallel-multiple"));
  }
  return definitions.filter((each) => allowed.includes(short(each)));
}

function interruptingOf(definitions: Element[], asked: boolean, id: string, refusals: FlowRefusal[]): boolean {
  const always = definitions.find((each) => INTERRUPTS.includes(short(each)));
  if (always && !asked) refusals.push(refuse(id, "must-interrupt", always.$type));
  return asked;
}

function startOf(element: Element, base: Base, place: Place, refusals: FlowRefusal[]): Node {
  const { id } = base;
  if (place === "sub") {
    if (definitionsOf(element).length > 0) refusals.push(refuse(id, "start-inner"));
    return { ...base, kind: "start", triggers: [], interrupting: false };
  }
  const definitions = checked(element, id, place === "process" ? "start of a process" : "start of an event-sub", refusals);
  const triggers = triggersIn(definitions, id, refusals);
  if (place === "process" && element.parallelMultiple) refusals.push(refuse(id, "start-parallel"));
  const interrupting = place === "event-sub" && interruptingOf(definitions, element.isInterrupting !== false, id, refusals);
  return { ...base, kind: "start", triggers, interrupting, ...parallelOf(element) };
}

function boundaryOf(element: Element, base: Base, refusals: FlowRefusal[]): Node {
  const { id } = base;
  if (!element.attachedToRef) refusals.push(refuse(id, "boundary-unattached"));
  if (definitionsOf(element).length === 0) refusals.push(refuse(id, "event-empty"));
  const definitions = checked(element, id, "boundary", refusals);
  const interrupting = interruptingOf(definitions, element.cancelActivity !== false, id, refusals);
  const host = element.attachedToRef?.id ?? "";
  return { ...base, kind: "boundary", triggers: triggersIn(definitions, id, refusals), host, interrupting, ...parallelOf(element) };
}

/** A link is drawn as two events, and is one way: a token goes through both (`joinLinks` ties them). */
function catchOf(element: Element, base: Base, refusals: FlowRefusal[]): Node {
  if (definitionsOf(element).length === 0) refusals.push(refuse(base.id, "event-empty"));
  const definitions = checked(element, base.id, "catch", refusals);
  if (definitions.some((each) => short(each) === "Link")) return { ...base, kind: "pass", boundary: [] };
  return { ...base, kind: "catch", triggers: triggersIn(definitions, base.id, refusals), ...parallelOf(element) };
}

function throwingOf(element: Element, base: Base, refusals: FlowRefusal[]): Node {
  const definitions = checked(element, base.id, "throw", refusals);
  const isLink = definitions.some((each) => short(each) === "Link");
  if (definitions.length === 0 || isLink) return { ...base, kind: "pass", boundary: [] };
  return { ...base, kind: "throw", events: throwsIn(definitions, base.id, refusals) };
}

function triggersIn(definitions: Element[], id: string, refusals: FlowRefusal[]): Trigger[] {
  return definitions.flatMap((each) => triggerOf(each, id, refusals) ?? []);
}

function throwsIn(definitions: Element[], id: string, refusals: FlowRefusal[]): Throw[] {
  return definitions.flatMap((each) => throwOf(each, id, refusals) ?? []);
}

function parallelOf(element: Element): { parallel?: true } {
  return element.parallelMultiple ? { parallel: true } : {};
}
