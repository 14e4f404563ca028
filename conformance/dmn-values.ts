import { feelOfXsd, type XmlElement } from "#language/dmn";
import { put, readText, simpleType, type FeelType, type Value } from "#language/feel";

const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** The value of an element of the suite's valueType: a typed text, a list, or components; nil and nothing are null. */
export function valueOf(element: XmlElement | undefined): Value {
  if (!element || isNil(element)) return null;
  const parts = element.children.filter(({ name }) => name !== "extensionElements");
  const [first] = parts;
  if (!first) return null;
  if (first.name === "value") return isNil(first) ? null : typed(first);
  if (first.name === "list") return isNil(first) ? null : first.children.filter(({ name }) => name === "item").map(valueOf);
  const context: Record<string, Value> = {};
  for (const part of parts) put(context, part.own["name"] ?? "", valueOf(part));
  return context;
}

function isNil(element: XmlElement): boolean {
  return /^(true|1)$/.test(element.foreign[`${XSI} nil`]?.trim() ?? "");
}

/** @throws Error where the text is not of the type it declares: a mistake of the suite, not of ours */
function typed(element: XmlElement): Value {
  const declared = element.foreign[`${XSI} type`]?.trim().replace(/^.*:/, "") ?? "string";
  const text = element.text;
  if (declared === "duration") return read(text, "days and time duration");
  const type = feelOfXsd(declared);
  if (type === undefined) throw new Error(`xsi:type ${declared}`);
  return type === "string" ? text : read(text.trim(), type);
}

function read(text: string, name: string): Value {
  const value = readText(text.trim(), simpleType(name) as FeelType);
  if (value === undefined) throw new Error(`“${text}” is no ${name}`);
  return value;
}
