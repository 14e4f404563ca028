import { BpmnModdle } from "bpmn-moddle";
import { instead } from "#values/spelling";
import { ELEMENTS, type LaidAside } from "./allowed.ts";
import { isDrawn, type Aside } from "./aside.ts";
import type { Element } from "./element.ts";
import { refuse, refuseName, type FlowRefusal } from "./refusal.ts";
import { prepared } from "./source.ts";

/** The attributes which this platform adds to BPMN, by element. */
const EXTENSIONS: Record<string, readonly string[]> = {
  UserTask: ["kind", "work", "stop", "unit", "role", "party", "checklist", "limit", "moves"],
  ServiceTask: ["act", "input"],
  BusinessRuleTask: ["decision"],
  CallActivity: ["input", "item", "link", "until", "wait"],
  TimerEventDefinition: ["clock"],
  SendTask: ["data", "key"],
  ReceiveTask: ["key"],
  MultiInstanceLoopCharacteristics: ["collection", "element", "vote", "veto"],
  MessageEventDefinition: ["data", "key"],
  SignalEventDefinition: ["data"],
  ErrorEventDefinition: ["data"],
  EscalationEventDefinition: ["data"],
  DataObject: ["value"],
  Process: ["raises"],
};

/** Our namespace https://yiwang.dev/bpmn, prefix yw, as the reader wants it. */
export const YW = {
  name: "Yiwang",
  uri: "https://yiwang.dev/bpmn",
  prefix: "yw",
  xml: { tagAlias: "lowerCase" },
  associations: [],
  types: Object.entries(EXTENSIONS).map(([name, properties]) => ({
    name,
    extends: [`bpmn:${name}`],
    properties: properties.map((property) => ({ name: property, isAttr: true, type: "String" })),
  })),
};

// Its types take as long to be laid out as a middling flow to be read.
const MODEL = new BpmnModdle({ yw: YW });

type Warning = { message: string; element?: Element };

/** What was read of a file. */
export interface Read extends LaidAside {
  root: Element | undefined;
  refusals: FlowRefusal[];
  /** Ids of global tasks, which are not read. */
  globals: readonly string[];
}

/** Reads BPMN XML. Never throws for what is wrong with the text: unknown elements and attributes of known namespaces, dangling references, double ids. */
export async function read(text: string): Promise<Read> {
  const { xml, refusals, ids, namespaces, globals } = prepared(text);
  const aside: Aside[] = [];
  if (refusals.some(({ rule }) => rule === "xml")) return { root: undefined, refusals, aside, namespaces, globals };
  try {
    const { rootElement, warnings } = (await MODEL.fromXML(xml)) as { rootElement: Element; warnings: Warning[] };
    if (ids.size > 0) giveBack(rootElement, ids);
    const named = [...text.matchAll(/\sid\s*=\s*["']([^"']+)["']/g)].map((match) => match[1]!);
    const said = warnings.flatMap(({ message, element }) => {
      const look = /^unknown attribute <([^>]*)>/.exec(message)?.[1];
      if (look === undefined || !isDrawn(look, namespaces)) return [refusalOf({ message: asWritten(message, ids), ...(element && { element }) }, named)];
      aside.push({ element: element?.id ?? "definitions", what: look, why: "drawing" });
      return [];
    });
    // What refers to an element that was left out is no news.
    const left = said.some(({ rule }) => rule === "xml");
    const told = said.filter(({ rule, word = "" }) => !left || rule !== "unknown-reference" || !named.includes(word));
    return { root: rootElement, refusals: [...refusals, ...told], aside, namespaces, globals };
  } catch (error) {
    const message = line(error instanceof Error ? error.message : String(error));
    return { root: undefined, refusals: [...refusals, refuse("definitions", "xml", "不是 BPMN 2.0 文件", message)], aside, namespaces, globals };
  }
}

/** Gives every element the id that the file has for it. */
function giveBack(root: Element, ids: ReadonlyMap<string, string>): void {
  const seen = new Set<object>();
  const open: unknown[] = [root];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at !== "object" || at === null || seen.has(at)) continue;
    seen.add(at);
    const element = at as Element;
    const given = typeof element.id === "string" ? ids.get(element.id) : undefined;
    if (given !== undefined) element.id = given;
    open.push(...Object.values(at));
  }
}

function asWritten(message: string, ids: ReadonlyMap<string, string>): string {
  return [...ids].reduce((text, [alias, id]) => text.replaceAll(alias, id), message);
}

/** What this platform lets one write at an element. */
function settingsOf(element: Element | undefined): string[] {
  return (EXTENSIONS[element?.$type.replace("bpmn:", "") ?? ""] ?? []).map((name) => `yw:${name}`);
}

function refusalOf({ message, element }: Warning, named: readonly string[]): FlowRefusal {
  const owner = element?.id ?? "definitions";
  const double = /duplicate ID <([^>]*)>/.exec(message)?.[1];
  if (double !== undefined) return refuse(double, "duplicate-id", double);
  const missing = /unresolved reference <([^>]*)>/.exec(message)?.[1];
  if (missing !== undefined) return refuseName(owner, "unknown-reference", missing, named);
  const setting = /^unknown attribute <(yw:[^>]*)>/.exec(message)?.[1];
  if (setting !== undefined) return refuseName(owner, "unknown-setting", setting, settingsOf(element));
  const what = /<([^>]*)>/.exec(message)?.[1] ?? "";
  // An element by a name that nobody knows: it is left out, and known by no id.
  if (/unparsable content/.test(message)) {
    const told = refuse(owner, "xml", `有不认识的内容“${what}”`, line(message));
    return { ...told, zh: `${told.zh}。${instead(what, ELEMENTS)}`, word: `<${what}` };
  }
  return refuse(owner, "xml", what === "" ? "有不认识的内容" : `有不认识的内容“${what}”`, line(message));
}

/** The reader puts the reason last, behind "nested error". */
function line(message: string): string {
  const [first = "", ...rest] = message.split("\n");
  const nested = rest.find((each) => each.includes("nested error: "))?.replace(/^.*nested error: /, "");
  return nested ? `${first.replace(" detected", "")} (${nested})` : first;
}
