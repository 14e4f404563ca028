import { columnOf, columnsOf, getRegister, masked, recordOf, type RegisterDefinition, type RegisterRecord, tableOf } from "#register/register";
import { TYPES } from "#register/field";
import type { Ctx } from "#kernel/ctx";
import { first, one } from "#kernel/db";
import { notFound } from "#values/errors";
import { isId } from "#values/ids";
import { conditionOf, type Condition, type RecordFilter } from "./narrowing.ts";
import { mustReach, within } from "./reach.ts";

const SIZE = 40;
/** Rows that are counted one by one; above it a register has "more than". */
const COUNTED = 10_000;

/** Which page of a list: sorted by a field that may be, else by when it was written, and the record that it follows or precedes. */
export interface RecordPage {
  sort?: { field: string; down: boolean } | undefined;
  after?: string | undefined;
  before?: string | undefined;
  /** Rows of a page. */
  size?: number;
}

/** The fields by which a list may be sorted. */
export function sortable({ fields }: RegisterDefinition): string[] {
  return fields.filter(({ sort, personal, type }) => sort === true && personal === undefined && TYPES[type].ordered).map(({ name }) => name);
}

interface Order {
  column: string;
  down: boolean;
  /** Rows without a value stand last, whichever the order. */
  nullable: boolean;
}

function orderOf(definition: RegisterDefinition, sort: RecordPage["sort"]): Order {
  return sort && sortable(definition).includes(sort.field)
    ? { column: columnOf(sort.field), down: sort.down, nullable: true }
    : { column: "updated_at", down: true, nullable: false };
}

/**
 * Rows of a page by keyset: those that have a value in order, then those that have none. The address of a page names a record, and no value of it; where the
 * record stands is asked of the record itself.
 */
async function pageRows(
  ctx: Ctx,
  definition: RegisterDefinition,
  { sql, values }: Condition,
  order: Order,
  page: RecordPage,
): Promise<Record<string, unknown>[]> {
  const table = tableOf(definition.id);
  const back = page.before !== undefined;
  const place = [page.before, page.after].find((id) => id !== undefined && isId(id));
  const anchor = place
    ? await first<{ none: boolean }>(ctx.db, `select ${order.column} is null as none from ${table} where record_id = $1`, [place])
    : undefined;
  const wanted = (page.size ?? SIZE) + 1;
  const rows: Record<string, unknown>[] = [];
  const parts = order.nullable ? (back ? [true, false] : [false, true]) : [false];
  const down = order.down !== back;
  for (const none of anchor ? parts.slice(parts.indexOf(anchor.none)) : parts) {
    if (rows.length === wanted) break;
    const [than, way] = down ? ["<", "desc"] : [">", "asc"];
    const key = none ? "record_id" : `(${order.column}, record_id)`;
    const behind = anchor?.none === none;
    const at = `$${values.length + 1}`;
    const from = behind ? [`${key} ${than} ${none ? at : `(select ${order.column}, record_id from ${table} where record_id = ${at})`}`] : [];
    const where = ["true", ...sql, ...from];
    if (order.nullable) where.push(`${order.column} is ${none ? "" : "not "}null`);
    rows.push(
      ...(await ctx.db.query(
        `select ${columnsOf(definition)} from ${table} where ${where.join(" and ")}
         order by ${none ? "" : `${order.column} ${way}, `}record_id ${way} limit ${wanted - rows.length}`,
        [...values, ...(behind ? [place] : [])],
        "fresh",
      )),
    );
  }
  return rows;
}

/**
 * A page of what the actor may read of a register, personal values masked: narrowed, sorted and found as its fields declare; newest first unless told. `key`
 * finds the record with that exact key.
 */
export async function listRecords(
  ctx: Ctx,
  registerId: string,
  { key, ...filter }: RecordFilter & { key?: string } = {},
  page: RecordPage = {},
): Promise<{ definition: RegisterDefinition; records: RegisterRecord[]; more: boolean; earlier: boolean }> {
  const definition = await getRegister(ctx, registerId);
  const reach = await mustReach(ctx, definition);
  const condition = await conditionOf(ctx, definition, filter);
  if (key !== undefined) condition.sql.push(`key_index = $${condition.values.push(ctx.personal.index(key))}`);
  const inReach = within(definition, reach, condition.values.length);
  condition.sql.push(inReach.sql);
  condition.values.push(...inReach.values);
  const rows = await pageRows(ctx, definition, condition, orderOf(definition, page.sort), page);
  const size = page.size ?? SIZE;
  const over = rows.length > size;
  const shown = rows.slice(0, size);
  const back = page.before !== undefined;
  if (back) shown.reverse();
  return {
    definition,
    records: shown.map((row) => recordOf(definition, row, masked(ctx))),
    more: back || over,
    earlier: back ? over : page.after !== undefined,
  };
}

/** How many records a register has in all, counted up to `COUNTED`: nothing of what is in them. */
export async function countRecords(ctx: Ctx, registerId: string): Promise<{ count: number; over: boolean }> {
  const { count } = await one<{ count: number }>(ctx.db, `select count(*) as count from (select from ${tableOf(registerId)} limit ${COUNTED + 1}) as counted`);
  return count > COUNTED ? { count: COUNTED, over: true } : { count, over: false };
}

/** The row of a record that the actor may read; NotFound for any other, whether it exists or not. */
export async function readRow(ctx: Ctx, definition: RegisterDefinition, recordId: string): Promise<Record<string, unknown>> {
  const inReach = within(definition, await mustReach(ctx, definition), 1);
  const row = isId(recordId)
    ? await first<Record<string, unknown>>(ctx.db, `select ${columnsOf(definition)} from ${tableOf(definition.id)} where record_id = $1 and ${inReach.sql}`, [
        recordId,
        ...inReach.values,
      ])
    : undefined;
  if (!row) throw notFound("记录");
  return row;
}

/** One record in the actor's reach, personal values masked. */
export async function getRecord(ctx: Ctx, registerId: string, recordId: string): Promise<{ definition: RegisterDefinition; record: RegisterRecord }> {
  const definition = await getRegister(ctx, registerId);
  return { definition, record: recordOf(definition, await readRow(ctx, definition, recordId), masked(ctx)) };
}
