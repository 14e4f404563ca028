import { ITEM_COLUMNS } from "#content/catalogue";
import { templateText, templateWorkbook } from "#register/list";
import type { Incoming, Reply } from "#kernel/http";

/** The table to fill in for a list of items: a workbook of text columns, or text. */
export function get(incoming: Incoming): Reply {
  return incoming.query["format"] === "csv"
    ? { kind: "bytes", content: templateText(ITEM_COLUMNS), type: "text/csv; charset=utf-8", name: "事项清单模板.csv" }
    : {
        kind: "bytes",
        content: templateWorkbook("事项清单", ITEM_COLUMNS),
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        name: "事项清单模板.xlsx",
      };
}
