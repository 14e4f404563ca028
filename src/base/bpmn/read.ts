import { BpmnModdle } from "bpmn-moddle";
import type { Element } from "./element.ts";
import { refuse } from "./refusal.ts";
import type { FlowRefusal } from "./refusal.ts";

/** The attributes which this platform adds to BPMN, by element. */
const EXTENSIONS: Record<string, readonly string[]> = {
  UserTask: ["kind", "unit", "role", "party", "checklist", "limit", "moves"],
  ServiceTask: ["act", "input"],
  BusinessRuleTask: ["decision"],
  CallActivity: ["input"],
  SendTask: ["data", "key"],
  ReceiveTask: ["key"],
  MultiInstanceLoopCharacteristics: ["collection", "element", "vote", "veto"],
  MessageEventDefinition: ["data", "key"],
  SignalEventDefinition: ["data"],
  ErrorEventDefinition: ["data"],
  EscalationEventDefinition: ["data"],
  DataObject: ["value"],
  Process: ["raises"],
};

/** Our namespace https://yiwang.dev/bpmn, prefix yw, as the reader wants it. */
export const YW = {
  name: "Yiwang",
  uri: "https://yiwang.dev/bpmn",
  prefix: "yw",
  xml: { tagAlias: "lowerCase" },
  associations: [],
  types: Object.entries(EXTENSIONS).map(([name, properties]) => ({
    name,
    extends: [`bpmn:${name}`],
    properties: properties.map((property) => ({ name: property, isAttr: true, type: "String" })),
  })),
};

type Warning = { message: string; element?: Element };

/** Reads BPMN XML. Never throws for what is wrong with the text: unknown elements and attributes of known namespaces, dangling references, double ids. */
export async function read(xml: string): Promise<{ root: Element | undefined; refusals: FlowRefusal[] }> {
  try {
    const { rootElement, warnings } = (await new BpmnModdle({ yw: YW }).fromXML(xml)) as { rootElement: Element; warnings: Warning[] };
    return { root: rootElement, refusals: warnings.map(refusalOf) };
  } catch (error) {
    return { root: undefined, refusals: [refuse("definitions", "xml", line(error instanceof Error ? error.message : String(error)))] };
  }
}

function refusalOf({ message, element }: Warning): FlowRefusal {
  const owner = element?.id ?? "definitions";
  const double = /duplicate ID <([^>]*)>/.exec(message)?.[1];
  if (double !== undefined) return refuse(double, "duplicate-id", double);
  const missing = /unresolved reference <([^>]*)>/.exec(message)?.[1];
  return missing === undefined ? refuse(owner, "xml", line(message)) : refuse(owner, "unknown-reference", missing);
}

/** The reader puts the reason last, behind "nested error". */
function line(message: string): string {
  const [first = "", ...rest] = message.split("\n");
  const nested = rest.find((each) => each.includes("nested error: "))?.replace(/^.*nested error: /, "");
  return nested ? `${first.replace(" detected", "")} (${nested})` : first;
}
