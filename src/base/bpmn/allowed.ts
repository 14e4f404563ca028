import type { Element } from "./element.ts";
import { refuse } from "./refusal.ts";
import type { FlowRefusal } from "./refusal.ts";

const ALWAYS = ["$type", "id", "name", "documentation", "incoming", "outgoing", "extensionElements"];
const ACTIVITY = ["loopCharacteristics", "default"];

/** What each element may carry. An element or setting that is not here would be ignored by the engine, so it is refused. */
const EXECUTED: Record<string, string[]> = {
  "bpmn:Process": ["isExecutable", "isClosed", "processType", "flowElements", "laneSets", "artifacts"],
  "bpmn:SubProcess": [...ACTIVITY, "flowElements", "laneSets", "artifacts", "triggeredByEvent"],
  "bpmn:CallActivity": [...ACTIVITY, "calledElement", "input"],
  "bpmn:UserTask": [...ACTIVITY, "kind", "unit", "role", "party", "checklist", "limit"],
  "bpmn:ServiceTask": [...ACTIVITY, "act", "input"],
  "bpmn:BusinessRuleTask": [...ACTIVITY, "decision"],
  "bpmn:Task": ACTIVITY,
  "bpmn:ManualTask": ACTIVITY,
  "bpmn:ExclusiveGateway": ["gatewayDirection", "default"],
  "bpmn:InclusiveGateway": ["gatewayDirection", "default"],
  "bpmn:ParallelGateway": ["gatewayDirection"],
  "bpmn:StartEvent": ["eventDefinitions", "isInterrupting"],
  "bpmn:EndEvent": ["eventDefinitions"],
  "bpmn:IntermediateThrowEvent": ["eventDefinitions"],
  "bpmn:IntermediateCatchEvent": ["eventDefinitions"],
  "bpmn:BoundaryEvent": ["eventDefinitions", "cancelActivity", "attachedToRef"],
  "bpmn:SequenceFlow": ["conditionExpression", "sourceRef", "targetRef"],
  "bpmn:TimerEventDefinition": ["timeDuration", "timeDate"],
  "bpmn:TerminateEventDefinition": [],
  "bpmn:MultiInstanceLoopCharacteristics": ["isSequential", "completionCondition", "collection", "element"],
  "bpmn:FormalExpression": ["body", "language"],
  "bpmn:Expression": ["body"],
};

/** Elements that are ink on the drawing and mean nothing for the execution. */
export const INK = new Set(["bpmn:DataObject", "bpmn:DataObjectReference", "bpmn:DataStoreReference"]);

const FEEL = /^(feel|https?:\/\/www\.omg\.org\/spec\/(DMN\/\d+\/)?FEEL\/?.*)$/i;

/** Refuses an element, and everything within it that has no own id, when any of it would be ignored. */
export function ignoredParts(element: Element, owner = element.id ?? element.$type): FlowRefusal[] {
  const allowed = EXECUTED[element.$type];
  if (!allowed) return [refuse(owner, "unsupported-element", element.$type)];
  const found: FlowRefusal[] = [];
  for (const key of Object.keys(element)) if (!ALWAYS.includes(key) && !allowed.includes(key)) found.push(refuse(owner, "unsupported-property", key));
  for (const key of Object.keys(element.$attrs ?? {})) if (!/^(xmlns(:|$)|xsi:type$)/.test(key)) found.push(refuse(owner, "foreign-extension", key));
  for (const extension of element.extensionElements?.values ?? []) found.push(refuse(owner, "foreign-extension", extension.$type));
  if (element.language && !FEEL.test(element.language)) found.push(refuse(owner, "unsupported-property", `language="${element.language}"`));
  if (element.triggeredByEvent) found.push(refuse(owner, "unsupported-element", "event sub-process"));
  const parts = [element.conditionExpression, element.timeDuration, element.timeDate, element.completionCondition, element.loopCharacteristics];
  for (const part of [...parts, ...(element.eventDefinitions ?? [])]) {
    // Other triggers are named by the rule for events, in words that help more.
    if (part && !(part.$type.endsWith("EventDefinition") && !EXECUTED[part.$type])) found.push(...ignoredParts(part, owner));
  }
  return found;
}
