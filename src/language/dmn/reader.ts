import { feelOfXsd, isFeel, XSD, YIWANG } from "./namespaces.ts";
import { refuse, type DmnRefusal } from "./refusal.ts";
import type { Import, Information, Reference, Text, Validity } from "./model.ts";
import { child, children, type XmlElement } from "./xml.ts";

/** What those who read the parts of a file share: whose file it is, and where refusals go. */
export type Reader = { namespace: string; prefixes: Readonly<Record<string, string>>; imports: readonly Import[]; refusals: DmnRefusal[] };

/** The text of a child element such as `text` or `description`, trimmed. */
export function textBelow(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text.trim() ?? "";
}

/** FEEL in the `text` child of an element; undefined where there is none or an empty one. */
export function feelText(element: XmlElement | undefined, owner: string): Text | undefined {
  const text = textBelow(element, "text");
  return text === "" ? undefined : { element: element?.own["id"] ?? owner, text };
}

/** A type's name as FEEL writes it: DMN 1.1 put namespace prefixes before it, as in `feel:number`. */
export function typeRefOf(written: string | undefined, reader: Reader): string | undefined {
  const name = written?.trim().replace(/\s+/g, " ");
  if (!name) return undefined;
  const [, prefix, rest] = /^([\w-]+):(.+)$/.exec(name) ?? [];
  const namespace = prefix === undefined ? undefined : reader.prefixes[prefix];
  if (namespace === undefined || rest === undefined) return name;
  if (isFeel(namespace) || namespace === reader.namespace) return rest;
  if (namespace === XSD) return feelOfXsd(rest) ?? name;
  const imported = reader.imports.find((each) => each.namespace === namespace);
  if (imported) return imported.name === "" ? rest : `${imported.name}.${rest}`;
  return name;
}

/** A name without the spaces around it and with single ones inside, as FEEL reads names. */
export function nameOf(element: XmlElement | undefined): string {
  return (element?.own["name"] ?? "").trim().replace(/\s+/g, " ");
}

export function informationOf(element: XmlElement | undefined, reader: Reader, name = nameOf(element)): Information {
  return { name, typeRef: typeRefOf(element?.own["typeRef"], reader) };
}

/** The elements that children of a name refer to; `#id` is in the same file, `namespace#id` in another. */
export function referencesOf(element: XmlElement, name: string, reader: Reader): Reference[] {
  return children(element, name).flatMap((reference) => {
    const href = reference.own["href"] ?? "";
    const at = href.lastIndexOf("#");
    return [{ namespace: at > 0 ? href.slice(0, at) : reader.namespace, id: href.slice(at + 1) }];
  });
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** `yw:from` and `yw:to` of a dated version. */
export function validityOf(element: XmlElement, where: string, reader: Reader): Validity {
  const day = (name: string): string | undefined => {
    const written = element.foreign[`${YIWANG} ${name}`]?.trim();
    if (written === undefined) return undefined;
    const real = DAY.test(written) && isCalendarDay(written);
    if (!real) reader.refusals.push(refuse(where, "not-a-day", written));
    return real ? written : undefined;
  };
  const validity = { from: day("from"), to: day("to") };
  if (validity.from !== undefined && validity.to !== undefined && validity.from > validity.to)
    reader.refusals.push(refuse(where, "days-reversed", `${validity.from} > ${validity.to}`));
  return validity;
}

function isCalendarDay(written: string): boolean {
  const instant = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(written);
}
