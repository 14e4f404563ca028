import type { RegisterDefinition, RegisterField } from "./definition.ts";
import { isDay } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { badInput } from "#values/errors";
import { newId } from "#values/ids";
import { isLongerThan } from "#values/graphemes";
import { noteDeparture } from "./departure.ts";
import type { Values } from "./record.ts";
import { getRegister } from "./registers.ts";
import { identifier, tableOf } from "./table.ts";

const CHECKS: Record<RegisterField["type"], { fits: (value: unknown) => boolean; say: string }> = {
  text: { fits: (value) => typeof value === "string" && !isLongerThan(value, 2000), say: "要填文字" },
  code: { fits: (value) => typeof value === "string" && value.length <= 100, say: "要填代码" },
  date: {
    fits: (value) => typeof value === "string" && isDay(value),
    say: "要填日期，例如 2026-11-21",
  },
  integer: { fits: (value) => Number.isSafeInteger(value), say: "要填整数" },
  number: { fits: (value) => typeof value === "number" && Number.isFinite(value), say: "要填数字" },
  boolean: { fits: (value) => typeof value === "boolean", say: "要填是或否" },
};

/** What is wrong with a record's values, by field; empty when they fit the register's types. */
export function misfits(definition: RegisterDefinition, values: Values): Record<string, string> {
  const known = new Map(definition.fields.map((field) => [field.name, field]));
  const faults: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = known.get(name);
    if (!field) faults[name] = "库里没有这一项";
    else if (value !== null && value !== undefined && !CHECKS[field.type].fits(value)) faults[name] = `${field.label}${CHECKS[field.type].say}`;
  }
  const key = values[definition.key];
  if (typeof key !== "string" || key === "") faults[definition.key] = `${known.get(definition.key)?.label ?? definition.key}不能为空`;
  return faults;
}

/** How the subject of a record stood before it is written; undefined when it is new. */
async function standingOf(ctx: Ctx, { id, standing }: RegisterDefinition, index: string): Promise<Values | undefined> {
  return first<Values>(ctx.db, `select f_${identifier(standing!.field)} as "${identifier(standing!.field)}" from ${tableOf(id)} where key_index = $1`, [index]);
}

/**
 * Writes a record by its key: a new one, or the given fields of the one there is. Values are checked against the register's
 * types first; nothing is written when one does not fit.
 */
export async function writeRecord(
  ctx: Ctx,
  registerId: string,
  values: Values,
  { source = "matter", matterId }: { source?: string; matterId?: string } = {},
): Promise<string> {
  const definition = await getRegister(ctx, registerId);
  const faults = misfits(definition, values);
  if (Object.keys(faults).length > 0) throw badInput("RECORD", `「${definition.name}」的记录有误：${Object.values(faults).join("；")}。`, faults);
  const given = definition.fields.filter((field) => values[field.name] !== undefined && values[field.name] !== null);
  const columns = given.map((field) => `f_${identifier(field.name)}`);
  const stored = given.map((field) => (field.personal ? ctx.personal.encrypt(String(values[field.name])) : values[field.name]));
  const places = columns.map((_column, i) => `$${i + 6}`);
  const index = ctx.personal.index(String(values[definition.key]));
  const before = definition.standing?.follow ? await standingOf(ctx, definition, index) : undefined;
  const row = await first<{ record_id: string }>(
    ctx.db,
    `insert into ${tableOf(registerId)} (record_id, key_index, source, matter_id, updated_at, ${columns.join(", ")})
     values ($1, $2, $3, $4, $5, ${places.join(", ")})
     on conflict (key_index) do update set source = excluded.source, matter_id = excluded.matter_id, updated_at = excluded.updated_at,
       ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}
     returning record_id`,
    [newId(), index, source, matterId ?? null, ctx.now, ...stored],
  );
  await noteDeparture(ctx, definition, index, before, values);
  return row!.record_id;
}
