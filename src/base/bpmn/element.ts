import { BpmnModdle } from "bpmn-moddle";

/** A BPMN element as the reader gives it; only what compiling needs is named. References are the elements themselves. */
export type Element = {
  $type: string;
  $attrs?: Record<string, string>;
  $parent?: Element;
  id?: string;
  name?: string;
  body?: string;
  language?: string;
  rootElements?: Element[];
  flowElements?: Element[];
  participants?: Element[];
  messageFlows?: Element[];
  processRef?: Element;
  sourceRef?: Element;
  targetRef?: Element;
  default?: Element;
  attachedToRef?: Element;
  cancelActivity?: boolean;
  isInterrupting?: boolean;
  triggeredByEvent?: boolean;
  isForCompensation?: boolean;
  conditionExpression?: Element;
  eventDefinitions?: Element[];
  timeDuration?: Element;
  timeDate?: Element;
  loopCharacteristics?: Element;
  isSequential?: boolean;
  completionCondition?: Element;
  calledElement?: string;
  extensionElements?: { values?: Element[] };
  kind?: string;
  unit?: string;
  role?: string;
  party?: string;
  checklist?: string;
  limit?: string;
  act?: string;
  input?: string;
  decision?: string;
  collection?: string;
  element?: string;
};

function attributes(...names: string[]): { name: string; isAttr: true; type: "String" }[] {
  return names.map((name) => ({ name, isAttr: true, type: "String" }));
}

/** The attributes which this platform adds to BPMN, in the namespace https://yiwang.dev/bpmn (prefix yw). */
export const YW = {
  name: "Yiwang",
  uri: "https://yiwang.dev/bpmn",
  prefix: "yw",
  xml: { tagAlias: "lowerCase" },
  associations: [],
  types: [
    { name: "UserTask", extends: ["bpmn:UserTask"], properties: attributes("kind", "unit", "role", "party", "checklist", "limit") },
    { name: "ServiceTask", extends: ["bpmn:ServiceTask"], properties: attributes("act", "input") },
    { name: "BusinessRuleTask", extends: ["bpmn:BusinessRuleTask"], properties: attributes("decision") },
    { name: "CallActivity", extends: ["bpmn:CallActivity"], properties: attributes("input") },
    { name: "Many", extends: ["bpmn:MultiInstanceLoopCharacteristics"], properties: attributes("collection", "element") },
  ],
};

/** What the reader found wrong with the XML: unknown elements and attributes of known namespaces, dangling references, double ids. */
export type Problem = { element: string; message: string };

/** Reads BPMN XML. Never throws for what is wrong with the text. */
export async function read(xml: string): Promise<{ root: Element | undefined; problems: Problem[] }> {
  try {
    const { rootElement, warnings } = (await new BpmnModdle({ yw: YW }).fromXML(xml)) as {
      rootElement: Element;
      warnings: { message: string; element?: Element }[];
    };
    return { root: rootElement, problems: warnings.map((warning) => ({ element: warning.element?.id ?? "definitions", message: line(warning.message) })) };
  } catch (error) {
    return { root: undefined, problems: [{ element: "definitions", message: line(error instanceof Error ? error.message : String(error)) }] };
  }
}

/** The reader puts the reason last, behind "nested error". */
function line(message: string): string {
  const [first = "", ...rest] = message.split("\n");
  const nested = rest.find((each) => each.includes("nested error: "))?.replace(/^.*nested error: /, "");
  return nested ? `${first.replace(" detected", "")} (${nested})` : first;
}
