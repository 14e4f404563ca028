import { getItemVersion, kindsNow } from "#content/catalogue";
import { compileForm, NOWHERE, showAnswer, type Around, type Form } from "#content/form";
import type { Kind } from "#content/kind";
import type { KindDefinition } from "#content/pack";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";
import { USUAL } from "#matter/disclosure";
import { pathOf, pathWord, placed, valueSql, type Path } from "#matter/lists";
import { organisationNow, type Organisation } from "#people/duty";

/** A column of a public list, by its path. */
export interface PublicColumn {
  id: string;
  label: string;
}

/** A list that everybody may read: of a kind, by its id. */
export interface PublicList {
  kind: string;
  title: string;
  columns: PublicColumn[];
}

/** A matter in such a list: what is shown of it, by column. Which matter it is stands there only where the pack names its number. */
export interface PublicRow {
  values: Record<string, string>;
}

type Column = PublicColumn & ({ path: Path } | { item: string });

const forms = new WeakMap<object, Form>();

function formOf(definition: KindDefinition): Form | undefined {
  if (!definition.form) return undefined;
  let form = forms.get(definition);
  if (!form) forms.set(definition, (form = compileForm(definition.form)));
  return form;
}

/** The columns of a kind's public list, those that it has. */
function columnsOf(definition: KindDefinition): Column[] {
  const { kind, lists, papers } = definition;
  return (lists.public?.columns ?? USUAL).flatMap((id): Column[] => {
    if (id.startsWith("item.")) {
      const name = id.slice(5);
      return Object.hasOwn(kind.items, name) ? [{ id, label: kind.item_words?.[name] ?? name, item: name }] : [];
    }
    const path = pathOf(id, kind, formOf(definition));
    const label = path?.of === "paper" ? `${papers.find((paper) => paper.id === path.name)?.name ?? ""}文号` : path && pathWord(path, kind);
    return path && label !== undefined ? [{ id, label, path }] : [];
  });
}

function titleOf({ kind, lists }: KindDefinition): string {
  return lists.public?.title ?? `${kind.name}公示`;
}

/** Every list that everybody may read. */
export async function publicLists(ctx: Ctx): Promise<PublicList[]> {
  const open = [...(await kindsNow(ctx)).values()].filter(({ kind, lists }) => lists.public && kind.confidentiality !== "work-secret");
  return open.map((definition) => ({
    kind: definition.kind.id,
    title: titleOf(definition),
    columns: columnsOf(definition).map(({ id, label }) => ({ id, label })),
  }));
}

interface Row {
  itemId: string;
  itemVersion: number;
  number: string;
  title: string;
  itemName: string;
  state: string;
  outcome: string | null;
  unit: string;
  area: string;
  receivedAt: Date;
  closedAt: Date;
  columns: string[];
  values: Record<string, unknown>;
}

function aroundOf({ areas, units }: Organisation): Around {
  return {
    ...NOWHERE,
    areas: [...areas.values()].map(({ area, name }) => ({ value: area, label: name })),
    units: [...units.values()].map(({ unit, name }) => ({ value: unit, label: name })),
  };
}

function ofMatter(name: string, row: Row, kind: Kind, organisation: Organisation): string {
  const word = (state: string): string => kind.states[state]?.said ?? kind.states[state]?.word ?? "";
  const said: Record<string, () => string> = {
    number: () => row.number,
    title: () => row.title,
    item: () => row.itemName,
    state: () => word(row.state),
    outcome: () => word(row.outcome ?? row.state),
    unit: () => organisation.unitName(row.unit),
    area: () => organisation.areas.get(row.area)?.name ?? row.area,
    received: () => dayOf(row.receivedAt),
    closed: () => dayOf(row.closedAt),
  };
  return said[name]?.() ?? "";
}

async function said(ctx: Ctx, column: Column, row: Row, kind: Kind, organisation: Organisation): Promise<string> {
  if (!row.columns.includes(column.id)) return "";
  if ("item" in column) {
    const value = (await getItemVersion(ctx, row.itemId, row.itemVersion)).definition.item.attributes?.[column.item];
    return value === undefined || value === null ? "" : String(value);
  }
  const { path } = column;
  if (path.of === "matter") return ofMatter(path.name, row, kind, organisation);
  const value = row.values[column.id];
  if (value === null || value === undefined) return "";
  if (path.of === "place" && path.name === "area") return organisation.areas.get(String(value))?.name ?? String(value);
  return path.of === "form" || path.of === "work" ? showAnswer(path.field, value, aroundOf(organisation)) : String(value);
}

/** The most rows that one answer has. */
export const MOST_PUBLIC = 5000;

/**
 * What everybody may read of the ended matters of a kind, the newest first: what its list names now and named as each ended. Those whose time is over are not
 * there. NotFound for a kind without such a list.
 */
export async function listPublic(
  ctx: Ctx,
  kindId: string,
  { page, size }: { page: number; size: number },
): Promise<PublicList & { rows: PublicRow[]; more: boolean }> {
  const definition = (await kindsNow(ctx)).get(kindId);
  if (!definition?.lists.public || definition.kind.confidentiality === "work-secret") throw notFound("公示");
  const { kind } = definition;
  const columns = columnsOf(definition);
  const { values, $ } = placed();
  const asked = columns.flatMap((column) =>
    "path" in column && column.path.of !== "matter" ? [`${$(column.id)}::text, ${valueSql(column.path, kind, $)}`] : [],
  );
  const [rows, organisation] = await Promise.all([
    ctx.db.query<Row>(
      `select m.item_id as "itemId", m.item_version as "itemVersion", m.number, m.title, m.item_name as "itemName", m.state, m.outcome, m.unit, m.area,
         s.received_at as "receivedAt", s.closed_at as "closedAt", d.columns, jsonb_build_object(${asked.join(", ")}) as values
       from matter.disclosed d join matter.search s using (matter_id) join matter.matters m using (matter_id)
       where d.kind = ${$(kindId)} and d.ended_at is null and (d.off_day is null or d.off_day > ${$(dayOf(ctx.now), "date")}) and not s.secret
       order by d.at desc, d.matter_id limit ${size + 1} offset ${$((page - 1) * size)}`,
      values,
      "fresh",
    ),
    organisationNow(ctx),
  ]);
  const shown = await Promise.all(
    rows.slice(0, size).map(async (row) => ({
      values: Object.fromEntries(await Promise.all(columns.map(async (column) => [column.id, await said(ctx, column, row, kind, organisation)] as const))),
    })),
  );
  return { kind: kindId, title: titleOf(definition), columns: columns.map(({ id, label }) => ({ id, label })), rows: shown, more: rows.length > size };
}
