import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { FormDefinition } from "#content/form";
import type { RegisterDefinition } from "#register/register";
import type { Fault } from "./fault.ts";
import type { Item } from "./item.ts";
import type { Case, Checklist, LicenceType, Manifest, Pack, Service } from "./pack.ts";
import { strangers } from "./layout.ts";
import type { FileKind } from "./schemas.ts";
import { xmlSource, yamlSource, type Source } from "./source.ts";
import { shapeFaults } from "./validate.ts";

/** The files of a pack by their path inside it, read and checked for shape. `pack` is there when all of them have the right one. */
export interface Reading {
  folder: string;
  sources: Map<string, Source>;
  faults: Fault[];
  pack?: Pack;
}

/** An item as it is written: without what the pack says for all its items. */
type WrittenItem = Omit<Item, "department" | "area">;

function folders(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.startsWith(".") && statSync(join(folder, name)).isDirectory())
        .sort()
    : [];
}

/** What an item lies beside: a flow, rules or examples without a form are read by nobody. */
const NEEDS_FORM = ["flow.bpmn", "rules.dmn", "cases.yaml", "checklists.yaml"];

/** Reads a pack from its folder: grammar and shape of every file, each fault with its line. */
export function readPack(folder: string): Reading {
  const reading: Reading = { folder, sources: new Map(), faults: [] };
  const shown = (path: string): string => relative(process.cwd(), join(folder, path)) || path;
  const strange = existsSync(folder) ? strangers(folder) : [];
  // A file whose name is misspelt is told once, not missed as well.
  const meant = new Set(strange.map((stranger) => stranger.meant));
  reading.faults.push(...strange.map(({ path, message }) => ({ file: shown(path), line: 1, message })));
  const isThere = (path: string): boolean => existsSync(join(folder, path)) && statSync(join(folder, path)).isFile();
  const open = (path: string, kind?: FileKind): unknown => {
    if (!isThere(path)) return undefined;
    const text = readFileSync(join(folder, path), "utf8");
    const source = kind ? yamlSource(shown(path), text) : xmlSource(shown(path), text);
    reading.sources.set(path, source);
    reading.faults.push(...(kind ? shapeFaults(kind, source) : source.faults));
    return kind ? source.value : text;
  };
  const demand = (path: string, kind?: FileKind): unknown => {
    const value = open(path, kind);
    if (value === undefined && !reading.sources.has(path) && !meant.has(path)) reading.faults.push({ file: shown(path), line: 1, message: "缺少这个文件" });
    return value;
  };
  const manifest = demand("pack.yaml", "manifest") as Manifest;
  const registers = existsSync(join(folder, "registers"))
    ? readdirSync(join(folder, "registers"))
        .filter((name) => name.endsWith(".yaml") && !name.startsWith("."))
        .sort()
    : [];
  const pack: Pack = {
    manifest,
    registers: registers.map((name) => open(`registers/${name}`, "register") as RegisterDefinition),
    licences: (open("licences.yaml", "licences") as LicenceType[] | undefined) ?? [],
    services: folders(join(folder, "services")).map((name): Service => {
      const at = `services/${name}/`;
      const item = demand(`${at}item.yaml`, "item") as WrittenItem;
      const form = open(`${at}form.yaml`, "form") as FormDefinition | undefined;
      const flow = form ? (demand(`${at}flow.bpmn`) as string) : undefined;
      const rules = open(`${at}rules.dmn`) as string | undefined;
      const checklists = (open(`${at}checklists.yaml`, "checklists") as Checklist[] | undefined) ?? [];
      const cases = form ? (demand(`${at}cases.yaml`, "cases") as Case[]) : [];
      if (form && Array.isArray(cases) && cases.length === 0)
        reading.faults.push({ file: shown(`${at}cases.yaml`), line: 1, message: "至少要写一个办事人的例子，现在一个也没有" });
      const useless = form || reading.sources.has(`${at}form.yaml`) || meant.has(`${at}form.yaml`) ? [] : NEEDS_FORM.filter((file) => isThere(`${at}${file}`));
      if (useless.length > 0)
        reading.faults.push({ file: shown(`${at}form.yaml`), line: 1, message: `缺少这个文件：有 ${useless.join("、")}，但没有表单，它们不会用到` });
      const definition = {
        item: { ...item, department: manifest?.department ?? "", area: "" },
        checklists,
        ...(form && { form }),
        ...(flow && { flow }),
        ...(rules && { rules }),
      };
      return { ...definition, cases, folder: at };
    }),
  };
  return reading.faults.length > 0 ? reading : { ...reading, pack };
}
