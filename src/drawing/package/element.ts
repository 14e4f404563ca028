import type { XmlElement } from "./xml.ts";

/** The elements below, of a name or all. Names go without their prefix. */
export function elementsOf(element: XmlElement | undefined, local?: string): XmlElement[] {
  return (element?.children ?? []).filter((each): each is XmlElement => typeof each !== "string" && (local === undefined || each.local === local));
}

/** The first element along a path of names: `elementAt(root, "CommonData", "PageArea")`. */
export function elementAt(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((found, local) => elementsOf(found, local)[0], element);
}

/** The text directly in an element; empty where there is none. */
export function textOf(element: XmlElement | undefined): string {
  return (element?.children ?? []).filter((each) => typeof each === "string").join("");
}

const MARKS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" };

// Most control characters, escaped or not; a lone half of a pair is no character at all (XML 1.0, 2.2).
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const ALL_FORBIDDEN = new RegExp(FORBIDDEN, "gu");

/** A text without what XML cannot hold. */
export function withoutForbidden(text: string): string {
  return text.toWellFormed().replace(ALL_FORBIDDEN, "");
}

/** Text as it may stand in XML, between tags or in an attribute. Error for characters that XML cannot hold. */
export function escapeXml(text: string): string {
  if (FORBIDDEN.test(text)) throw new Error("a character that XML cannot hold");
  return text.replaceAll(/[&<>"\r]/g, (mark) => MARKS[mark]!);
}

/** One element as text; `children` are XML already. Attributes that are undefined are left out. */
export function tag(name: string, attributes: Record<string, string | number | undefined> = {}, ...children: string[]): string {
  let head = name;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) head += ` ${key}="${typeof value === "number" ? value : escapeXml(value).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;")}"`;
  }
  return children.length === 0 ? `<${head}/>` : `<${head}>${children.join("")}</${name}>`;
}

/** A tree as text again. Comments and processing instructions of the file it came from are gone. */
export function serialize(element: XmlElement): string {
  return tag(element.name, element.attributes, ...element.children.map((child) => (typeof child === "string" ? escapeXml(child) : serialize(child))));
}

/** A whole XML file. */
export function xmlFile(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}
