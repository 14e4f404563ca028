import { importItems, type ImportReport as Report } from "#base/catalogue";
import { indexItems } from "#base/search";
import type { Ctx } from "#kernel/ctx";
import { badInput, type Refusal } from "#kernel/errors";
import type { Incoming, Reply } from "#kernel/http";
import { Button, DefinitionList, FileUpload, Form } from "#ui";
import { ImportReport } from "../import-report.tsx";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";

const COLUMNS = [
  { term: "department", detail: "部门名称" },
  { term: "main_item", detail: "主项名称" },
  { term: "item", detail: "事项名称" },
  { term: "area_code", detail: "区划代码，12 位" },
  { term: "item_code", detail: "事项编码，不能重复" },
  { term: "task_type", detail: "事项类型代码，例如 01 行政许可" },
  { term: "dept_code", detail: "部门统一社会信用代码" },
];

function form(incoming: Incoming, ctx: Ctx, { refusal, report }: { refusal?: Refusal; report?: Report } = {}): Promise<Reply> {
  const failed = refusal !== undefined || (report !== undefined && report.errors.length > 0);
  const error = refusal?.fields?.["file"];
  return show(
    incoming,
    ctx,
    {
      title: "导入事项清单",
      crumbs: [{ href: "/console/catalogue", label: "事项" }],
      wrong: failed,
      body: (
        <div class="split">
          <div>
            <Refused refusal={refusal} />
            {report && <ImportReport report={report} />}
            <Form action="/console/catalogue/import" token={incoming.formToken} files class="sheet">
              <FileUpload
                name="file"
                label="事项清单"
                hint="制表符分隔的文本（TSV），UTF-8 编码，第一行是列名，不超过 10 MB。"
                accept=".tsv,.txt,text/tab-separated-values"
                {...(error && { error })}
              />
              <div class="form-foot">
                <Button icon="upload">检查并导入</Button>
              </div>
            </Form>
          </div>
          <aside class="sheet">
            <h2>要有这些列</h2>
            <DefinitionList items={COLUMNS} />
            <p class="hint">导入的事项只作办事指南；再导入一次，有变化的会成为新版本，没有变化的不动。</p>
          </aside>
        </div>
      ),
    },
    refusal?.status ?? (failed ? 422 : 200),
  );
}

/** Bringing in a list of items: all lines or none; what came in can be found at once. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return attempt(
    async () => {
      const [file] = incoming.files;
      if (!file) throw badInput("NOTHING", "请选择文件。", { file: "请选择事项清单文件。" });
      const report = await importItems(ctx, file.content.toString("utf8"), file.name);
      if (report.errors.length === 0) await indexItems(ctx);
      return form(incoming, ctx, { report });
    },
    (refusal) => form(incoming, ctx, { refusal }),
  );
}
