import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { FormDefinition } from "#content/form";
import type { RegisterDefinition } from "#register/register";
import type { Fault } from "./fault.ts";
import { unfolded, type CodeEntry, type Elements, type Indicator, type KindLists, type Paper, type Watch } from "#content/kind";
import type { Case, Checklist, LicenceType, Manifest, Pack, RoleDefinition, Service, WrittenKind } from "./pack.ts";
import { withCodeLists } from "./code-lists.ts";
import { layoutOf, strangers } from "./layout.ts";
import type { FileKind } from "./schemas.ts";
import { xmlSource, yamlSource, type Source } from "./source.ts";
import { FIRST_KIND, upgradedFlow, upgradedItem } from "./upgrade.ts";
import { shapeFaults } from "./validate.ts";
import { wholeItem, type WrittenItem } from "./whole-item.ts";

/** The files of a pack by their path inside it, read and checked for shape. `pack` is there when all of them have the right one. */
export interface Reading {
  folder: string;
  sources: Map<string, Source>;
  faults: Fault[];
  pack?: Pack;
}

function folders(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.startsWith(".") && statSync(join(folder, name)).isDirectory())
        .sort()
    : [];
}

/** What an item lies beside: a flow, rules or examples without a form are read by nobody. */
/** A point of a check list that says nothing but what it asks. */
const NO_KEY = { key: false, hint: "" };

/** What a rule does not say. */
const NO_ANSWERS = { same: [], answers: {} };

const NEEDS_FORM = ["flow.bpmn", "rules.dmn", "cases.yaml", "checklists.yaml"];

/** What an example does not say. */
const NOBODY = { person: "", situation: {}, form: {} };

/** The format that a pack says it has; 2, the present one, where it does not say. */
function formatOf(folder: string): 1 | 2 {
  const file = join(folder, "pack.yaml");
  return existsSync(file) && /^format:\s*1\s*$/m.test(readFileSync(file, "utf8")) ? 1 : 2;
}

/** Codes of units and areas in a text, in place of which others stand. */
function replaced(text: string, codes: ReadonlyMap<string, string>): string {
  // Codes of items and licences begin with that of a unit.
  const coded = /(?<![0-9A-Za-z])(?:[0-9A-Z]{18}(?:-\d{2})?|\d{12}(?![0-9A-Za-z]))/g;
  return codes.size === 0 ? text : text.replace(coded, (code) => codes.get(code) ?? (codes.get(code.slice(0, 18)) ?? code.slice(0, 18)) + code.slice(18));
}

/**
 * Reads a pack from its folder: grammar and shape of every file, each fault with its line. `replace` gives for codes of units and areas that the pack was written
 * with those of the city that uses it.
 */
export function readPack(folder: string, replace: ReadonlyMap<string, string> = new Map()): Reading {
  const reading: Reading = { folder, sources: new Map(), faults: [] };
  const format = formatOf(folder);
  const shown = (path: string): string => relative(process.cwd(), join(folder, path)) || path;
  const strange = existsSync(folder) ? strangers(folder, layoutOf(format)) : [];
  // A file whose name is misspelt is told once, not missed as well.
  const meant = new Set(strange.map((stranger) => stranger.meant));
  const say = (path: string, message: string): void => void reading.faults.push({ file: shown(path), line: 1, message });
  for (const { path, message } of strange) say(path, message);
  const isThere = (path: string): boolean => existsSync(join(folder, path)) && statSync(join(folder, path)).isFile();
  let codes: Record<string, CodeEntry[]> = {};
  const open = (path: string, kind?: FileKind): unknown => {
    if (!isThere(path)) return undefined;
    const text = replaced(readFileSync(join(folder, path), "utf8"), replace);
    const read = kind ? yamlSource(shown(path), text) : xmlSource(shown(path), text);
    const { value, unknown } = kind && kind !== "codes" ? withCodeLists(read.value, codes, { asked: kind !== "register" }) : { value: read.value, unknown: [] };
    const source = read.faults.length > 0 ? read : { ...read, value: kind === "kind" ? unfolded(value) : value };
    for (const { path: at, name, message } of unknown) reading.faults.push({ file: shown(path), line: read.lineAt(at, name), message });
    reading.sources.set(path, source);
    reading.faults.push(...(kind ? shapeFaults(kind, source) : source.faults));
    return kind ? source.value : text;
  };
  codes = (open("codes.yaml", "codes") as Record<string, CodeEntry[]> | undefined) ?? {};
  const demand = (path: string, kind?: FileKind): unknown => {
    const value = open(path, kind);
    if (value === undefined && !reading.sources.has(path) && !meant.has(path)) say(path, "缺少这个文件");
    return value;
  };
  const runs = (at: string) => {
    const form = open(`${at}form.yaml`, "form") as FormDefinition | undefined;
    return { ...(form && { form }) };
  };
  const flowOf = (at: string, needed: boolean) => {
    const flow = (needed ? demand(`${at}flow.bpmn`) : open(`${at}flow.bpmn`)) as string | undefined;
    const rules = open(`${at}rules.dmn`) as string | undefined;
    return { ...(flow !== undefined && { flow: format === 1 ? upgradedFlow(flow) : flow }), ...(rules !== undefined && { rules }) };
  };
  const casesIn = (at: string, needed: boolean, shape: FileKind = "cases"): Case[] => {
    const cases = (needed ? demand(`${at}cases.yaml`, shape) : open(`${at}cases.yaml`, shape)) as Case[] | undefined;
    if (needed && Array.isArray(cases) && cases.length === 0) say(`${at}cases.yaml`, "至少要写一个办事人的例子，现在一个也没有");
    return Array.isArray(cases) ? cases.map((example) => ({ ...NOBODY, ...example })) : [];
  };
  const checklistsIn = (at: string): Checklist[] => {
    const lists = open(`${at}checklists.yaml`, "checklists") as Checklist[] | undefined;
    return (lists ?? []).map((list) => ({ ...list, points: list.points.map((point) => ({ ...NO_KEY, ...point })) }));
  };
  const manifest = demand("pack.yaml", "manifest") as Manifest;
  const { department = "", owner = "" } = manifest ?? {};
  const registers = existsSync(join(folder, "registers"))
    ? readdirSync(join(folder, "registers"))
        .filter((name) => name.endsWith(".yaml") && !name.startsWith("."))
        .sort()
    : [];
  const services: Service[] = [];
  const kinds = folders(join(folder, "kinds")).map((id): WrittenKind => {
    const at = `kinds/${id}/`;
    const written = demand(`${at}kind.yaml`, "kind");
    const form = runs(at);
    const kind: WrittenKind = {
      id,
      written,
      ...form,
      ...flowOf(at, false),
      papers: (open(`${at}papers.yaml`, "papers") as Paper[] | undefined) ?? [],
      lists: (open(`${at}lists.yaml`, "lists") as KindLists | undefined) ?? {},
      checklists: checklistsIn(at),
      cases: casesIn(at, false, "kind-cases"),
      ...(Object.keys(codes).length > 0 && { codes }),
      folder: at,
    };
    for (const row of (open(`${at}items.yaml`, "items") as WrittenItem[] | undefined) ?? []) {
      const cases = kind.cases.filter((example) => example.item === row.id);
      services.push({ item: wholeItem(row, { department, unit: owner, kind: id }), checklists: [], cases, folder: at });
    }
    return kind;
  });
  const place = format === 1 ? "services" : "items";
  for (const name of folders(join(folder, place))) {
    const at = `${place}/${name}/`;
    const isPlain =
      format === 2 && isThere(`${at}item.yaml`) && !/^kind:\s*(application|promised|instant)\s*$/m.test(readFileSync(join(folder, `${at}item.yaml`), "utf8"));
    const item = demand(`${at}item.yaml`, isPlain ? "plain-item" : "item") as WrittenItem | undefined;
    const form = runs(at);
    const needed = !isPlain && "form" in form;
    const service = { ...form, ...flowOf(at, needed), cases: casesIn(at, needed) };
    const checklists = checklistsIn(at);
    const useless =
      isPlain || "form" in form || reading.sources.has(`${at}form.yaml`) || meant.has(`${at}form.yaml`)
        ? []
        : NEEDS_FORM.filter((file) => isThere(`${at}${file}`));
    if (useless.length > 0) say(`${at}form.yaml`, `缺少这个文件：有 ${useless.join("、")}，但没有表单，它们不会用到`);
    services.push({
      item: upgradedItem(wholeItem(item ?? { id: name, name }, { department, unit: owner, kind: FIRST_KIND })),
      checklists,
      ...service,
      folder: at,
    });
  }
  const pack: Pack = {
    manifest,
    registers: registers.map((name) => open(`registers/${name}`, "register") as RegisterDefinition),
    licences: (open("licences.yaml", "licences") as LicenceType[] | undefined) ?? [],
    roles: (open("roles.yaml", "roles") as Record<string, RoleDefinition> | undefined) ?? {},
    codes,
    elements: (open("elements.yaml", "elements") as Elements | undefined) ?? {},
    indicators: (open("indicators.yaml", "indicators") as Indicator[] | undefined) ?? [],
    kinds,
    services,
    watches: ((open("watches.yaml", "watches") as Watch[] | undefined) ?? []).map((watch) => ({ ...NO_ANSWERS, ...watch })),
  };
  return reading.faults.length > 0 ? reading : { ...reading, pack };
}
