import { SaxesParser } from "saxes";

/** One element of an XML file. `own` are attributes without a namespace, `foreign` those of other namespaces as "uri name". */
export type XmlElement = {
  name: string;
  namespace: string;
  own: Record<string, string>;
  foreign: Record<string, string>;
  children: XmlElement[];
  text: string;
  line: number;
};

/** What a file may not exceed; a rule book of a city is some hundred kilobytes. */
const LARGEST = 8_000_000;
const DEEPEST = 200;

/** XML as a tree, with the namespace prefixes of its root. Entities, document types and what is not well-formed are problems, never thrown. */
export function parseXml(text: string): { root: XmlElement | undefined; prefixes: Record<string, string>; problem: string | undefined } {
  if (text.length > LARGEST) return { root: undefined, prefixes: {}, problem: `${text.length} > ${LARGEST}` };
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: XmlElement[] = [];
  const prefixes: Record<string, string> = {};
  let root: XmlElement | undefined;
  let problem: string | undefined;
  const fail = (what: string): void => void (problem ??= what.split("\n", 1)[0]);
  parser.on("error", (error) => fail(error.message));
  parser.on("doctype", () => fail("DOCTYPE"));
  parser.on("opentag", (tag) => {
    const element: XmlElement = { name: tag.local, namespace: tag.uri, own: {}, foreign: {}, children: [], text: "", line: parser.line };
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.prefix === "xmlns" || attribute.name === "xmlns") prefixes[attribute.prefix === "xmlns" ? attribute.local : ""] ??= attribute.value;
      else if (attribute.uri === "") element.own[attribute.local] = attribute.value;
      else element.foreign[`${attribute.uri} ${attribute.local}`] = attribute.value;
    }
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
    open.push(element);
    if (open.length > DEEPEST) fail(`depth > ${DEEPEST}`);
  });
  const add = (part: string): void => {
    const element = open.at(-1);
    if (element) element.text += part;
  };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("closetag", () => void open.pop());
  try {
    parser.write(text.replace(/^\uFEFF/, "")).close();
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
  return { root: problem === undefined ? root : undefined, prefixes, problem };
}

/** The first child of a name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((each) => each.name === name);
}

/** The children of a name, in order. */
export function children(element: XmlElement | undefined, name: string): XmlElement[] {
  return (element?.children ?? []).filter((each) => each.name === name);
}
