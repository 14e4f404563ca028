import { isDuration, TASK_MOVES, type Node } from "#process/graph";
import { isFeel, textOf, type Element, refuse, type FlowRefusal } from "#process/notation";
import { writesOf } from "./data.ts";
import { eventOf, type Place } from "./event.ts";
import { repetitionOf } from "./loops.ts";
import { messageThrow, messageTrigger } from "./trigger.ts";

// An act of the kind by its id, or one that a block of code does, by a name with a dot.
const ACT = /^[a-z][a-z0-9-]*(\.[a-z][a-z-]*)*$/;

export type Base = { key: string; id: string; name: string; scope: string; in: string[]; out: string[]; otherwise?: string };

/** Reads a flow element into a node; what is wrong with it goes to `refusals`, and undefined is returned for what has no place in a graph. */
export function nodeOf(element: Element, base: Base, place: Place, refusals: FlowRefusal[]): Node | undefined {
  const { id } = base;
  const { otherwise: _otherwise, ...plain } = base;
  if (element.triggeredByEvent) {
    if (element.loopCharacteristics) refusals.push(refuse(id, "event-sub-loop"));
    return { ...plain, kind: "event-sub", inner: base.key, start: "" };
  }
  const repeated = repetitionOf(element, id, refusals);
  const activity = {
    ...base,
    boundary: [],
    ...repeated,
    ...writesOf(element, id, refusals),
    ...(element.isForCompensation ? { compensates: true as const } : {}),
  };
  switch (element.$type) {
    case "bpmn:Task":
    case "bpmn:ManualTask":
      return { ...activity, kind: "pass" };
    case "bpmn:UserTask":
      return { ...activity, kind: "user", ...workOf(element, id, refusals) };
    case "bpmn:ServiceTask":
      if (!ACT.test(element.act ?? "")) refusals.push(refuse(id, "service-act", element.act));
      return { ...activity, kind: "service", act: element.act ?? "", ...(element.input ? { input: element.input } : {}) };
    case "bpmn:BusinessRuleTask":
      if (!element.decision) refusals.push(refuse(id, "rule-decision"));
      return { ...activity, kind: "rule", decision: element.decision ?? "" };
    case "bpmn:ScriptTask":
      return { ...activity, kind: "script", script: scriptOf(element, id, refusals) };
    case "bpmn:SendTask":
      return { ...activity, kind: "send", event: messageThrow(element, id, refusals) };
    case "bpmn:ReceiveTask":
      return { ...activity, kind: "receive", triggers: [messageTrigger(element, id, refusals)] };
    case "bpmn:SubProcess":
      return { ...activity, kind: "sub", inner: base.key };
    case "bpmn:Transaction":
      if (element.method && !/^(##)?compensate$/i.test(element.method)) refusals.push(refuse(id, "transaction-method", element.method));
      return { ...activity, kind: "sub", inner: base.key, transaction: true };
    case "bpmn:AdHocSubProcess": {
      const until = textOf(element.completionCondition);
      const sequential = element.ordering === "Sequential";
      return {
        ...activity,
        kind: "sub",
        inner: base.key,
        adHoc: { sequential, ...(until !== undefined && { until }), cancels: element.cancelRemainingInstances !== false },
      };
    }
    case "bpmn:CallActivity":
      if (element.item) return { ...activity, kind: "service", act: BEGIN, input: beginning(element) };
      return { ...activity, kind: "call", inner: element.calledElement ?? "", ...(element.input ? { input: element.input } : {}) };
    case "bpmn:ExclusiveGateway":
      return { ...base, kind: "exclusive" };
    case "bpmn:ParallelGateway":
      return { ...base, kind: "parallel" };
    case "bpmn:InclusiveGateway":
      return { ...base, kind: "inclusive" };
    case "bpmn:ComplexGateway": {
      const activation = textOf(element.activationCondition);
      // Where one line comes in there is nothing to count: each token goes through.
      if (activation === undefined && base.in.length > 1) refusals.push(refuse(id, "complex-activation"));
      return { ...base, kind: "complex", activation: activation ?? "activationCount >= 1" };
    }
    case "bpmn:EventBasedGateway":
      return { ...base, kind: "events", ...(element.instantiate ? { instantiate: element.eventGatewayType === "Parallel" ? "all" : "one" } : {}) };
    default:
      return eventOf(element, base, place, refusals);
  }
}

function scriptOf({ script, scriptFormat }: Element, id: string, refusals: FlowRefusal[]): string {
  if (!isFeel(scriptFormat)) refusals.push(refuse(id, "script-format", scriptFormat));
  if (!script?.trim()) refusals.push(refuse(id, "script-empty"));
  return script?.trim() || "null";
}

/** The act by which a call activity with `yw:item` begins a matter of its own. */
const BEGIN = "matter.begin";

/** What that act is handed: the item, the answers, the link, and until which state of the other matter the flow waits. */
function beginning({ item = "", input, link, until, wait }: Element): string {
  const told = (text: string | undefined): string => (text === undefined ? "null" : JSON.stringify(text));
  const which = item.startsWith("=") ? item.slice(1) : told(item);
  return `={item: ${which}, input: ${input ? input.replace(/^=/, "") : "null"}, link: ${told(link)}, until: ${told(until)}, wait: ${wait !== "false"}}`;
}

function workOf({ kind, work = kind, unit, role, party, checklist, limit, moves, stop }: Element, id: string, refusals: FlowRefusal[]) {
  if (!work) refusals.push(refuse(id, "user-work"));
  if (limit && !isDuration(limit)) refusals.push(refuse(id, "timer-moment", limit));
  const allowed = moves === undefined ? undefined : moves.split(/[\s,]+/).filter((name) => name !== "" && name !== "none");
  for (const name of allowed ?? []) if (!TASK_MOVES.some((known) => known === name)) refusals.push(refuse(id, "user-moves", name));
  return {
    work: work ?? "",
    ...(unit ? { unit } : {}),
    ...(role ? { role } : {}),
    ...(party ? { party } : {}),
    ...(checklist ? { checklist } : {}),
    ...(limit ? { limit } : {}),
    ...(stop ? { stop } : {}),
    ...(allowed ? { moves: TASK_MOVES.filter((name) => allowed.includes(name)) } : {}),
  };
}
