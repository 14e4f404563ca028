export { elementAt, elementsOf, escapeXml, serialize, tag, textOf, xmlFile } from "./element.ts";
export type { Limits } from "./limits.ts";
export { LIMITS, quoted, unreadable } from "./limits.ts";
export { openPackage } from "./opening.ts";
export type { Package, Part } from "./part.ts";
export { newPart, withParts } from "./part.ts";
export { writePackage } from "./writing.ts";
export type { Budget, XmlElement } from "./xml.ts";
export { parseXml } from "./xml.ts";
