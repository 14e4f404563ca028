import { organisationNow } from "#people/duty";
import type { ListForm, TableFault } from "#register/list";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { newId } from "#values/ids";
import { canonical } from "#kernel/trace";
import { readItemList, type Guess } from "./item-list.ts";
import { codesNow } from "./kinds.ts";
import { itemWords } from "./themes.ts";

/** What came of an import. With errors nothing was imported. */
export interface ImportReport {
  /** Lines taken. */
  accepted: number;
  /** Items that are new or differ from before; the others were there already. */
  changed: number;
  errors: TableFault[];
  notes: string[];
  /** What the list did not say and was guessed by names. */
  guesses: Guess[];
  form: ListForm;
}

interface Incoming {
  item_id: string;
  hash: string;
  definition: unknown;
}

const CHANGED = `
  select i.item_id from jsonb_to_recordset($1::jsonb) as i(item_id text, hash text)
  left join catalogue.items on items.item_id = i.item_id
  left join catalogue.item_versions v on v.item_id = items.item_id and v.version = items.version
  where v.hash is distinct from i.hash or items.withdrawn_at is not null`;

const PLACE = `
  with i as (
    select i.item_id, i.hash, i.definition, coalesce((select max(version) from catalogue.item_versions v where v.item_id = i.item_id), 0) + 1 as version
    from jsonb_to_recordset($1::jsonb) as i(item_id text, hash text, definition jsonb)
  ), versions as (
    insert into catalogue.item_versions (item_id, version, definition, hash, published_at, published_by)
    select item_id, version, definition, hash, $2, $3 from i
  )
  insert into catalogue.items (item_id, version, name, code, unit, department, area, guide_only, audience, themes, source, updated_at)
  select item_id, version, definition->'item'->>'name', definition->'item'->>'code', definition->'item'->>'unit', definition->'item'->>'department', definition->'item'->>'area', true,
    array(select jsonb_array_elements_text(definition->'item'->'audience')), array(select jsonb_array_elements_text(definition->'item'->'themes')), $4, $2
  from i
  on conflict (item_id) do update set version = excluded.version, name = excluded.name, code = excluded.code, unit = excluded.unit, department = excluded.department,
    area = excluded.area, audience = excluded.audience, themes = excluded.themes, source = excluded.source, updated_at = excluded.updated_at, withdrawn_at = null`;

/** Codes of the list that items with a flow of their own already carry: a list must not turn those into guides. */
async function taken(ctx: Ctx, codes: string[]): Promise<Set<string>> {
  const rows = await ctx.db.query<{ code: string }>("select code from catalogue.items where not guide_only and withdrawn_at is null and code = any($1)", [
    codes,
  ]);
  return new Set(rows.map(({ code }) => code));
}

/** Departments that the city does not have, as its lists have them: told, since a guide leads people there. */
async function strangers(ctx: Ctx, definitions: readonly { item: { unit: string; department: string } }[]): Promise<string[]> {
  const { units } = await organisationNow(ctx);
  const unknown = new Map<string, { department: string; count: number }>();
  for (const { item } of definitions) {
    if (units.has(item.unit)) continue;
    const seen = unknown.get(item.unit) ?? { department: item.department, count: 0 };
    unknown.set(item.unit, { ...seen, count: seen.count + 1 });
  }
  if (unknown.size === 0) return [];
  const shown = [...unknown].slice(0, 10).map(([unit, { department, count }]) => `${department}（${unit}，${count} 个事项）`);
  return [`本市机构里没有这些部门，请核对代码：${shown.join("、")}${unknown.size > 10 ? ` 等 ${unknown.size} 个` : ""}`];
}

/**
 * Imports a list of items for guidance (a workbook or text; see `readItemList`), by their codes: all lines or none, in one transaction.
 * Importing the same list again changes nothing; a line that differs becomes a new version of its item. Every bad line is reported
 * with its number and what is wrong in plain Chinese; so is every guess. `preview` does all but write. What was imported, and what was refused, is kept as
 * an import record.
 */
export async function importItems(
  ctx: Ctx,
  content: Buffer | string,
  fileName: string,
  { preview = false }: { preview?: boolean } = {},
): Promise<ImportReport> {
  const { definitions, errors, notes, guesses, lines, form } = await readItemList(content, itemWords(await codesNow(ctx)));
  notes.push(...(await strangers(ctx, definitions)));
  return transaction(ctx, async (inner) => {
    // Two imports at the same moment would both find the same items changed.
    await inner.db.query("select pg_advisory_xact_lock(hashtext('catalogue.import'))");
    for (const code of await taken(
      inner,
      definitions.map(({ item }) => item.code),
    ))
      errors.push({ line: lines.get(code) ?? 1, message: `事项编码 ${code} 已用于可以在线办理的事项，不能导入为指南` });
    errors.sort((a, b) => a.line - b.line);
    const incoming: Incoming[] =
      errors.length > 0 ? [] : definitions.map((definition) => ({ item_id: definition.item.id, hash: sm3(canonical(definition)).toString("hex"), definition }));
    const known = await inner.db.query<{ item_id: string }>(CHANGED, [JSON.stringify(incoming.map(({ item_id, hash }) => ({ item_id, hash })))]);
    const differing = new Set(known.map(({ item_id }) => item_id));
    const changed = incoming.filter(({ item_id }) => differing.has(item_id));
    if (changed.length > 0 && !preview) await inner.db.query(PLACE, [JSON.stringify(changed), inner.now, inner.actor.name, `import:${fileName}`]);
    const report = { accepted: incoming.length, changed: changed.length, errors, notes, guesses: errors.length > 0 ? [] : guesses, form };
    if (preview && errors.length === 0) return report;
    await inner.db.query(
      "insert into catalogue.imports (import_id, file_name, accepted, changed, errors, imported_at, imported_by) values ($1, $2, $3, $4, $5, $6, $7)",
      [newId(), fileName, report.accepted, report.changed, JSON.stringify(errors), inner.now, inner.actor.name],
    );
    inner.memory.forget("catalogue.items");
    return report;
  });
}
