import { dropIntake, keepIntake, openIntake } from "#register/list";
import { fieldHint } from "#register/field";
import { getRegister, importRecords, type ImportReport as Report } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import { badInput, type Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { Button, ButtonRow, Checkbox, DefinitionList, FileUpload, Form, formatCount, LinkButton, Notice, TextArea } from "#ui";
import { ImportReport } from "../import-report.tsx";
import { ListPreview } from "../list-preview.tsx";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";

interface Shown {
  refusal?: Refusal;
  report?: Report;
  /** A list that is kept until it is confirmed. */
  intake?: string;
}

function counts({ added, changed, unchanged }: Report): string {
  return `新增 ${formatCount(added)} 条，有变化 ${formatCount(changed)} 条，没有变化 ${formatCount(unchanged)} 条`;
}

/** What the list would do, and the button that does it. With faults that the source may overrule, a box to say so. */
function Confirmation({ at, token, report, intake, asGiven }: { at: string; token: string; report: Report; intake: string; asGiven: boolean }) {
  const waived = report.errors.length > 0;
  return (
    <>
      {!waived && (
        <Notice kind="waiting" title={`还没有导入：${counts(report)}`} live>
          <p>请核对下面的前几行，没有问题再确认。个人信息已遮盖。</p>
        </Notice>
      )}
      <Form action={at} token={token} class="sheet">
        <input type="hidden" name="intake" value={intake} />
        {asGiven && <input type="hidden" name="as_given" value="yes" />}
        {waived && <Checkbox name="as_given" label="上面这些号码的校验位不对，但登记机关就是这样给的，按原样导入" required={false} />}
        <div class="form-foot">
          <ButtonRow>
            <Button icon="check" name="_step" value={waived ? "preview" : "confirm"}>
              {waived ? "再检查一次" : "确认导入"}
            </Button>
            <LinkButton href={at} kind="secondary">
              换一个文件
            </LinkButton>
          </ButtonRow>
        </div>
      </Form>
      {report.sample.length > 0 && (
        <ListPreview form={report.form} notes={waived ? [] : report.notes} columns={report.columns.map(({ label }) => label)} sample={report.sample} />
      )}
    </>
  );
}

async function form(incoming: Incoming, ctx: Ctx, { refusal, report, intake }: Shown = {}): Promise<Reply> {
  const definition = await getRegister(ctx, incoming.params["register"]!);
  const at = `/console/registers/${definition.id}/import`;
  const failed = refusal !== undefined || (report !== undefined && report.errors.length > 0);
  const error = refusal?.fields?.["text"];
  return show(
    incoming,
    ctx,
    {
      title: `导入${definition.name}`,
      crumbs: [
        { href: "/console/registers", label: "信息库" },
        { href: `/console/registers/${definition.id}`, label: definition.name },
      ],
      wrong: failed,
      body: (
        <div class="split">
          <div>
            <Refused refusal={refusal} />
            {report && (failed || intake === undefined) && <ImportReport report={{ ...report, changed: report.added + report.changed }} />}
            {report && intake !== undefined && (
              <Confirmation at={at} token={incoming.formToken} report={report} intake={intake} asGiven={typed(incoming.body, "as_given") === "yes"} />
            )}
            {(intake === undefined || failed) && (
              <Form action={at} token={incoming.formToken} files class="sheet">
                <FileUpload
                  name="file"
                  label="表格文件"
                  hint=".xlsx、.csv 或 .tsv，不超过 10 MB。表头用项目的名称，顺序不限；先核对，再导入。"
                  accept=".xlsx,.csv,.tsv,.txt"
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
                  <Button icon="upload">检查表格</Button>
                </div>
              </Form>
            )}
          </div>
          <aside class="sheet">
            <h2>模板</h2>
            <p>
              <a href={`/console/registers/${definition.id}/template`}>下载 Excel 模板</a>，各列都是文本，号码不会被截断；也可以用{" "}
              <a href={`/console/registers/${definition.id}/template?format=csv`}>CSV 模板</a>。
            </p>
            <h2>表头可以用这些项目</h2>
            <DefinitionList
              items={definition.fields.map((field) => ({
                term: field.label,
                detail: `${field.name === definition.key ? "主键，必填；" : ""}${fieldHint(field)}（${field.name}）`,
              }))}
            />
          </aside>
        </div>
      ),
    },
    refusal?.status ?? (failed ? 422 : 200),
  );
}

/** Bringing records in: looked at first, then all lines or none. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const register = incoming.params["register"]!;
  const purpose = `register:${register}`;
  const { body, files } = incoming;
  const asGiven = typed(body, "as_given") === "yes";
  return attempt(
    async () => {
      const kept = typed(body, "intake");
      if (kept !== "" && typed(body, "_step") === "confirm") {
        const { content, fileName } = await openIntake(ctx, purpose, kept);
        const report = await importRecords(ctx, register, content, { fileName, asGiven });
        if (report.errors.length === 0) await dropIntake(ctx, kept);
        return form(incoming, ctx, { report });
      }
      const [file] = files;
      const text = typed(body, "text");
      if (kept === "" && !file && text.trim() === "") throw badInput("NOTHING", "请选择文件或者粘贴表格。", { text: "请选择文件或者粘贴表格。" });
      const { content, fileName } =
        kept === "" ? { content: file?.content ?? Buffer.from(text), fileName: file?.name ?? "粘贴的表格" } : await openIntake(ctx, purpose, kept);
      const report = await importRecords(ctx, register, content, { fileName, preview: true, asGiven });
      const waivable = report.errors.length > 0 && report.errors.every((each) => each.waivable);
      if (report.errors.length > 0 && !waivable) return form(incoming, ctx, { report });
      return form(incoming, ctx, { report, intake: kept === "" ? await keepIntake(ctx, purpose, fileName, content) : kept });
    },
    (refusal) => form(incoming, ctx, { refusal }),
  );
}
