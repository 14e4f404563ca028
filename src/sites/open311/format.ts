import { escapeXml, tag, withoutForbidden } from "#drawing/package";

/** Open311 answers in the format that the address ends in: `requests.xml`, `requests.json`. */
export type Format = "xml" | "json";

const TYPES: Readonly<Record<Format, string>> = { xml: "text/xml; charset=utf-8", json: "application/json; charset=utf-8" };

/** A value of an answer. An object is a record of elements; a list stands under the name of its items. */
export type Value = string | number | boolean | null | Items | { [name: string]: Value | undefined };

/** A list, and what each of its items is called in XML. */
export interface Items {
  of: string;
  items: Value[];
}

const isItems = (value: object): value is Items => "items" in value && Array.isArray(value.items) && "of" in value;

function element(name: string, value: Value | undefined): string {
  if (value === undefined) return "";
  if (value === null || value === "") return tag(name);
  if (typeof value !== "object") return tag(name, {}, escapeXml(withoutForbidden(String(value))));
  const inner = isItems(value) ? value.items.map((item) => element(value.of, item)) : Object.entries(value).map(([key, each]) => element(key, each));
  return tag(name, {}, ...inner.filter((part) => part !== ""));
}

// What XML wraps in an element for the plural is an array alone in JSON ("Spark").
function plain(value: Value | undefined): unknown {
  if (value === undefined || value === "") return value === "" ? null : undefined;
  if (value === null || typeof value !== "object") return value;
  if (isItems(value)) return value.items.map(plain);
  return Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, plain(each)]])));
}

/** An answer as text and its type. `root` is the outermost element in XML; JSON has none. */
export function written(format: Format, root: string, value: Value): { type: string; content: string } {
  const content = format === "json" ? JSON.stringify(plain(value)) : `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`;
  return { type: TYPES[format], content };
}

/** The moment as Open311 writes it: with its zone, without fractions. China has one zone. */
export function moment(at: Date): string {
  return `${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}
