import {
  codeFindings,
  elementFindings,
  kindFindings,
  likeItem,
  listFindings,
  mended,
  nameFindings,
  paperFindings,
  roleFindings,
  rowFindings,
  settingOf,
} from "#content/kind-check";
import { definitionOf, type Fault, type KindDefinition, type Pack, type Reading, withKind, type WrittenKind } from "#content/pack";
import type { Surroundings } from "#content/scope";
import { checklistFindings, runFaults } from "./folder.ts";
import { inYaml } from "./told.ts";

/** Lines that say something: neither comment nor blank. */
function linesIn(text: string): number {
  return text.split("\n").filter((line) => !/^\s*(#|$)/.test(line)).length;
}

type Whole = { kind: WrittenKind; definition: KindDefinition; faults: Fault[] };

/** States that its lists and examples take for outcomes, and that are not said to be closed. */
function unclosed({ lists, cases }: WrittenKind, { kind }: KindDefinition): string[] {
  const figures = (lists.board?.figures ?? []).flatMap((figure) => /^outcome\.(.+)$/.exec(figure)?.[1] ?? []);
  const taken = new Set([...figures, ...cases.flatMap(({ expect }) => expect.outcome ?? [])]);
  return Object.keys(kind.states).filter((id) => taken.has(id) && kind.states[id]!.phase !== "closed");
}

function notClosed({ kind }: KindDefinition, state: string): string {
  return `状态“${kind.states[state]!.word}”（${state}）被当作结果用（lists.yaml、cases.yaml），要写 phase: closed`;
}

/** A kind with these states closed, as was meant. */
function withClosed(written: unknown, states: readonly string[]): unknown {
  if (states.length === 0) return written;
  const kind = structuredClone(written) as { states: Record<string, unknown> };
  for (const id of states) {
    const state = kind.states[id];
    kind.states[id] = { ...(typeof state === "string" ? { word: state } : (state as object)), phase: "closed" };
  }
  return kind;
}

/** A kind as its author meant it, and what is wrong with the names it says instead. */
async function namedRight(kind: WrittenKind, reading: Reading, pack: Pack, around: Surroundings): Promise<Whole> {
  const { id, folder, written } = kind;
  const elements = { ...around.elements, ...pack.elements };
  const { definition, unknown } = definitionOf(kind, elements);
  const yaml = reading.sources.get(`${folder}kind.yaml`)!;
  const setting = await settingOf(definition, { ...around, kinds: new Map([...around.kinds, [id, definition]]) });
  const { found, slips } = nameFindings(setting, { written, unknown, elements, lines: linesIn(yaml.text) });
  const named = slips.length === 0 ? written : mended(written, slips);
  const open = unclosed(kind, definition);
  const right = { ...kind, written: withClosed(named, open) };
  found.push(...open.map((state) => ({ path: ["states", state], key: true as const, message: notClosed(definition, state) })));
  return { kind: right, definition: definitionOf(right, elements).definition, faults: inYaml(yaml, found) };
}

/** What is wrong with a kind whose names are right, and with everything that lies beside it. */
async function kindFaults({ kind, definition }: Whole, reading: Reading, around: Surroundings): Promise<Fault[]> {
  const { folder, papers, lists, cases, written, form, flow, rules } = kind;
  const source = (name: string) => reading.sources.get(`${folder}${name}`);
  const setting = await settingOf(definition, around);
  const found = inYaml(source("kind.yaml")!, kindFindings(setting, written));
  const sheets = source("papers.yaml");
  if (sheets) found.push(...inYaml(sheets, paperFindings(setting, papers)));
  const shown = source("lists.yaml");
  if (shown) found.push(...inYaml(shown, listFindings(setting, lists)));
  const rows = source("items.yaml");
  if (rows) found.push(...inYaml(rows, rowFindings(setting, rows.value as Record<string, unknown>[])));
  const looked = source("checklists.yaml");
  if (looked) found.push(...inYaml(looked, checklistFindings(kind.checklists)));
  const items = setting.items.map(({ item }) => item);
  const like = { item: likeItem(definition.kind, items), checklists: [], cases, folder };
  const own = { ...(form && { form }), ...(flow !== undefined && { flow }), ...(rules !== undefined && { rules }) };
  return [...found, ...(await runFaults(withKind(like, definition), own, reading, around))];
}

/** What is wrong with the kinds of a pack, with the roles, elements and code lists that it brings, and what its items are then looked at beside. */
export async function wordFaults(reading: Reading, pack: Pack, around: Surroundings): Promise<{ faults: Fault[]; around: Surroundings }> {
  const faults: Fault[] = [];
  const words = [
    ["roles.yaml", roleFindings(pack.roles, around)],
    ["codes.yaml", codeFindings(pack.codes)],
    ["elements.yaml", elementFindings(pack.elements, around)],
  ] as const;
  for (const [file, findings] of words) {
    const source = reading.sources.get(file);
    if (source) faults.push(...inYaml(source, findings));
  }
  const right = await Promise.all(pack.kinds.map((kind) => namedRight(kind, reading, pack, around)));
  const kinds = new Map([...around.kinds, ...right.map(({ kind, definition }) => [kind.id, definition] as const)]);
  for (const each of right) faults.push(...each.faults, ...(await kindFaults(each, reading, { ...around, kinds })));
  return { faults, around: { ...around, kinds } };
}
