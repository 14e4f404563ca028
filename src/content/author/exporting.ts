import { Document, isCollection, visit } from "yaml";
import { kindsNow, packInUse, type PackInUse } from "#content/catalogue";
import { examplesOf } from "#content/draft";
import { ownChecklist, writtenKind, type Watch } from "#content/kind";
import { MOST_LINES } from "#content/kind-check";
import { wholeItem, type Case, type Item, type ItemDefinition, type KindDefinition } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import { schemaLine } from "./editor-schema.ts";

/** A map or list that is shorter than this stands on one line, as people write it. */
const ONE_LINE = 140;

/** So many steps into a text everything stands on one line: first nowhere, then where an outcome, a work, a clock says much. */
const DEEP = [Infinity, 7, 5, 4];

function yamlText(value: unknown, deep: number): string {
  const document = new Document(value);
  visit(document, (_key, node, path) => {
    if (isCollection(node) && path.length > 1 && (path.length > deep || JSON.stringify(node.toJSON()).length <= ONE_LINE)) node.flow = true;
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** A file as people write it; a kind, of which code lists are written out where works ask for them, as far below its ceiling of lines as that goes. */
function fileText(path: string, value: unknown): string {
  if (!path.endsWith("/kind.yaml")) return yamlText(value, Infinity);
  const texts = DEEP.map((deep) => yamlText(value, deep));
  return texts.find((text) => text.split("\n").length <= MOST_LINES) ?? texts.at(-1)!;
}

/** What an item says beyond what every item of its pack has. */
function writtenItem({ attributes = {}, ...item }: Item, { department, owner }: { department: string; owner: string }): Record<string, unknown> {
  const plain = wholeItem({ id: item.id, name: item.name }, { department, unit: owner, kind: item.kind }) as unknown as Record<string, unknown>;
  const own = Object.entries(item).filter(([name, value]) => !["department", "area"].includes(name) && JSON.stringify(value) !== JSON.stringify(plain[name]));
  return { id: item.id, name: item.name, ...Object.fromEntries(own), ...attributes };
}

/** An item with a guide says everything that its kind of file asks for, empty lists too. */
function writtenGuide({ department: _department, area: _area, attributes: _attributes, ...item }: Item): Record<string, unknown> {
  return item;
}

/** A rule without what it does not say. */
function writtenWatch({ same, answers, ...watch }: Watch): Record<string, unknown> {
  return { ...watch, ...(same.length > 0 && { same }), ...(Object.keys(answers).length > 0 && { answers }) };
}

function written(example: Case): Record<string, unknown> {
  return Object.fromEntries(Object.entries(example).filter(([, value]) => value !== ""));
}

/** The unit that answers for a pack of which that is not known any more: the one of its items. */
function manifestOf({ manifest, items, kinds }: PackInUse): Record<string, unknown> & { owner: string; department: string } {
  const [item] = items.map((definition) => definition.item);
  const owner = manifest.owner ?? item?.unit.slice(0, 18) ?? "";
  const department = manifest.department ?? item?.department ?? manifest.name;
  const description = manifest.description ?? [...kinds.map(({ kind }) => kind.name), ...items.map((each) => each.item.name)].join("、").slice(0, 400);
  const { id, name, version, needs } = manifest;
  return { format: 2, id, name, version, owner, department, description, ...(needs && { needs }) };
}

type Files = Record<string, unknown>;

function runs(at: string, { form, flow, rules }: Pick<ItemDefinition, "form" | "flow" | "rules">): Files {
  return {
    ...(form && { [`${at}form.yaml`]: form }),
    ...(flow !== undefined && { [`${at}flow.bpmn`]: flow }),
    ...(rules !== undefined && { [`${at}rules.dmn`]: rules }),
  };
}

function kindFiles({ kind, papers, lists, checklists = [], ...run }: KindDefinition, rows: Record<string, unknown>[], cases: readonly Case[]): Files {
  const at = `kinds/${kind.id}/`;
  // Those that a work writes out stand where it asks for them.
  const asked = new Set(Object.entries(kind.works).map(([id, work]) => ownChecklist(id, work)?.id));
  const filed = checklists.filter(({ id }) => !asked.has(id));
  return {
    [`${at}kind.yaml`]: writtenKind(kind),
    ...runs(at, run),
    ...(papers.length > 0 && { [`${at}papers.yaml`]: papers }),
    ...(Object.keys(lists).length > 0 && { [`${at}lists.yaml`]: lists }),
    ...(rows.length > 0 && { [`${at}items.yaml`]: rows }),
    ...(filed.length > 0 && { [`${at}checklists.yaml`]: filed }),
    ...(cases.length > 0 && { [`${at}cases.yaml`]: cases.map(written) }),
  };
}

/**
 * An installed pack as files by path that read to the same kinds and items: as they are in use now, what staff have published included. Fields that works
 * ask for are written out; registers and licence types, which other packs use as well, stay where they are.
 * @param folder where the files will lie
 * @param schemas where the schemas for editors lie
 * @throws Refusal NOT_FOUND where no pack of the id is installed
 */
export async function exportedPack(ctx: Ctx, packId: string, folder: string, schemas: string): Promise<Record<string, string>> {
  const pack = await packInUse(ctx, packId);
  const manifest = manifestOf(pack);
  const own = new Set(pack.kinds.map(({ kind }) => kind.id));
  const guided = new Set([...(await kindsNow(ctx))].flatMap(([id, { kind }]) => (kind.guide ? [id] : [])));
  const isRow = ({ item, form, flow, rules, checklists }: ItemDefinition): boolean =>
    own.has(item.kind) && !guided.has(item.kind) && !form && flow === undefined && rules === undefined && checklists.length === 0;
  const files: Files = { "pack.yaml": manifest };
  if (Object.keys(pack.roles).length > 0) files["roles.yaml"] = pack.roles;
  if (Object.keys(pack.codes).length > 0) files["codes.yaml"] = pack.codes;
  if (pack.indicators.length > 0) files["indicators.yaml"] = pack.indicators;
  if (pack.watches.length > 0) files["watches.yaml"] = pack.watches.map(writtenWatch);
  for (const definition of pack.kinds) {
    const rows = pack.items.filter((each) => each.item.kind === definition.kind.id && isRow(each));
    const examples = await Promise.all(rows.map(async ({ item }) => (await examplesOf(ctx, item.id)).cases));
    Object.assign(
      files,
      kindFiles(
        definition,
        rows.map(({ item }) => writtenItem(item, manifest)),
        examples.flat(),
      ),
    );
  }
  for (const definition of pack.items.filter((each) => !isRow(each))) {
    const { item, checklists } = definition;
    const at = `items/${item.id}/`;
    const { cases } = await examplesOf(ctx, item.id);
    Object.assign(files, {
      [`${at}item.yaml`]: guided.has(item.kind) ? writtenGuide(item) : { ...writtenItem(item, manifest), kind: item.kind },
      ...runs(at, definition),
      ...(checklists.length > 0 && { [`${at}checklists.yaml`]: checklists }),
      ...(cases.length > 0 && { [`${at}cases.yaml`]: cases.map(written) }),
    });
  }
  return Object.fromEntries(
    Object.entries(files).map(([path, value]) => {
      const line = schemaLine(path, folder, schemas);
      return [path, line === undefined ? String(value) : `${line}\n${fileText(path, value)}`];
    }),
  );
}
