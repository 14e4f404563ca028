/** Versions of DMN by the namespace of their models. */
const VERSIONS: Record<string, string> = {
  "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
  "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
  "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
  "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
  "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
  "https://www.omg.org/spec/DMN/20240513/MODEL/": "1.6",
};

/** Our own attributes: `from` and `to` of a dated version. */
export const YIWANG = "https://yiwang.dev/dmn";

/** XML Schema, whose types older files name instead of FEEL's. */
export const XSD = "http://www.w3.org/2001/XMLSchema";

/** FEEL's types by the names of XML Schema (clause 10.3.3). */
const FEEL_OF_XSD: Record<string, string> = {
  string: "string",
  boolean: "boolean",
  decimal: "number",
  integer: "number",
  int: "number",
  long: "number",
  short: "number",
  byte: "number",
  double: "number",
  float: "number",
  date: "date",
  time: "time",
  dateTime: "date and time",
  dayTimeDuration: "days and time duration",
  yearMonthDuration: "years and months duration",
  anyType: "Any",
};

/** FEEL's type for one of XML Schema (clause 10.3.3), by its name without a prefix; undefined where FEEL has none. */
export function feelOfXsd(name: string): string | undefined {
  return Object.hasOwn(FEEL_OF_XSD, name) ? FEEL_OF_XSD[name] : undefined;
}

/** Which DMN a namespace is of. */
export function versionOf(namespace: string): string | undefined {
  return VERSIONS[namespace];
}

export function isDmn(namespace: string): boolean {
  return Object.hasOwn(VERSIONS, namespace);
}

/** Whether elements of the namespace draw or annotate (diagrams, colours, other tools' notes): never logic. */
export function isDrawing(namespace: string): boolean {
  return !isDmn(namespace) && namespace !== YIWANG;
}

/** FEEL by any of the names that files give it. */
export function isFeel(language: string): boolean {
  return /^(s-)?feel$|^https?:\/\/www\.omg\.org\/spec\/(DMN\/\d+\/FEEL|FEEL\/\d+|DMN\/uri\/feel)\/?/i.test(language.trim());
}
