import { codesNow, itemColumns, itemWords } from "#content/catalogue";
import { templateText, templateWorkbook } from "#register/list";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";

/** The table to fill in for a list of items: a workbook of text columns, or text. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const columns = itemColumns(itemWords(await codesNow(ctx)));
  return incoming.query["format"] === "csv"
    ? { kind: "bytes", content: templateText(columns), type: "text/csv; charset=utf-8", name: "事项清单模板.csv" }
    : {
        kind: "bytes",
        content: templateWorkbook("事项清单", columns),
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        name: "事项清单模板.xlsx",
      };
}
