import type { Decision, Element, Import, InputData, Knowledge, Model, Service } from "./model.ts";
import { isDmn, isFeel, versionOf } from "./namespaces.ts";
import { boxesIn, functionOf } from "./read-box.ts";
import { itemOf } from "./read-item.ts";
import { informationOf, nameOf, referencesOf, textBelow, validityOf, type Reader } from "./reader.ts";
import { refuse, type DmnRefusal } from "./refusal.ts";
import { notUnderstood } from "./understood.ts";
import { child, children, parseXml, type XmlElement } from "./xml.ts";

/** What was read: the model, and everything in it that cannot be evaluated exactly. Without a model the file is no DMN at all. */
export type Read = { model: Model | undefined; refusals: DmnRefusal[] };

/** Reads one DMN file of any version from 1.1 to 1.6. Nothing is thrown; what other files it needs is seen later, by `librarian`. */
export function readModel(xml: string): Read {
  const { root, prefixes, problem } = parseXml(xml);
  if (!root) return { model: undefined, refusals: [refuse("definitions", "xml", problem ?? "")] };
  const version = versionOf(root.namespace);
  if (version === undefined || root.name !== "definitions")
    return { model: undefined, refusals: [refuse("definitions", "xml", `<${root.name} xmlns="${root.namespace}">`)] };
  const refusals = notUnderstood(root, "definitions", "definitions");
  const imports = children(root, "import").map((each) => importOf(each, refusals));
  const reader: Reader = { namespace: root.own["namespace"] ?? "", prefixes, imports, refusals };
  const items = children(root, "itemDefinition").map((item) => itemOf(item, reader));
  const elements = root.children.filter((each) => isDmn(each.namespace)).flatMap((each) => elementOf(each, reader));
  const { namespace } = reader;
  return { model: { id: root.own["id"] ?? "", name: nameOf(root), namespace, version, prefixes, imports, items, elements }, refusals };
}

function importOf(element: XmlElement, refusals: DmnRefusal[]): Import {
  const type = element.own["importType"] ?? "";
  const name = nameOf(element);
  if (type !== "" && !isDmn(type) && !isDmn(`${type}/`) && !isFeel(type)) refusals.push(refuse(name || "import", "unsupported-import", type));
  return { name, namespace: element.own["namespace"] ?? "", location: element.own["locationURI"] };
}

const ELEMENTS: Record<string, (element: XmlElement, reader: Reader) => Element> = {
  inputData: (element, reader): InputData => ({ kind: "input", ...drgOf(element, reader) }),
  decision: (element, reader): Decision => {
    const drg = drgOf(element, reader);
    const [logic] = boxesIn(element, drg.id, reader);
    const requires = children(element, "informationRequirement").flatMap((each) =>
      ["requiredDecision", "requiredInput"].flatMap((name) => referencesOf(each, name, reader)),
    );
    return { kind: "decision", ...drg, requires, knows: knowledgeOf(element, reader), logic, validity: validityOf(element, drg.id, reader) };
  },
  businessKnowledgeModel: (element, reader): Knowledge => {
    const drg = drgOf(element, reader);
    const logic = child(element, "encapsulatedLogic");
    return {
      kind: "knowledge",
      ...drg,
      knows: knowledgeOf(element, reader),
      logic: logic && functionOf(logic, drg.id, reader),
      validity: validityOf(element, drg.id, reader),
    };
  },
  decisionService: (element, reader): Service => ({
    kind: "service",
    ...drgOf(element, reader),
    outputs: referencesOf(element, "outputDecision", reader),
    encapsulated: referencesOf(element, "encapsulatedDecision", reader),
    decisions: referencesOf(element, "inputDecision", reader),
    inputs: referencesOf(element, "inputData", reader),
  }),
};

function elementOf(element: XmlElement, reader: Reader): Element[] {
  const read = ELEMENTS[element.name];
  return read ? [read(element, reader)] : [];
}

function drgOf(element: XmlElement, reader: Reader): Pick<Element, "id" | "name" | "description" | "variable"> {
  const name = nameOf(element) || (element.own["id"] ?? "");
  const variable = child(element, "variable");
  return {
    id: element.own["id"] ?? name,
    name,
    description: textBelow(element, "description"),
    variable: informationOf(variable, reader, nameOf(variable) || name),
  };
}

function knowledgeOf(element: XmlElement, reader: Reader): ReturnType<typeof referencesOf> {
  return children(element, "knowledgeRequirement").flatMap((each) => referencesOf(each, "requiredKnowledge", reader));
}
