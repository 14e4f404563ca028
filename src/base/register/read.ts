import { findOrganisationByUscc, findPersonByIdNumber } from "#base/identity";
import type { KnownPerson } from "#base/form";
import type { RegisterDefinition } from "#base/pack";
import type { Ctx } from "#kernel/ctx";
import { first, one } from "#kernel/db";
import { badInput, notFound } from "#kernel/errors";
import { isId } from "#kernel/ids";
import { recordLook } from "#kernel/trace";
import { countGraphemes, fitting } from "#kernel/graphemes";
import { columnsOf, inFull, masked, recordOf, type RegisterRecord, type Values } from "./record.ts";
import { isGone, personIn } from "./standing.ts";
import { getRegister, registersNow } from "./registers.ts";
import { tableOf } from "./table.ts";

async function byKey(ctx: Ctx, definition: RegisterDefinition, key: string): Promise<Record<string, unknown> | undefined> {
  return first(ctx.db, `select ${columnsOf(definition)} from ${tableOf(definition.id)} where key_index = $1`, [ctx.personal.index(key)]);
}

/** What the registers hold about a person or organisation, in full, by register id: for pre-filling their own form. */
export async function recordsAbout(ctx: Ctx, { kind, number }: { kind: "person" | "organisation"; number: string }): Promise<Record<string, Values>> {
  const definitions = [...(await registersNow(ctx)).values()].filter((definition) => definition.subject === kind);
  const found = await Promise.all(definitions.map(async (definition) => [definition, await byKey(ctx, definition, number)] as const));
  return Object.fromEntries(found.flatMap(([definition, row]) => (row ? [[definition.id, recordOf(definition, row, inFull(ctx)).values]] : [])));
}

/** What the register that says who people are says of the holder of a number; undefined when it does not know them. */
export async function identify(ctx: Ctx, number: string): Promise<KnownPerson | undefined> {
  for (const definition of (await registersNow(ctx)).values()) {
    if (!definition.identifies || definition.subject !== "person") continue;
    const row = await byKey(ctx, definition, number);
    if (row) return personIn(definition, recordOf(definition, row, inFull(ctx)).values);
  }
  return undefined;
}

/** The record of a register about somebody while it counts: undefined when there is none or its standing says that it is over. */
export async function findStanding(ctx: Ctx, registerId: string, number: string): Promise<Values | undefined> {
  const definition = await getRegister(ctx, registerId);
  const row = await byKey(ctx, definition, number);
  const values = row && recordOf(definition, row, inFull(ctx)).values;
  return values && !isGone(definition, values) ? values : undefined;
}

/** Records without their personal fields: what rules may decide on, kept with the matter as evidence. */
export async function evidenceOf(ctx: Ctx, records: Record<string, Values>): Promise<Record<string, Values>> {
  const definitions = await registersNow(ctx);
  return Object.fromEntries(
    Object.entries(records).map(([id, values]) => {
      const open = definitions.get(id)!.fields.filter((field) => !field.personal);
      return [id, Object.fromEntries(open.flatMap((field) => (values[field.name] === undefined ? [] : [[field.name, values[field.name]]])))];
    }),
  );
}

const SIZE = 40;

/** A page of a register, newest first, personal values masked; `key` finds the record with that exact key. */
export async function listRecords(
  ctx: Ctx,
  registerId: string,
  { key, page = 1 }: { key?: string; page?: number } = {},
): Promise<{ definition: RegisterDefinition; records: RegisterRecord[]; more: boolean; count: number }> {
  const definition = await getRegister(ctx, registerId);
  const rows = await ctx.db.query(
    `select ${columnsOf(definition)} from ${tableOf(registerId)} where ($1::text is null or key_index = $1) order by updated_at desc, record_id limit ${SIZE + 1} offset $2`,
    [key ? ctx.personal.index(key) : null, (page - 1) * SIZE],
  );
  const { count } = await one<{ count: number }>(ctx.db, `select count(*) as count from ${tableOf(registerId)}`);
  return { definition, records: rows.slice(0, SIZE).map((row) => recordOf(definition, row, masked(ctx))), more: rows.length > SIZE, count };
}

/** One record, personal values masked. */
export async function getRecord(ctx: Ctx, registerId: string, recordId: string): Promise<{ definition: RegisterDefinition; record: RegisterRecord }> {
  const definition = await getRegister(ctx, registerId);
  const row = isId(recordId)
    ? await first<Record<string, unknown>>(ctx.db, `select ${columnsOf(definition)} from ${tableOf(registerId)} where record_id = $1`, [recordId])
    : undefined;
  if (!row) throw notFound("记录");
  return { definition, record: recordOf(definition, row, masked(ctx)) };
}

/** Shows one personal field of a record in full: a reason is needed, and the look is on record under whom it is about. */
export async function unmaskRecord(ctx: Ctx, registerId: string, recordId: string, field: string, reason: string): Promise<{ label: string; value: string }> {
  if (countGraphemes(reason.trim()) < 4) throw badInput("REASON_NEEDED", "请写明查看完整信息的理由，当事人会看到。", { reason: "请写明理由，至少 4 个字。" });
  const definition = await getRegister(ctx, registerId);
  const known = definition.fields.find((each) => each.name === field && each.personal);
  if (!known) throw badInput("UNKNOWN_FIELD", "没有这一项个人信息。");
  return ctx.db.transaction(async (db) => {
    const inner = { ...ctx, db };
    const row = isId(recordId)
      ? await first<Record<string, unknown>>(db, `select ${columnsOf(definition)} from ${tableOf(registerId)} where record_id = $1`, [recordId])
      : undefined;
    if (!row) throw notFound("记录");
    const values = recordOf(definition, row, inFull(inner)).values;
    await recordLook(inner, {
      subjectId: (await subjectOf(inner, definition, values)) ?? recordId,
      fields: [`${definition.name}：${known.label}`],
      purpose: fitting(reason, 200, "reason"),
    });
    return { label: known.label, value: String(values[field] ?? "") };
  });
}

/** The account of the person or organisation a record is about, so that they see the look; undefined when they have none. */
async function subjectOf(ctx: Ctx, definition: RegisterDefinition, values: Values): Promise<string | undefined> {
  const key = values[definition.key];
  if (typeof key !== "string") return undefined;
  if (definition.subject === "person") return (await findPersonByIdNumber(ctx, key))?.personId;
  return definition.subject === "organisation" ? (await findOrganisationByUscc(ctx, key))?.organisationId : undefined;
}
