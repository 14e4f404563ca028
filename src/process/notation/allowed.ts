import { isDrawn, reasonFor, type Aside } from "./aside.ts";
import type { Element } from "./element.ts";
import { refuse, type FlowRefusal } from "./refusal.ts";

const ALWAYS = ["$type", "id", "name", "documentation", "incoming", "outgoing", "extensionElements", "categoryValueRef"];
const ACTIVITY = ["loopCharacteristics", "default", "isForCompensation", "dataInputAssociations", "dataOutputAssociations"];
const SUB_PROCESS = [...ACTIVITY, "flowElements", "laneSets", "artifacts", "triggeredByEvent"];
const CATCH = ["eventDefinitions", "eventDefinitionRef", "parallelMultiple"];

/** What each element may carry. An element or setting that is not here would be ignored by the engine, so it is refused. */
const EXECUTED: Record<string, readonly string[]> = {
  "bpmn:Process": ["isExecutable", "isClosed", "processType", "flowElements", "laneSets", "artifacts", "raises"],
  "bpmn:SubProcess": SUB_PROCESS,
  "bpmn:Transaction": [...SUB_PROCESS, "method"],
  "bpmn:AdHocSubProcess": [...SUB_PROCESS, "completionCondition", "ordering", "cancelRemainingInstances"],
  "bpmn:CallActivity": [...ACTIVITY, "calledElement", "input", "item", "link", "until", "wait"],
  "bpmn:UserTask": [...ACTIVITY, "kind", "work", "stop", "unit", "role", "party", "checklist", "limit", "moves"],
  "bpmn:ServiceTask": [...ACTIVITY, "act", "input"],
  "bpmn:BusinessRuleTask": [...ACTIVITY, "decision"],
  "bpmn:ScriptTask": [...ACTIVITY, "scriptFormat", "script"],
  "bpmn:SendTask": [...ACTIVITY, "messageRef", "data", "key"],
  "bpmn:ReceiveTask": [...ACTIVITY, "messageRef", "key", "instantiate"],
  "bpmn:Task": ACTIVITY,
  "bpmn:ManualTask": ACTIVITY,
  "bpmn:ExclusiveGateway": ["gatewayDirection", "default"],
  "bpmn:InclusiveGateway": ["gatewayDirection", "default"],
  "bpmn:ParallelGateway": ["gatewayDirection"],
  "bpmn:ComplexGateway": ["gatewayDirection", "default", "activationCondition"],
  "bpmn:EventBasedGateway": ["gatewayDirection", "instantiate", "eventGatewayType"],
  "bpmn:StartEvent": [...CATCH, "isInterrupting"],
  "bpmn:EndEvent": ["eventDefinitions", "eventDefinitionRef"],
  "bpmn:IntermediateThrowEvent": ["eventDefinitions", "eventDefinitionRef"],
  "bpmn:ImplicitThrowEvent": ["eventDefinitions", "eventDefinitionRef"],
  "bpmn:IntermediateCatchEvent": CATCH,
  "bpmn:BoundaryEvent": [...CATCH, "cancelActivity", "attachedToRef"],
  "bpmn:SequenceFlow": ["conditionExpression", "sourceRef", "targetRef"],
  "bpmn:TimerEventDefinition": ["timeDuration", "timeDate", "timeCycle", "clock"],
  "bpmn:MessageEventDefinition": ["messageRef", "data", "key"],
  "bpmn:SignalEventDefinition": ["signalRef", "data"],
  "bpmn:ErrorEventDefinition": ["errorRef", "data"],
  "bpmn:EscalationEventDefinition": ["escalationRef", "data"],
  "bpmn:CompensateEventDefinition": ["activityRef", "waitForCompletion"],
  "bpmn:ConditionalEventDefinition": ["condition"],
  "bpmn:LinkEventDefinition": [],
  "bpmn:CancelEventDefinition": [],
  "bpmn:TerminateEventDefinition": [],
  "bpmn:StandardLoopCharacteristics": ["testBefore", "loopCondition", "loopMaximum"],
  "bpmn:MultiInstanceLoopCharacteristics": [
    "isSequential",
    "completionCondition",
    "loopCardinality",
    "behavior",
    "oneBehaviorEventRef",
    "noneBehaviorEventRef",
    "complexBehaviorDefinition",
    "collection",
    "vote",
    "veto",
    "element",
  ],
  "bpmn:ComplexBehaviorDefinition": ["condition", "event"],
  "bpmn:DataOutputAssociation": ["sourceRef", "targetRef", "transformation", "assignment"],
  "bpmn:Assignment": ["from", "to"],
  "bpmn:DataObject": ["itemSubjectRef", "isCollection", "dataState", "value"],
  "bpmn:FormalExpression": ["body", "language"],
  "bpmn:Expression": ["body"],
  "bpmn:Participant": ["processRef", "participantMultiplicity"],
  "bpmn:MessageFlow": ["sourceRef", "targetRef", "messageRef"],
  "bpmn:Collaboration": ["participants", "messageFlows", "artifacts", "isClosed", "conversations", "conversationLinks"],
};

/** Elements that hold a text or others, by the name of the part they are. */
const INSIDE = "conditionExpression timeDuration timeDate timeCycle completionCondition loopCardinality loopCondition condition script incoming outgoing";

/** The elements that run, as a file names them. */
export const ELEMENTS: readonly string[] = [
  ...Object.keys(EXECUTED)
    .filter((type) => !type.endsWith("Expression"))
    .map((type) => type.replace(/^bpmn:(.)/, (_all, first: string) => first.toLowerCase())),
  ...INSIDE.split(" "),
];

/** Elements that are only drawn and mean nothing for the execution. */
export const DRAWING_ONLY = new Set(["bpmn:DataObjectReference", "bpmn:DataStoreReference"]);

/** The parts of an element that have no own id, or whose refusals belong to it. */
const PARTS = [
  "conditionExpression",
  "condition",
  "activationCondition",
  "timeDuration",
  "timeDate",
  "timeCycle",
  "completionCondition",
  "loopCardinality",
  "loopCondition",
  "loopCharacteristics",
  "complexBehaviorDefinition",
  "event",
  "dataOutputAssociations",
  "transformation",
  "assignment",
  "from",
  "to",
  "eventDefinitions",
] as const;

const FEEL = /^((text\/|application\/)?(x-)?feel|https?:\/\/www\.omg\.org\/spec\/(DMN\/\d+\/)?FEEL\/?.*)$/i;

/** Whether a language of expressions or scripts is FEEL, by its short name, media type or address. */
export function isFeel(language: string | undefined): boolean {
  return FEEL.test(language ?? "");
}

/** Where what is laid aside is noted, and what the prefixes of the file stand for. */
export interface LaidAside {
  aside: Aside[];
  namespaces: ReadonlyMap<string, string>;
}

/**
 * Refuses an element, and everything within it that has no own id, when any of it would have to be run and is not. What is drawing, description or
 * a default is laid aside, and noted.
 */
export function ignoredParts(element: Element, laid: LaidAside, owner = element.id ?? element.$type): FlowRefusal[] {
  const allowed = EXECUTED[element.$type];
  if (!allowed) return [refuse(owner, "unsupported-element", element.$type)];
  const found: FlowRefusal[] = [];
  for (const [key, value] of Object.entries(element)) {
    if (ALWAYS.includes(key) || allowed.includes(key)) continue;
    const why = reasonFor(key, value);
    if (why) laid.aside.push({ element: owner, what: key, why });
    else found.push(refuse(owner, "unsupported-property", key));
  }
  const foreign = [...Object.keys(element.$attrs ?? {}), ...(element.extensionElements?.values ?? []).map(({ $type }) => $type)];
  for (const name of foreign) {
    if (/^(xmlns(:|$)|xsi:type$)/.test(name)) continue;
    if (isDrawn(name, laid.namespaces)) laid.aside.push({ element: owner, what: name, why: "drawing" });
    else found.push(refuse(owner, "foreign-extension", name));
  }
  if (element.language && !isFeel(element.language)) found.push(refuse(owner, "unsupported-property", `language="${element.language}"`));
  for (const part of PARTS.flatMap((key) => element[key] ?? [])) found.push(...ignoredParts(part, laid, owner));
  return found;
}
