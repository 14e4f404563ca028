import { codeFindings, elementFindings, kindFindings, likeItem, listFindings, paperFindings, roleFindings, rowFindings, settingOf } from "#content/kind-check";
import { definitionOf, type Fault, type Pack, type Reading, type WrittenKind } from "#content/pack";
import type { Surroundings } from "#content/scope";
import { runFaults, withKind } from "./folder.ts";
import { inYaml } from "./told.ts";

/** Lines that say something: neither comment nor blank. */
function linesIn(text: string): number {
  return text.split("\n").filter((line) => !/^\s*(#|$)/.test(line)).length;
}

async function oneKind(kind: WrittenKind, reading: Reading, pack: Pack, around: Surroundings): Promise<Fault[]> {
  const { id, folder, papers, lists, cases, written, form, flow, rules } = kind;
  const source = (name: string) => reading.sources.get(`${folder}${name}`);
  const elements = { ...around.elements, ...pack.elements };
  const { definition, unknown } = definitionOf(kind, elements);
  const setting = await settingOf(definition, { ...around, kinds: new Map([...around.kinds, [id, definition]]) });
  const found: Fault[] = [];
  const yaml = source("kind.yaml")!;
  found.push(...inYaml(yaml, kindFindings(setting, { written, unknown, elements, lines: linesIn(yaml.text) })));
  const sheets = source("papers.yaml");
  if (sheets) found.push(...inYaml(sheets, paperFindings(setting, papers)));
  const shown = source("lists.yaml");
  if (shown) found.push(...inYaml(shown, listFindings(setting, lists)));
  const rows = source("items.yaml");
  if (rows) found.push(...inYaml(rows, rowFindings(setting, rows.value as Record<string, unknown>[])));
  const like = {
    item: likeItem(
      definition.kind,
      setting.items.map(({ item }) => item),
    ),
    checklists: [],
    cases,
    folder,
  };
  const own = { ...(form && { form }), ...(flow !== undefined && { flow }), ...(rules !== undefined && { rules }) };
  return [...found, ...(await runFaults(withKind(like, definition), own, reading, around))];
}

/** What is wrong with the kinds of a pack, and with the roles, elements and code lists that it brings. */
export async function kindFaults(reading: Reading, pack: Pack, around: Surroundings): Promise<Fault[]> {
  const found: Fault[] = [];
  const words = [
    ["roles.yaml", roleFindings(pack.roles, around)],
    ["codes.yaml", codeFindings(pack.codes)],
    ["elements.yaml", elementFindings(pack.elements, around)],
  ] as const;
  for (const [file, findings] of words) {
    const source = reading.sources.get(file);
    if (source) found.push(...inYaml(source, findings));
  }
  for (const kind of pack.kinds) found.push(...(await oneKind(kind, reading, pack, around)));
  return found;
}
