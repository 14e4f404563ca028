import { templateText, templateWorkbook } from "#register/list";
import { getRegister, templateColumns } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";

/** The type of a workbook of Excel. */
export const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The table to fill in for a register: a workbook of text columns, or text. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const definition = await getRegister(ctx, incoming.params["register"]!);
  const columns = templateColumns(definition);
  return incoming.query["format"] === "csv"
    ? { kind: "bytes", content: templateText(columns), type: "text/csv; charset=utf-8", name: `${definition.name}导入模板.csv` }
    : { kind: "bytes", content: templateWorkbook(definition.name, columns), type: WORKBOOK, name: `${definition.name}导入模板.xlsx` };
}
