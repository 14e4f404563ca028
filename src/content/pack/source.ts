import { isNode, LineCounter, parseDocument } from "yaml";
import type { Fault } from "./fault.ts";

type Path = readonly (string | number)[];

/** A YAML or XML file of a pack, and where in it things stand. */
export interface Source {
  file: string;
  text: string;
  /** Content of a YAML file; undefined when it cannot be read, and for XML. */
  value: unknown;
  faults: Fault[];
  /** Line of the value at a path, or of the nearest thing around it. */
  lineAt(path: Path): number;
  /** Line of an XML element, or of the first place where a text stands. */
  lineOf(text: string): number;
}

function lineOfText(text: string, wanted: string): number {
  const at = text.indexOf(wanted);
  return at < 0 ? 1 : text.slice(0, at).split("\n").length;
}

/** Reads YAML; a slip of grammar or a key used twice is a fault with its line. */
export function yamlSource(file: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: true });
  const faults = document.errors.map((error) => ({ file, line: lines.linePos(error.pos[0]).line, message: `YAML 写法不对：${error.message.split("\n")[0]}` }));
  const lineAt = (path: Path): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  return { file, text, value: faults.length > 0 ? undefined : document.toJS(), faults, lineAt, lineOf: (wanted) => lineOfText(text, wanted) };
}

/** An XML file: only kept; its reader names elements, and `lineOf('id="…"')` finds them. */
export function xmlSource(file: string, text: string): Source {
  return { file, text, value: undefined, faults: [], lineAt: () => 1, lineOf: (wanted) => lineOfText(text, wanted) };
}
