import { organisationNow } from "#people/duty";
import { valueText, type RegisterField } from "#register/field";
import { listText, listWorkbook, type Cell } from "#register/list";
import { writerOf, type RegisterDefinition, type RegisterRecord } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { realReason, recordLook } from "#kernel/trace";
import { startOf, dayOf } from "#kernel/clock";
import { badInput, Refusal } from "#values/errors";
import { newId } from "#values/ids";
import { listRecords, type RecordPage } from "./list.ts";
import type { RecordFilter } from "./narrowing.ts";

/** The most records that one file takes, and the most that somebody takes out of one register on a day. */
export const MOST_RECORDS = 5000;
export const MOST_RECORDS_A_DAY = 20_000;

/** Files that a register may leave as. */
export const FORMATS = { xlsx: "Excel 表格（.xlsx）", csv: "CSV 文本（.csv，UTF-8）" } as const;
export type ExportFormat = keyof typeof FORMATS;

/** A list as it leaves the house. */
export interface ExportedFile {
  name: string;
  content: Buffer;
  records: number;
}

/** A value as a spreadsheet has it: what may be added up stays a number, money in 元. */
function cellOf(field: RegisterField, value: unknown, place: (code: string) => string | undefined): Cell {
  if (typeof value === "number" && !field.codes) return field.type === "money" ? value / 100 : value;
  return valueText(field, value, place);
}

async function takenToday(ctx: Ctx, registerId: string): Promise<number> {
  const row = await first<{ taken: number }>(
    ctx.db,
    "select coalesce(sum(records), 0)::int as taken from register.exports where register_id = $1 and exported_at >= $2 and exporter ->> 'id' = $3",
    [registerId, startOf(dayOf(ctx.now)), ctx.actor.id],
  );
  return row!.taken;
}

/**
 * What a list shows, as a file: narrowed and sorted as there, masked as there, of what the actor may read. It says what for (at least six words' worth), and is on
 * record with it. Refuses more than `MOST_RECORDS` at once (TOO_MANY_RECORDS) and more than `MOST_RECORDS_A_DAY` a day, and an empty list.
 */
export async function exportRecords(
  ctx: Ctx,
  registerId: string,
  filter: RecordFilter,
  { sort, format, purpose }: { sort?: RecordPage["sort"]; format: string; purpose: string },
): Promise<ExportedFile> {
  if (!Object.hasOwn(FORMATS, format)) throw badInput("EXPORT_FORMAT", "请选择文件格式。", { format: "请选择文件格式。" });
  const why = realReason(purpose);
  const { definition, records, more } = await listRecords(ctx, registerId, filter, { sort, size: MOST_RECORDS });
  if (more) throw badInput("TOO_MANY_RECORDS", `符合条件的超过 ${MOST_RECORDS} 条，一次导不完。请回到列表，加上条件再导出。`);
  if (records.length === 0) throw badInput("NOTHING", "没有符合条件的记录，没有导出。");
  if ((await takenToday(ctx, registerId)) + records.length > MOST_RECORDS_A_DAY)
    throw new Refusal(429, "EXPORTED_ENOUGH", `您今天从「${definition.name}」导出的记录已经接近 ${MOST_RECORDS_A_DAY} 条的上限。请明天再导出，或者缩小范围。`);
  const content = await fileOf(ctx, definition, records, format as ExportFormat);
  await transaction(ctx, async (inner) => {
    const exportId = newId();
    await inner.db.query(
      `insert into register.exports (export_id, register_id, searched, narrowed, columns, format, records, purpose, exported_at, exporter)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        exportId,
        registerId,
        filter.text ? ctx.personal.encrypt(filter.text) : null,
        filter.fields ?? {},
        definition.fields.map(({ name }) => name),
        format,
        records.length,
        why,
        ctx.now,
        writerOf(ctx.actor),
      ],
    );
    await recordLook(inner, { subjectId: exportId, fields: [`${definition.name}：导出 ${records.length} 条，个人信息已遮盖`], purpose: why });
  });
  return { name: `${definition.name}-${dayOf(ctx.now)}.${format}`, content, records: records.length };
}

async function fileOf(ctx: Ctx, { name, fields }: RegisterDefinition, records: readonly RegisterRecord[], format: ExportFormat): Promise<Buffer> {
  const organisation = await organisationNow(ctx);
  const place = (code: string): string | undefined => organisation.areas.get(code)?.name ?? organisation.units.get(code)?.name;
  const headings = fields.map(({ label, type }) => (type === "money" ? `${label.replace(/（(分|元)）$/, "")}（元）` : label));
  const rows = records.map(({ values }) => fields.map((field) => cellOf(field, values[field.name], place)));
  return format === "xlsx" ? listWorkbook(name, headings, rows) : listText(headings, rows);
}
