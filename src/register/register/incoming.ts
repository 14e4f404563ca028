import { TYPES } from "#register/field";
import type { RegisterDefinition } from "./definition.ts";
import type { Ctx } from "#kernel/ctx";
import { copyText, one } from "#kernel/db";
import { newId } from "#values/ids";
import { noteGone } from "./departure.ts";
import type { Values } from "./record.ts";
import { blindFields, columnOf, columnType, indexOf, tableOf } from "./table.ts";
import { keepingVersions } from "./versions.ts";

/** Records on their way into a register, in a table of the running transaction alone. */
const TABLE = "incoming";
/** Letters of lines that are compared and written at once, some ten thousand rows, and rows of them whose encrypted values are looked at at once. */
const PART = 6_000_000;
const PAGE = 500;

/** What records are to those that the register has. */
export interface Compared {
  added: number;
  changed: number;
  unchanged: number;
}

/** Whether a register has no records yet: then a list goes straight into it, at half the price. */
export async function isEmpty(ctx: Ctx, { id }: RegisterDefinition): Promise<boolean> {
  return (await one<{ empty: boolean }>(ctx.db, `select not exists (select from ${tableOf(id)}) as empty`)).empty;
}

/** Writes records as lines of COPY: sealed, with the blind index of their key; for the table of incoming ones with their number before them. */
export function lineWriter(
  ctx: Ctx,
  definition: RegisterDefinition,
  fields: readonly string[],
  { importId, straight }: { importId: string; straight: boolean },
): (n: number, values: Values) => string {
  const { encrypt, index } = ctx.personal;
  const now = ctx.now.toISOString();
  const head = `\timport\t${now}${straight ? `\t${importId}` : ""}`;
  const columns = fields.map((name) => {
    const { type, personal } = definition.fields.find((field) => field.name === name)!;
    return { name, personal, copied: TYPES[type].copied };
  });
  const blind = blindOf(definition, fields);
  return (n, values) => {
    let line = `${straight ? "" : `${n}\t`}${newId()}\t${index(String(values[definition.key]))}${head}`;
    // An encrypted text has letters, figures, "-", "_" and "." only.
    for (const { name, personal, copied } of columns) {
      const value = values[name];
      line += `\t${value === undefined ? "\\N" : personal ? encrypt(String(value)) : (copied?.(value) ?? copyText(value))}`;
    }
    for (const name of blind) line += `\t${values[name] === undefined ? "\\N" : index(String(values[name]))}`;
    return `${line}\n`;
  };
}

/** Of the fields of a list, those whose blind index is kept. */
function blindOf(definition: RegisterDefinition, fields: readonly string[]): string[] {
  return blindFields(definition).flatMap(({ name }) => (fields.includes(name) ? [name] : []));
}

/** The columns that the fields of a list fill. */
function filled(definition: RegisterDefinition, fields: readonly string[]): string[] {
  return [...fields.map(columnOf), ...blindOf(definition, fields).map(indexOf)];
}

const copied = (definition: RegisterDefinition, fields: readonly string[], ...more: string[]): string =>
  ["record_id", "key_index", "source", "updated_at", ...more, ...filled(definition, fields)].join(", ");

/** Takes the records of a list straight into its register, which is empty. */
export async function takeStraight(ctx: Ctx, definition: RegisterDefinition, fields: readonly string[], lines: AsyncIterable<string>): Promise<void> {
  await ctx.db.copy(`copy ${tableOf(definition.id)} (${copied(definition, fields, "import_id")}) from stdin`, lines);
  await noteDepartures(ctx, definition, fields, true);
}

/**
 * Takes the records of a list into a register that has some: part by part through a table that is gone with the transaction, where they are compared.
 * With `preview` they are only compared.
 */
export async function takeIn(
  ctx: Ctx,
  definition: RegisterDefinition,
  fields: readonly string[],
  lines: AsyncIterable<string>,
  { importId, preview }: { importId: string; preview: boolean },
): Promise<Compared> {
  const columns = [
    ...definition.fields.filter(({ name }) => fields.includes(name)).map((field) => `${columnOf(field.name)} ${columnType(field, "text")}`),
    ...blindOf(definition, fields).map((name) => `${indexOf(name)} text`),
  ];
  await ctx.db.query(
    `create temp table ${TABLE} (n int not null, record_id uuid not null, key_index text not null, source text not null, updated_at timestamptz not null, ${columns.join(", ")}) on commit drop`,
  );
  const sum: Compared = { added: 0, changed: 0, unchanged: 0 };
  const source = lines[Symbol.asyncIterator]();
  let done = false;
  async function* part(): AsyncGenerator<string> {
    for (let size = 0; size < PART && !done;) {
      const next = await source.next();
      done = next.done === true;
      if (next.done) return;
      size += next.value.length;
      yield next.value;
    }
  }
  try {
    while (!done) {
      await ctx.db.copy(`copy ${TABLE} (n, ${copied(definition, fields)}) from stdin`, part());
      const compared = await compare(ctx, definition, fields);
      if (!preview) await bringIn(ctx, definition, fields, importId, compared);
      for (const kind of ["added", "changed", "unchanged"] as const) sum[kind] += compared[kind];
      await ctx.db.query(`truncate ${TABLE}`);
    }
  } finally {
    await source.return?.();
  }
  return sum;
}

/** What of a record the register has exactly so. A cell that was empty changes nothing. */
function sameIn(definition: RegisterDefinition, fields: readonly string[]): { open: string; encrypted: string[] } {
  const known = definition.fields.filter(({ name }) => fields.includes(name));
  const open = known.filter(({ personal }) => !personal).map(({ name }) => columnOf(name));
  const encrypted = known.filter(({ personal }) => personal).map(({ name }) => columnOf(name));
  return { open: ["true", ...open.map((name) => `(i.${name} is null or i.${name} is not distinct from t.${name})`)].join(" and "), encrypted };
}

/**
 * Counts what is new, changed and the same. Encrypted values, which only the platform can compare, are asked for only where all that is open is the same,
 * and those that are the same are left away.
 */
async function compare(ctx: Ctx, definition: RegisterDefinition, fields: readonly string[]): Promise<Compared> {
  const table = tableOf(definition.id);
  const { open, encrypted } = sameIn(definition, fields);
  const { all, met, alike } = await one<{ all: number; met: number; alike: number }>(
    ctx.db,
    `select count(*) as all, count(t.key_index) as met, count(*) filter (where t.key_index is not null and ${open}) as alike
     from ${TABLE} i left join ${table} t using (key_index)`,
  );
  const unchanged = encrypted.length === 0 || alike === 0 ? alike : await leaveSame(ctx, table, open, encrypted);
  return { added: all - met, changed: met - unchanged, unchanged };
}

async function leaveSame(ctx: Ctx, table: string, same: string, encrypted: readonly string[]): Promise<number> {
  const pairs = encrypted.map((name, k) => `i.${name} as "i${k}", t.${name} as "t${k}"`).join(", ");
  await ctx.db.query(
    `declare alike no scroll cursor for select i.ctid::text as place, ${pairs} from ${TABLE} i join ${table} t using (key_index) where ${same}`,
  );
  let unchanged = 0;
  for (;;) {
    const rows = await ctx.db.query<Record<string, string | null> & { place: string }>(`fetch ${PAGE} from alike`);
    const alike = rows.filter((row) =>
      encrypted.every((_name, k) => {
        const [given, held] = [row[`i${k}`], row[`t${k}`]];
        return given === null || given === undefined || (held !== null && held !== undefined && ctx.personal.decrypt(given) === ctx.personal.decrypt(held));
      }),
    );
    if (alike.length > 0) await ctx.db.query(`delete from ${TABLE} where ctid = any($1::tid[])`, [alike.map(({ place }) => place)], "fresh");
    unchanged += alike.length;
    if (rows.length < PAGE) break;
  }
  await ctx.db.query("close alike");
  return unchanged;
}

/** Who is there no more by what comes in, and was before. */
async function noteDepartures(ctx: Ctx, definition: RegisterDefinition, fields: readonly string[], straight: boolean): Promise<void> {
  if (!definition.standing?.follow || !fields.includes(definition.standing.field)) return;
  const status = columnOf(definition.standing.field);
  const table = tableOf(definition.id);
  const rows = await ctx.db.query<{ key_index: string; status: string }>(
    straight
      ? `select key_index, ${status} as status from ${table} where ${status} = any($1::text[]) order by record_id`
      : `select i.key_index, i.${status} as status from ${TABLE} i left join ${table} t using (key_index)
     where i.${status} = any($1::text[]) and not coalesce(t.${status} = any($1::text[]), false) order by i.n`,
    [definition.standing.gone],
    "fresh",
  );
  for (const { key_index: index, status: gone } of rows) await noteGone(ctx, definition, index, gone);
}

/** Writes a part into the register: new records, and the given fields of those that are there and differ, whose versions until now are kept. */
async function bringIn(ctx: Ctx, definition: RegisterDefinition, fields: readonly string[], importId: string, { added, changed }: Compared): Promise<void> {
  await noteDepartures(ctx, definition, fields, false);
  const taken = added > 0 ? await addNew(ctx, definition, fields, importId) : 0;
  // One that a matter has written meanwhile is there after all, and changed like the others.
  if (changed > 0 || taken < added) await changeHeld(ctx, definition, fields, importId);
}

async function addNew(ctx: Ctx, definition: RegisterDefinition, fields: readonly string[], importId: string): Promise<number> {
  const { id } = definition;
  const columns = filled(definition, fields).join(", ");
  const [put] = await ctx.db.query<{ count: number }>(
    `with put as (insert into ${tableOf(id)} (record_id, key_index, source, updated_at, import_id, ${columns})
       select record_id, key_index, source, updated_at, $1, ${columns} from ${TABLE} i
       where not exists (select from ${tableOf(id)} k where k.key_index = i.key_index)
       on conflict (key_index) do nothing returning 1)
     select count(*) as count from put`,
    [importId],
    "fresh",
  );
  return put!.count;
}

async function changeHeld(ctx: Ctx, definition: RegisterDefinition, fields: readonly string[], importId: string): Promise<void> {
  const table = tableOf(definition.id);
  const { open, encrypted } = sameIn(definition, fields);
  // Those just added carry the number they came with; encrypted values that are the same were left away before.
  const differ = `t.key_index = i.key_index and t.record_id <> i.record_id${encrypted.length === 0 ? ` and not (${open})` : ""}`;
  await ctx.db.query(keepingVersions(definition, "i.updated_at", `from ${TABLE} i join ${table} t on ${differ} for update of t`), [], "fresh");
  await ctx.db.query(
    `update ${table} t set seq = t.seq + 1, source = i.source, matter_id = null, import_id = $1, written_by = null, updated_at = i.updated_at,
       ${filled(definition, fields)
         .map((name) => `${name} = coalesce(i.${name}, t.${name})`)
         .join(", ")}
     from ${TABLE} i where ${differ}`,
    [importId],
    "fresh",
  );
}
