import type { Element } from "./element.ts";
import { isDuration, ROLES, WORK } from "#base/flow";
import type { Many, Node } from "#base/flow";
import { momentOf } from "./moment.ts";
import { refuse } from "./refusal.ts";
import type { FlowRefusal } from "./refusal.ts";

const ACT = /^[a-z][a-z-]*(\.[a-z][a-z-]*)+$/;
const NEVER = { duration: "P0D" };

type Base = { key: string; id: string; name: string; scope: string; in: string[]; out: string[]; otherwise?: string };

/** Reads a flow element into a node; what is wrong with it goes to `refusals`, and undefined is returned for what has no place in a graph. */
export function nodeOf(element: Element, base: Base, refusals: FlowRefusal[]): Node | undefined {
  const { id } = base;
  const activity = { ...base, boundary: [], ...manyOf(element, id, refusals) };
  switch (element.$type) {
    case "bpmn:StartEvent":
      noTrigger(element, id, refusals);
      return { ...base, kind: "start" };
    case "bpmn:EndEvent": {
      const [first, second] = element.eventDefinitions ?? [];
      const terminates = first?.$type === "bpmn:TerminateEventDefinition" && !second;
      if (!terminates) noTrigger(element, id, refusals);
      return { ...base, kind: terminates ? "terminate" : "end" };
    }
    case "bpmn:IntermediateThrowEvent":
      noTrigger(element, id, refusals);
      return { ...base, kind: "pass" };
    case "bpmn:IntermediateCatchEvent":
      return { ...base, kind: "timer", moment: timerOf(element, id, refusals) };
    case "bpmn:BoundaryEvent":
      if (!element.attachedToRef) refusals.push(refuse(id, "boundary-unattached"));
      return {
        ...base,
        kind: "boundary",
        moment: timerOf(element, id, refusals),
        host: element.attachedToRef?.id ?? "",
        interrupting: element.cancelActivity !== false,
      };
    case "bpmn:Task":
    case "bpmn:ManualTask":
      if (element.loopCharacteristics) refusals.push(refuse(id, "many-passes"));
      return { ...base, kind: "pass" };
    case "bpmn:UserTask":
      return { ...activity, kind: "user", ...workOf(element, id, refusals) };
    case "bpmn:ServiceTask":
      if (!ACT.test(element.act ?? "")) refusals.push(refuse(id, "service-act", element.act));
      return { ...activity, kind: "service", act: element.act ?? "", ...(element.input ? { input: element.input } : {}) };
    case "bpmn:BusinessRuleTask":
      if (!element.decision) refusals.push(refuse(id, "rule-decision"));
      return { ...activity, kind: "rule", decision: element.decision ?? "" };
    case "bpmn:SubProcess":
      return { ...activity, kind: "sub", inner: base.key };
    case "bpmn:CallActivity":
      return { ...activity, kind: "call", inner: element.calledElement ?? "", ...(element.input ? { input: element.input } : {}) };
    case "bpmn:ExclusiveGateway":
      return { ...base, kind: "exclusive" };
    case "bpmn:ParallelGateway":
      return { ...base, kind: "parallel" };
    case "bpmn:InclusiveGateway":
      return { ...base, kind: "inclusive" };
    default:
      return undefined;
  }
}

function noTrigger(element: Element, id: string, refusals: FlowRefusal[]): void {
  for (const definition of element.eventDefinitions ?? []) refusals.push(refuse(id, "event-trigger", definition.$type));
}

function timerOf(element: Element, id: string, refusals: FlowRefusal[]) {
  const definitions = element.eventDefinitions ?? [];
  const [timer] = definitions;
  for (const other of definitions) if (other.$type !== "bpmn:TimerEventDefinition") refusals.push(refuse(id, "event-trigger", other.$type));
  if (definitions.length !== 1 || !timer) refusals.push(refuse(id, "event-without-timer"));
  if (timer?.$type !== "bpmn:TimerEventDefinition") return NEVER;
  const moment = momentOf(timer);
  if (!moment) refusals.push(refuse(id, "timer-moment", timer.timeDuration?.body ?? timer.timeDate?.body));
  return moment ?? NEVER;
}

function manyOf(element: Element, id: string, refusals: FlowRefusal[]): { many?: Many } {
  const loop = element.loopCharacteristics;
  if (loop?.$type !== "bpmn:MultiInstanceLoopCharacteristics") return {};
  if (!loop.collection) refusals.push(refuse(id, "many-collection"));
  const until = loop.completionCondition?.body?.trim();
  const more = { ...(loop.element ? { element: loop.element } : {}), ...(until ? { until } : {}) };
  return { many: { sequential: loop.isSequential === true, collection: loop.collection ?? "", ...more } };
}

function workOf({ kind, unit, role, party, checklist, limit }: Element, id: string, refusals: FlowRefusal[]) {
  const work = WORK.find((known) => known === kind);
  const asked = ROLES.find((known) => known === role);
  if (!work) refusals.push(refuse(id, "user-kind", kind));
  if (role && !asked) refusals.push(refuse(id, "user-role", role));
  if (party && party !== "applicant") refusals.push(refuse(id, "user-party"));
  if (work === "supplement" && !party) refusals.push(refuse(id, "supplement-party"));
  if (checklist && work && work !== "inspection") refusals.push(refuse(id, "checklist-kind"));
  if (limit && !isDuration(limit)) refusals.push(refuse(id, "timer-moment", limit));
  return {
    work: work ?? "review",
    ...(unit ? { unit } : {}),
    ...(asked ? { role: asked } : {}),
    ...(party ? { party: "applicant" as const } : {}),
    ...(checklist ? { checklist } : {}),
    ...(limit ? { limit } : {}),
  };
}
