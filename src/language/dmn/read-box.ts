import { BOXES } from "./grammar.ts";
import type { Expression, FunctionBox } from "./model.ts";
import { tableOf } from "./read-table.ts";
import { feelText, informationOf, typeRefOf, type Reader } from "./reader.ts";
import { refuse } from "./refusal.ts";
import { child, children, type XmlElement } from "./xml.ts";

type Read = (element: XmlElement, where: string, typeRef: string | undefined, reader: Reader) => Expression;

const READERS: Record<string, Read> = {
  literalExpression: (element, where, typeRef, reader) => {
    if (child(element, "text") === undefined) reader.refusals.push(refuse(where, "no-expression", "text"));
    return { box: "literal", element: where, typeRef, text: feelText(element, where) ?? { element: where, text: "null" } };
  },
  decisionTable: (element, where, _typeRef, reader) => tableOf(element, where, reader),
  functionDefinition: (element, where, _typeRef, reader) => functionOf(element, where, reader),
  context: (element, where, typeRef, reader) => ({
    box: "context",
    element: where,
    typeRef,
    entries: children(element, "contextEntry").map((entry) => {
      const variable = child(entry, "variable");
      return { variable: variable && informationOf(variable, reader), value: boxIn(entry, where, reader) };
    }),
  }),
  invocation: (element, where, typeRef, reader) => ({
    box: "invocation",
    element: where,
    typeRef,
    called: boxIn(element, where, reader),
    bindings: children(element, "binding").map((binding) => ({
      parameter: informationOf(child(binding, "parameter"), reader),
      value: boxIn(binding, where, reader),
    })),
  }),
  list: (element, where, typeRef, reader) => ({ box: "list", element: where, typeRef, items: boxesIn(element, where, reader) }),
  relation: (element, where, typeRef, reader) => ({
    box: "relation",
    element: where,
    typeRef,
    columns: children(element, "column").map((column) => informationOf(column, reader)),
    rows: children(element, "row").map((row) => boxesIn(row, where, reader)),
  }),
  filter: (element, where, typeRef, reader) => ({
    box: "filter",
    element: where,
    typeRef,
    in: boxIn(child(element, "in"), where, reader),
    match: boxIn(child(element, "match"), where, reader),
  }),
  conditional: (element, where, typeRef, reader) => ({
    box: "conditional",
    element: where,
    typeRef,
    if: boxIn(child(element, "if"), where, reader),
    then: boxIn(child(element, "then"), where, reader),
    else: boxIn(child(element, "else"), where, reader),
  }),
  for: (element, where, typeRef, reader) => iteration("for", element, where, typeRef, reader),
  some: (element, where, typeRef, reader) => iteration("some", element, where, typeRef, reader),
  every: (element, where, typeRef, reader) => iteration("every", element, where, typeRef, reader),
};

function iteration(box: "for" | "some" | "every", element: XmlElement, where: string, typeRef: string | undefined, reader: Reader): Expression {
  const variable = element.own["iteratorVariable"]?.trim();
  if (!variable) reader.refusals.push(refuse(where, "missing-attribute", `${element.name}/@iteratorVariable`));
  const each = boxIn(child(element, box === "for" ? "return" : "satisfies"), where, reader);
  return { box, element: where, typeRef, variable: variable ?? "", in: boxIn(child(element, "in"), where, reader), each };
}

/** A function definition: a boxed one, or the logic of a business knowledge model. */
export function functionOf(element: XmlElement, owner: string, reader: Reader): FunctionBox {
  const where = element.own["id"] ?? owner;
  const kind = element.own["kind"] ?? "FEEL";
  if (kind !== "FEEL" && kind !== "Java" && kind !== "PMML") reader.refusals.push(refuse(where, "unsupported-kind", kind));
  return {
    box: "function",
    element: where,
    typeRef: typeRefOf(element.own["typeRef"], reader),
    kind: kind === "Java" || kind === "PMML" ? kind : "FEEL",
    parameters: children(element, "formalParameter").map((parameter) => informationOf(parameter, reader)),
    body: boxesIn(element, where, reader)[0],
  };
}

/** Every expression below an element. */
export function boxesIn(element: XmlElement | undefined, owner: string, reader: Reader): Expression[] {
  return (element?.children ?? []).flatMap((below) => {
    const read = BOXES.has(below.name) ? READERS[below.name] : undefined;
    return read ? [read(below, below.own["id"] ?? owner, typeRefOf(below.own["typeRef"], reader), reader)] : [];
  });
}

/** The one expression below an element; where there is none the file is refused, and null stands in its place. */
function boxIn(element: XmlElement | undefined, owner: string, reader: Reader): Expression {
  const [found] = boxesIn(element, owner, reader);
  if (found) {
    const typeRef = found.typeRef ?? typeRefOf(element?.name === "in" ? element.own["typeRef"] : undefined, reader);
    return { ...found, typeRef };
  }
  reader.refusals.push(refuse(owner, "no-expression", element?.name ?? ""));
  return { box: "literal", element: owner, typeRef: undefined, text: { element: owner, text: "null" } };
}
