import { SaxesParser, type SaxesTagNS } from "saxes";
import { refuse, type FlowRefusal } from "./refusal.ts";

const MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL";

/** A file made ready for the reader of BPMN, which takes ASCII ids alone, keeps the last of two children that may be there once, and no global tasks. */
export interface Source {
  xml: string;
  /** Refusals that only the text shows. */
  refusals: FlowRefusal[];
  /** Ids as the reader gets them, and as the file has them. */
  ids: ReadonlyMap<string, string>;
  /** Addresses of namespaces by the prefixes of the file. */
  namespaces: ReadonlyMap<string, string>;
  /** Ids of global tasks, which were taken out. */
  globals: readonly string[];
}

/** Children that an element has once at most; the two kinds of loops are one. */
const ONCE = new Map(
  Object.entries({
    standardLoopCharacteristics: "loopCharacteristics",
    multiInstanceLoopCharacteristics: "loopCharacteristics",
    conditionExpression: "conditionExpression",
    condition: "condition",
    activationCondition: "activationCondition",
    completionCondition: "completionCondition",
    loopCondition: "loopCondition",
    loopCardinality: "loopCardinality",
    loopDataInputRef: "loopDataInputRef",
    timeDate: "timeDate",
    timeDuration: "timeDuration",
    timeCycle: "timeCycle",
    script: "script",
    transformation: "transformation",
    ioSpecification: "ioSpecification",
    from: "from",
    to: "to",
  }),
);
const GLOBAL = /^global(Task|UserTask|ManualTask|ScriptTask|BusinessRuleTask)$/;

interface Open {
  name: string;
  id: string;
  children: Map<string, number>;
  /** Where the tag begins, of a global task. */
  from?: number;
}

/** Looks a text through once, before it is read. A text that is no XML is refused with the place. */
export function prepared(text: string): Source {
  // The text is decoded already; whatever encoding its first line names has done its work.
  const plain = text.replace(/^\ufeff/, "").replace(/^(<\?xml[^>]*?)\s+encoding\s*=\s*("[^"]*"|'[^']*')/, "$1");
  const refusals: FlowRefusal[] = [];
  const ids = new Set<string>();
  const namespaces = new Map<string, string>();
  const globals: { id: string; from: number; to: number }[] = [];
  const open: Open[] = [];
  let failed = false;
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.on("error", (error) => {
    if (!failed) refusals.push(refuse("definitions", "xml", `第 ${parser.line} 行第 ${parser.column} 列附近`, error.message.replace(/^[\d:]+\s*/, "")));
    failed = true;
  });
  parser.on("doctype", () => void refusals.push(refuse("definitions", "doctype")));
  parser.on("opentag", (tag: SaxesTagNS) => {
    for (const { name, value } of Object.values(tag.attributes)) {
      if (name.startsWith("xmlns:")) namespaces.set(name.slice(6), value);
      else if (name === "id" && /[^\x20-\x7e]/.test(value)) ids.add(value);
    }
    const outer = open.at(-1);
    const id = tag.attributes["id"]?.value ?? outer?.id ?? "";
    const once = tag.uri === MODEL ? ONCE.get(tag.local) : undefined;
    if (outer && once) {
      const count = (outer.children.get(once) ?? 0) + 1;
      outer.children.set(once, count);
      if (count === 2) refusals.push(refuse(outer.id, "twice", tag.local));
    }
    const begins = tag.uri === MODEL && GLOBAL.test(tag.local) ? plain.lastIndexOf("<", parser.position - 1) : undefined;
    open.push({ name: tag.local, id, children: new Map(), ...(begins !== undefined && { from: begins }) });
  });
  parser.on("closetag", () => {
    const { from, id } = open.pop() ?? {};
    if (from !== undefined) globals.push({ id: id ?? "", from, to: parser.position });
  });
  try {
    parser.write(plain).close();
  } catch (error) {
    parser.fail(error instanceof Error ? error.message : String(error));
  }
  if (failed) return { xml: plain, refusals, ids: new Map(), namespaces, globals: [] };
  let xml = plain;
  for (const { from, to } of globals.toReversed()) xml = xml.slice(0, from) + xml.slice(to);
  const aliases = new Map([...ids].map((id) => [id, aliasOf(id)]));
  return {
    xml: aliases.size > 0 ? renamed(xml, aliases) : xml,
    refusals,
    ids: new Map([...aliases].map(([id, alias]) => [alias, id])),
    namespaces,
    globals: globals.map(({ id }) => id),
  };
}

/** An XML id may be Chinese; the reader's may not. */
function aliasOf(id: string): string {
  return `u-${[...id].map((letter) => letter.codePointAt(0)!.toString(16)).join("-")}`;
}

/** Ids, and what refers to them: attributes called …Ref, default, bpmnElement, and elements that hold a reference as their text. */
function renamed(xml: string, aliases: ReadonlyMap<string, string>): string {
  const alias = (text: string): string => {
    const [, prefix = "", name = text] = /^([\w.-]+:)?(.*)$/s.exec(text.trim()) ?? [];
    return aliases.has(name) ? `${prefix}${aliases.get(name)}` : text;
  };
  return xml
    .replace(/(\s(?:id|default|bpmnElement|\w*Ref)\s*=\s*)("[^"]*"|'[^']*')/g, (_all, name: string, value: string) => `${name}"${alias(value.slice(1, -1))}"`)
    .replace(/(<(?:[\w.-]+:)?(?:incoming|outgoing|\w*Refs?)\s*>)([^<]+)(?=<)/g, (_all, tag: string, value: string) => `${tag}${alias(value)}`);
}
