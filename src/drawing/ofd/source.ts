import { parseXml, quoted, sameness, unreadable, type Budget, type Package, type Part, type XmlElement } from "#drawing/package";
import { Refusal } from "#values/errors";

// All XML of a file together: some hundreds of full pages, some seconds.
const ELEMENTS = 300_000;
// All that is read to open a file: a part is read again for each place that names it, and costs again.
const BYTES = 96 * 1024 * 1024;
// Names in a package have 400 characters at most; some steps may lead back and forth.
const LONGEST_PLACE = 2_000;
const REMARKS = 20;

/** The package while it is being read: every file by its place, all XML within one budget. */
export interface Source {
  parts: Package;
  xml: (part: string) => XmlElement;
  /** The same of what a file can do without, such as resources and notes: one that cannot be read is told, and there is none. */
  spare: (part: string) => XmlElement | undefined;
  /** The content of a part, off the budget. */
  read: (part: Part) => Buffer;
  /** Takes what is drawn again without being read again, such as a template, off the same budget. */
  spend: (elements: number) => void;
  /** What departs from the standard and is passed over, to be told; the same is told once. */
  remark: (sentence: string) => void;
  remarks: string[];
  /** The part that an ST_Loc means, said in the part `from`; undefined where nothing is there. `base` is a BaseLoc between. */
  find: (location: string, from: string, base?: string) => Part | undefined;
}

function folderOf(part: string): string {
  return part.slice(0, part.lastIndexOf("/") + 1);
}

/** A place out of pieces, steps back taken; undefined where it leads out of the package. */
function joined(...pieces: string[]): string | undefined {
  const steps: string[] = [];
  for (const step of pieces.join("/").split("/")) {
    if (step === "..") {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

/**
 * What a place in a file means (ST_Loc, GB/T 33190-2016, 7.3.1): from the root where it begins with a slash, else from the folder of the file
 * that says it. Many programs write it from the root without the slash: that is tried last.
 */
export function openSource(parts: Package): Source {
  const budget: Budget = { elements: ELEMENTS };
  // Names in a package differ by more than capitals: whoever writes a place in others means that part.
  let names: Map<string, Part> | undefined;
  const alike = (): Map<string, Part> => (names ??= new Map([...parts].map(([name, part]) => [sameness(name), part])));
  const find: Source["find"] = (location, from, base = "") => {
    const said = location.slice(0, LONGEST_PLACE).trim().replaceAll("\\", "/");
    if (said === "" || location.length > LONGEST_PLACE) return undefined;
    const tries = said.startsWith("/") ? [said] : [`${base.startsWith("/") ? base : `${folderOf(from)}/${base}`}/${said}`, `${folderOf(from)}/${said}`, said];
    for (const one of tries) {
      const name = joined(one);
      const part = name && (parts.get(name) ?? alike().get(sameness(name)));
      if (part) return part;
    }
    return undefined;
  };
  let bytes = BYTES;
  const read: Source["read"] = (part) => {
    bytes -= part.size;
    if (bytes < 0) throw unreadable("DOCUMENT", "要读的内容太多");
    return part.read();
  };
  const spend: Source["spend"] = (elements) => {
    budget.elements -= elements;
    if (budget.elements < 0) throw unreadable("DOCUMENT", "各页上的内容太多");
  };
  // Named again, a part costs again, though it is not read again.
  const trees = new Map<string, { tree: XmlElement; elements: number }>();
  const xml: Source["xml"] = (name) => {
    const part = parts.get(name);
    if (!part) throw unreadable("DOCUMENT", `缺少“${quoted(name)}”`);
    const known = trees.get(name);
    if (known) {
      bytes -= part.size;
      if (bytes < 0) throw unreadable("DOCUMENT", "要读的内容太多");
      spend(known.elements);
      return known.tree;
    }
    const before = budget.elements;
    const tree = parseXml(read(part), name, budget);
    trees.set(name, { tree, elements: before - budget.elements });
    return tree;
  };
  const remarks: string[] = [];
  const remark: Source["remark"] = (sentence) => void (remarks.length < REMARKS && !remarks.includes(sentence) && remarks.push(sentence));
  const spare: Source["spare"] = (name) => {
    try {
      return xml(name);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      remark(`文件里的“${quoted(name)}”读不出来，页面上用到它的地方画不出来。`);
      return undefined;
    }
  };
  return { parts, xml, spare, read, spend, find, remark, remarks };
}

/** The part that has to be there. Refusal DOCUMENT_UNREADABLE when it is not. */
export function need(source: Source, location: string, from: string): Part {
  const part = source.find(location, from);
  if (!part) throw unreadable("DOCUMENT", `“${quoted(from)}”里提到的“${quoted(location)}”不在文件里`);
  return part;
}
