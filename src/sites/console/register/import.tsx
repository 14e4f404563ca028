import { getRegister, importRecords, type ImportReport as Report } from "#base/register";
import type { Ctx } from "#kernel/ctx";
import { badInput, type Refusal } from "#kernel/errors";
import type { Incoming, Reply } from "#kernel/http";
import { Button, DefinitionList, FileUpload, Form, TextArea } from "#ui";
import { ImportReport } from "../import-report.tsx";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";

const TYPES: Record<string, string> = { text: "文字", code: "代码", date: "日期，例如 2026-11-21", integer: "整数", number: "数字", boolean: "是或否" };

async function form(incoming: Incoming, ctx: Ctx, { refusal, report }: { refusal?: Refusal; report?: Report } = {}): Promise<Reply> {
  const definition = await getRegister(ctx, incoming.params["register"]!);
  const failed = refusal !== undefined || (report !== undefined && report.errors.length > 0);
  const error = refusal?.fields?.["text"];
  return show(
    incoming,
    ctx,
    {
      title: `导入${definition.name}`,
      crumbs: [{ href: "/console/registers", label: "信息库" }],
      wrong: failed,
      body: (
        <div class="split">
          <div>
            <Refused refusal={refusal} />
            {report && <ImportReport report={report} />}
            <Form action={`/console/registers/${definition.id}/import`} token={incoming.formToken} files class="sheet">
              <FileUpload
                name="file"
                label="表格文件"
                hint="制表符分隔的文本（TSV），UTF-8 编码，第一行是项目名。"
                accept=".tsv,.txt,text/tab-separated-values"
                required={false}
              />
              <TextArea
                name="text"
                label="或者粘贴表格"
                hint="从表格软件里选中、复制、粘贴到这里，带上表头。"
                rows={8}
                required={false}
                value={failed ? typed(incoming.body, "text") : ""}
                {...(error && { error })}
              />
              <div class="form-foot">
                <Button icon="upload">检查并导入</Button>
              </div>
            </Form>
          </div>
          <aside class="sheet">
            <h2>表头可以用这些项目</h2>
            <DefinitionList
              items={definition.fields.map(({ name, label, type }) => ({
                term: name,
                detail: `${label}（${name === definition.key ? "主键，必填；" : ""}${TYPES[type] ?? type}）`,
              }))}
            />
          </aside>
        </div>
      ),
    },
    refusal?.status ?? (failed ? 422 : 200),
  );
}

/** Bringing records in: all lines or none. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return attempt(
    async () => {
      const text = incoming.files[0]?.content.toString("utf8") ?? typed(incoming.body, "text");
      if (text.trim() === "") throw badInput("NOTHING", "请选择文件或者粘贴表格。", { text: "请选择文件或者粘贴表格。" });
      return form(incoming, ctx, { report: await importRecords(ctx, incoming.params["register"]!, text) });
    },
    (refusal) => form(incoming, ctx, { refusal }),
  );
}
