import { BpmnModdle } from "bpmn-moddle";
import { YW } from "#process/notation";

/** An element of a flow with all that is said of it: property → value, nested ones with dots between. */
export interface FlowElement {
  id: string;
  type: string;
  name: string;
  properties: Record<string, string>;
}

type Moddle = {
  $type: string;
  $attrs?: Record<string, string>;
  $parent?: unknown;
  $descriptor?: { propertiesByName: Record<string, { default?: unknown } | undefined> };
  id?: string;
  name?: string;
} & Record<string, unknown>;

/** What holds further elements of its own, or only repeats what others say. */
const APART = new Set(["flowElements", "rootElements", "artifacts", "participants", "messageFlows", "laneSets", "incoming", "outgoing", "diagrams", "di"]);
const HOLDERS = ["rootElements", "flowElements", "participants", "messageFlows", "artifacts"];

/** The elements of a BPMN file by id: processes, nodes, lines. Empty when it cannot be read. */
export async function elementsOf(xml: string): Promise<Map<string, FlowElement>> {
  const found = new Map<string, FlowElement>();
  try {
    const { rootElement } = (await new BpmnModdle({ yw: YW }).fromXML(xml)) as { rootElement: Moddle };
    gather(rootElement, found);
  } catch {
    return found;
  }
  return found;
}

function gather(holder: Moddle, found: Map<string, FlowElement>): void {
  for (const key of HOLDERS) {
    for (const element of (holder[key] as Moddle[] | undefined) ?? []) {
      const id = element.id ?? "";
      found.set(id, { id, type: element.$type.replace("bpmn:", ""), name: element.name ?? "", properties: propertiesOf(element, "") });
      gather(element, found);
    }
  }
}

/** Own properties only: what the file says, not what the standard takes for granted. References are own, though not enumerable. */
function propertiesOf(element: Moddle, prefix: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const key of Object.getOwnPropertyNames(element)) {
    if (key.startsWith("$") || APART.has(key) || key === "id") continue;
    // Writing a file leaves out what is so anyway.
    if (element[key] === element.$descriptor?.propertiesByName[key]?.default) continue;
    Object.assign(found, told(element[key], `${prefix}${key}`));
  }
  for (const [key, value] of Object.entries(element.$attrs ?? {})) if (!key.startsWith("xmlns")) found[`${prefix}${key}`] = value;
  return found;
}

function told(value: unknown, key: string): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (Array.isArray(value)) return Object.assign({}, ...value.map((each, index) => told(each, index === 0 ? key : `${key}.${index + 1}`)));
  if (typeof value !== "object") return { [key]: String(value) };
  const { $type, id } = value as Moddle;
  if (!$type) return {};
  // What is part of this element is told, what stands elsewhere is named.
  return PARTS.test(key) ? { [key]: $type.replace("bpmn:", ""), ...propertiesOf(value as Moddle, `${key}.`) } : { [key]: id ?? "" };
}

const PARTS =
  /(^|\.)(eventDefinitions|loopCharacteristics|conditionExpression|time(Duration|Date|Cycle)|completionCondition|loopCondition|condition|activationCondition|documentation|extensionElements|values|ioSpecification|script|loopMaximum)(\.\d+)?$/;
