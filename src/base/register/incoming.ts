import type { RegisterDefinition } from "./definition.ts";
import type { Ctx } from "#kernel/ctx";
import { copyText, one } from "#kernel/db";
import { newId } from "#kernel/ids";
import { noteGone } from "./departure.ts";
import type { Values } from "./record.ts";
import { columnType, identifier, tableOf } from "./table.ts";

/** Records on their way into a register, in a table of the running transaction alone. */
const TABLE = "incoming";
/** Rows that are there already, looked at at once. */
const PAGE = 2000;

/** What records are to those that the register has. */
export interface Compared {
  added: number;
  changed: number;
  unchanged: number;
}

const column = (name: string): string => `f_${identifier(name)}`;

/** Whether a register has no records yet: then a list goes straight into it, at half the price. */
export async function isEmpty(ctx: Ctx, { id }: RegisterDefinition): Promise<boolean> {
  return (await one<{ empty: boolean }>(ctx.db, `select not exists (select from ${tableOf(id)}) as empty`)).empty;
}

/** Writes records as lines of COPY: sealed, with the blind index of their key; for the table of incoming ones with their number before them. */
export function lineWriter(ctx: Ctx, definition: RegisterDefinition, fields: readonly string[], straight: boolean): (n: number, values: Values) => string {
  const { seal, index } = ctx.personal;
  const now = ctx.now.toISOString();
  const columns = fields.map((name) => ({ name, personal: definition.fields.some((field) => field.name === name && field.personal) }));
  return (n, values) => {
    let line = `${straight ? "" : `${n}\t`}${newId()}\t${index(String(values[definition.key]))}\timport\t${now}`;
    // A sealed text has letters, figures, "-", "_" and "." only.
    for (const { name, personal } of columns) line += `\t${personal && values[name] !== undefined ? seal(String(values[name])) : copyText(values[name])}`;
    return `${line}\n`;
  };
}

/** Takes records in: into the register itself, or into a table that is gone with the transaction. */
export async function takeIn(
  ctx: Ctx,
  definition: RegisterDefinition,
  fields: readonly string[],
  lines: AsyncIterable<string>,
  straight: boolean,
): Promise<void> {
  const copied = ["record_id", "key_index", "source", "updated_at", ...fields.map(column)].join(", ");
  if (straight) return ctx.db.copy(`copy ${tableOf(definition.id)} (${copied}) from stdin`, lines);
  const columns = fields.map(
    (name) =>
      `${column(name)} ${columnType(
        definition.fields.find((field) => field.name === name)!,
        "text",
      )}`,
  );
  await ctx.db.query(
    `create temp table ${TABLE} (n int not null, record_id uuid not null, key_index text not null, source text not null, updated_at timestamptz not null, ${columns.join(", ")}) on commit drop`,
  );
  await ctx.db.copy(`copy ${TABLE} (n, ${copied}) from stdin`, lines);
}

/**
 * Leaves away what the register has exactly so, and counts. A cell that was empty changes nothing. The two are joined once, by a plan that knows how
 * many rows there are; sealed values, which only the platform can compare, are asked for only where all that is open is the same.
 */
export async function compare(ctx: Ctx, definition: RegisterDefinition, fields: readonly string[]): Promise<Compared> {
  const table = tableOf(definition.id);
  const known = definition.fields.filter(({ name }) => fields.includes(name));
  const open = known.filter(({ personal }) => !personal).map(({ name }) => column(name));
  const sealed = known.filter(({ personal }) => personal).map(({ name }) => column(name));
  await ctx.db.query(`analyze ${TABLE}`);
  const { all, met } = await one<{ all: number; met: number }>(
    ctx.db,
    `select count(*) as all, count(t.key_index) as met from ${TABLE} i left join ${table} t using (key_index)`,
  );
  const same = ["true", ...open.map((name) => `(i.${name} is null or i.${name} is not distinct from t.${name})`)].join(" and ");
  const unchanged = met === 0 ? 0 : sealed.length === 0 ? await leaveSame(ctx, table, same) : await leaveSameSealed(ctx, table, same, sealed);
  return { added: all - met, changed: met - unchanged, unchanged };
}

async function leaveSame(ctx: Ctx, table: string, same: string): Promise<number> {
  const gone = `with gone as (delete from ${TABLE} i using ${table} t where t.key_index = i.key_index and ${same} returning 1) select count(*) as gone from gone`;
  return (await one<{ gone: number }>(ctx.db, gone)).gone;
}

async function leaveSameSealed(ctx: Ctx, table: string, same: string, sealed: readonly string[]): Promise<number> {
  const pairs = sealed.map((name, k) => `i.${name} as "i${k}", t.${name} as "t${k}"`).join(", ");
  await ctx.db.query(
    `declare alike no scroll cursor for select i.ctid::text as place, ${pairs} from ${TABLE} i join ${table} t using (key_index) where ${same}`,
  );
  let unchanged = 0;
  for (;;) {
    const rows = await ctx.db.query<Record<string, string | null> & { place: string }>(`fetch ${PAGE} from alike`);
    const alike = rows.filter((row) =>
      sealed.every((_name, k) => {
        const [given, held] = [row[`i${k}`], row[`t${k}`]];
        return given === null || given === undefined || (held !== null && held !== undefined && ctx.personal.open(given) === ctx.personal.open(held));
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
async function noteDepartures(ctx: Ctx, definition: RegisterDefinition, straight: boolean): Promise<void> {
  const status = column(definition.standing!.field);
  const table = tableOf(definition.id);
  const rows = await ctx.db.query<{ key_index: string; status: string }>(
    straight
      ? `select key_index, ${status} as status from ${table} where ${status} = any($1::text[]) order by record_id`
      : `select i.key_index, i.${status} as status from ${TABLE} i left join ${table} t using (key_index)
     where i.${status} = any($1::text[]) and not coalesce(t.${status} = any($1::text[]), false) order by i.n`,
    [definition.standing!.gone],
    "fresh",
  );
  for (const { key_index: index, status: gone } of rows) await noteGone(ctx, definition, index, gone);
}

/** Writes what is left into the register: new records, and the given fields of those that are there. */
export async function bringIn(
  ctx: Ctx,
  definition: RegisterDefinition,
  fields: readonly string[],
  { added, changed }: Compared,
  straight: boolean,
): Promise<void> {
  if (definition.standing?.follow && fields.includes(definition.standing.field)) await noteDepartures(ctx, definition, straight);
  if (straight) return;
  const columns = fields.map(column);
  const table = tableOf(definition.id);
  const update = `update ${table} t set source = i.source, matter_id = null, updated_at = i.updated_at, ${columns.map((name) => `${name} = coalesce(i.${name}, t.${name})`).join(", ")}
     from ${TABLE} i where t.key_index = i.key_index`;
  if (changed > 0) await ctx.db.query(update, [], "fresh");
  // One that a matter has written meanwhile is there after all.
  const insert = `insert into ${table} as t (record_id, key_index, source, updated_at, ${columns.join(", ")})
     select record_id, key_index, source, updated_at, ${columns.join(", ")} from ${TABLE} i where not exists (select from ${table} k where k.key_index = i.key_index)
     on conflict (key_index) do update set source = excluded.source, matter_id = null, updated_at = excluded.updated_at,
       ${columns.map((name) => `${name} = coalesce(excluded.${name}, t.${name})`).join(", ")}`;
  if (added > 0) await ctx.db.query(insert, [], "fresh");
}
