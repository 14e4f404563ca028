import { isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { Fault } from "./fault.ts";
import { xmlSlip } from "./xml-slip.ts";
import { yamlFaults } from "./yaml-slip.ts";

type Path = readonly (string | number)[];

/** A YAML or XML file of a pack, and where in it things stand. */
export interface Source {
  file: string;
  text: string;
  /** Content of a YAML file; undefined when it cannot be read, and for XML. */
  value: unknown;
  faults: Fault[];
  /** Line of the value at a path, or of the nearest thing around it; of a word in that value, where it stands there. */
  lineAt(path: Path, word?: string): number;
  /** Whether something is written at a path itself, not taken over from an anchor. */
  holds(path: Path): boolean;
  /** Line on which the last key of a path is written. */
  keyLine(path: Path): number;
  /** Line of the XML element with an id, and of a word in it. */
  lineOf(id: string, word?: string): number;
}

/** Where a word stands between two places of a text: as a word of its own, else anywhere; undefined where it does not. */
function wordIn(text: string, word: string | undefined, from: number, until: number): number | undefined {
  if (word === undefined || word === "") return undefined;
  const part = text.slice(from, until);
  const plain = word.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
  // XML writes a quotation mark in an attribute as an entity.
  const pattern = plain.replaceAll('"', '(?:"|&quot;|&#34;)');
  const found = new RegExp(`(?<![\\w-])${pattern}(?![\\w-])`).exec(part) ?? new RegExp(pattern).exec(part);
  return found ? from + found.index : undefined;
}

function lineOfPlace(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

/** Reads YAML; a slip of grammar or a key used twice is a fault with its line. */
export function yamlSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: true });
  const { faults, value } = yamlFaults(file, text, document, lines);
  const lineAt = (path: Path, word?: string): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (!isNode(node) || !node.range) continue;
      const at = length === path.length ? wordIn(text, word, node.range[0], node.range[1]) : undefined;
      return lines.linePos(at ?? node.range[0]).line;
    }
    return 1;
  };
  const keyLine = (path: Path): number => {
    const around = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
    const pair = isMap(around) ? around.items.find(({ key }) => (isScalar(key) ? String(key.value) : key) === path.at(-1)) : undefined;
    return isNode(pair?.key) && pair.key.range ? lines.linePos(pair.key.range[0]).line : lineAt(path);
  };
  return { file, text, value, faults, lineAt, holds: (path) => document.hasIn(path), keyLine, lineOf: () => 1 };
}

/** From where to where an XML element reaches, by its id, and where its first tag ends. */
function reach(text: string, id: string): { from: number; inside: number; until: number } {
  const at = new RegExp(`\\sid\\s*=\\s*["']${id.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&")}["']`).exec(text)?.index;
  if (at === undefined) return { from: 0, inside: 0, until: text.length };
  const from = text.lastIndexOf("<", at);
  const tag = /^<([^\s/>]+)/.exec(text.slice(from))?.[1] ?? "";
  // An attribute may hold ">".
  const inside = from + (/^<(?:[^"'>]|"[^"]*"|'[^']*')*>/.exec(text.slice(from))?.[0].length ?? 0);
  if (text[inside - 2] === "/") return { from, inside, until: inside };
  const end = text.indexOf(`</${tag}>`, inside);
  return { from, inside, until: end < 0 ? text.length : end };
}

/** An XML file: whether it is well-formed; what is in it its own reader tells, by the ids of elements. */
export function xmlSource(file: string, text: string): Source {
  const lineOf = (id: string, word?: string): number => {
    const { from, inside, until } = reach(text, id);
    // What stands inside comes first: a condition, not the ids of the line's own ends.
    return lineOfPlace(text, wordIn(text, word, inside, until) ?? wordIn(text, word, from, inside) ?? from);
  };
  const slip = xmlSlip(file, text);
  return { file, text, value: undefined, faults: slip ? [slip] : [], lineAt: () => 1, holds: () => false, keyLine: () => 1, lineOf };
}
