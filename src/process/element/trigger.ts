import type { Throw, Trigger } from "#process/graph";
import { textOf, type Element, refuse, type FlowRefusal } from "#process/notation";
import { momentOf } from "./moment.ts";

/** The name by which a message or signal is known inside and outside: its name, else its id. */
export function nameOf(element: Element | undefined): string {
  return element?.name?.trim() || element?.id || "";
}

/** The code of an error or escalation: its code, else its name, else its id. */
export function codeOf(element: Element | undefined): string | undefined {
  return element && (element.errorCode || element.escalationCode || nameOf(element));
}

/** The definitions of an event: its own, and those of the file that it refers to. */
export function definitionsOf(event: Element): Element[] {
  return [...(event.eventDefinitions ?? []), ...(event.eventDefinitionRef ?? [])];
}

/** What a definition waits for; undefined for one that only throws. */
export function triggerOf(definition: Element, owner: string, refusals: FlowRefusal[]): Trigger | undefined {
  switch (definition.$type) {
    case "bpmn:TimerEventDefinition":
      return { on: "timer", moment: momentOf(definition, owner, refusals) };
    case "bpmn:MessageEventDefinition":
      return messageTrigger(definition, owner, refusals);
    case "bpmn:SignalEventDefinition":
      if (!definition.signalRef) refusals.push(refuse(owner, "signal-missing"));
      return { on: "signal", signal: nameOf(definition.signalRef) };
    case "bpmn:ConditionalEventDefinition": {
      const when = textOf(definition.condition);
      if (when === undefined) refusals.push(refuse(owner, "condition-empty"));
      return { on: "condition", when: when ?? "false" };
    }
    case "bpmn:ErrorEventDefinition":
      return { on: "error", ...(definition.errorRef ? { error: codeOf(definition.errorRef) ?? "" } : {}) };
    case "bpmn:EscalationEventDefinition":
      return { on: "escalation", ...(definition.escalationRef ? { escalation: codeOf(definition.escalationRef) ?? "" } : {}) };
    case "bpmn:CompensateEventDefinition":
      return { on: "compensation" };
    case "bpmn:CancelEventDefinition":
      return { on: "cancel" };
    default:
      return undefined;
  }
}

/** What a message event or receive task waits for. */
export function messageTrigger(element: Element, owner: string, refusals: FlowRefusal[]): Trigger {
  if (!element.messageRef) refusals.push(refuse(owner, "message-missing"));
  return { on: "message", message: nameOf(element.messageRef), ...(element.key ? { key: element.key } : {}) };
}

/** What a message event or send task throws. */
export function messageThrow(element: Element, owner: string, refusals: FlowRefusal[]): Throw {
  if (!element.messageRef) refusals.push(refuse(owner, "message-missing"));
  return { throws: "message", message: nameOf(element.messageRef), ...dataOf(element), ...(element.key ? { key: element.key } : {}) };
}

function dataOf({ data }: Element): { data?: string } {
  return data ? { data } : {};
}

/** What a definition throws; undefined for one that only waits. */
export function throwOf(definition: Element, owner: string, refusals: FlowRefusal[]): Throw | undefined {
  switch (definition.$type) {
    case "bpmn:MessageEventDefinition":
      return messageThrow(definition, owner, refusals);
    case "bpmn:SignalEventDefinition":
      if (!definition.signalRef) refusals.push(refuse(owner, "signal-missing"));
      return { throws: "signal", signal: nameOf(definition.signalRef), ...dataOf(definition) };
    case "bpmn:ErrorEventDefinition":
      if (!definition.errorRef) refusals.push(refuse(owner, "error-missing"));
      return { throws: "error", error: codeOf(definition.errorRef) ?? "", ...dataOf(definition) };
    case "bpmn:EscalationEventDefinition":
      if (!definition.escalationRef) refusals.push(refuse(owner, "escalation-missing"));
      return { throws: "escalation", escalation: codeOf(definition.escalationRef) ?? "", ...dataOf(definition) };
    case "bpmn:CompensateEventDefinition":
      return {
        throws: "compensation",
        wait: definition.waitForCompletion !== false,
        ...(definition.activityRef ? { activity: definition.activityRef.id ?? "" } : {}),
      };
    case "bpmn:CancelEventDefinition":
      return { throws: "cancel" };
    default:
      return undefined;
  }
}
