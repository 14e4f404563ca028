import { importItems, itemColumns, itemWords, codesNow, type Guess, type ImportReport as Report } from "#content/catalogue";
import { dropIntake, keepIntake, openIntake } from "#register/list";
import { indexItems } from "#content/search";
import type { Ctx } from "#kernel/ctx";
import { badInput, type Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { Button, ButtonRow, DefinitionList, FileUpload, Form, formatCount, LinkButton, Notice, Table } from "#ui";
import { ImportReport } from "../import-report.tsx";
import { readAs } from "../list-preview.tsx";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";

const AT = "/console/catalogue/import";
const PURPOSE = "catalogue";
const GUESSES = 300;
const AUDIENCES = { person: "个人", organisation: "法人" } as const;

/** What the list did not say: shown whole before anything is imported, since people look for items by it. */
function Guesses({ guesses }: { guesses: readonly Guess[] }) {
  if (guesses.length === 0) return null;
  return (
    <Table
      caption={`${formatCount(guesses.length)} 个事项没有写面向对象或者主题，平台按名称判断如下${guesses.length > GUESSES ? `（前 ${GUESSES} 个）` : ""}；不对的请在清单里加“面向对象”“主题”两列再导入`}
      rows={guesses.slice(0, GUESSES)}
      columns={[
        { title: "行", cell: ({ line }) => line, align: "end", tight: true },
        { title: "事项", cell: ({ name }) => name, names: true },
        { title: "面向对象", cell: ({ audience }) => audience?.map((each) => AUDIENCES[each]).join("和") ?? "清单已写" },
        { title: "主题", cell: ({ themes }) => (themes ? themes.join("、") || "没有" : "清单已写") },
      ]}
    />
  );
}

function Confirmation({ token, report, intake }: { token: string; report: Report; intake: string }) {
  return (
    <>
      <Notice kind="waiting" title={`还没有导入：读到 ${formatCount(report.accepted)} 个事项，新增或有变化的 ${formatCount(report.changed)} 个`} live>
        <p>{readAs(report.form)}。</p>
        {report.notes.map((note) => (
          <p>{note}。</p>
        ))}
      </Notice>
      <Form action={AT} token={token} class="sheet">
        <input type="hidden" name="intake" value={intake} />
        <div class="form-foot">
          <ButtonRow>
            <Button icon="check">确认导入</Button>
            <LinkButton href={AT} kind="secondary">
              换一个文件
            </LinkButton>
          </ButtonRow>
        </div>
      </Form>
      <Guesses guesses={report.guesses} />
    </>
  );
}

async function form(incoming: Incoming, ctx: Ctx, { refusal, report, intake }: { refusal?: Refusal; report?: Report; intake?: string } = {}): Promise<Reply> {
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
            {report && intake === undefined && <ImportReport report={report} />}
            {report && intake !== undefined ? (
              <Confirmation token={incoming.formToken} report={report} intake={intake} />
            ) : (
              <Form action={AT} token={incoming.formToken} files class="sheet">
                <FileUpload
                  name="file"
                  label="事项清单"
                  hint=".xlsx、.csv 或 .tsv，第一行是列名，不超过 10 MB。先核对，再导入。"
                  accept=".xlsx,.csv,.tsv,.txt"
                  {...(error && { error })}
                />
                <div class="form-foot">
                  <Button icon="upload">检查清单</Button>
                </div>
              </Form>
            )}
          </div>
          <aside class="sheet">
            <h2>模板</h2>
            <p>
              <a href={`${AT}/template`}>下载 Excel 模板</a>，或者 <a href={`${AT}/template?format=csv`}>CSV 模板</a>。
            </p>
            <h2>可以有这些列</h2>
            <DefinitionList
              items={itemColumns(itemWords(await codesNow(ctx))).map(({ name, label, hint, required }) => ({
                term: label,
                detail: `${required ? "必填；" : ""}${hint}（${name}）`,
              }))}
            />
            <p class="hint">导入的事项只作办事指南；再导入一次，有变化的会成为新版本，没有变化的不动。</p>
          </aside>
        </div>
      ),
    },
    refusal?.status ?? (failed ? 422 : 200),
  );
}

/** Bringing in a list of items: looked at first, then all lines or none; what came in can be found at once. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return attempt(
    async () => {
      const kept = typed(incoming.body, "intake");
      if (kept !== "") {
        const { content, fileName } = await openIntake(ctx, PURPOSE, kept);
        const report = await importItems(ctx, content, fileName);
        if (report.errors.length === 0) {
          await dropIntake(ctx, kept);
          await indexItems(ctx);
        }
        return form(incoming, ctx, { report });
      }
      const [file] = incoming.files;
      if (!file) throw badInput("NOTHING", "请选择文件。", { file: "请选择事项清单文件。" });
      const report = await importItems(ctx, file.content, file.name, { preview: true });
      if (report.errors.length > 0) return form(incoming, ctx, { report });
      return form(incoming, ctx, { report, intake: await keepIntake(ctx, PURPOSE, file.name, file.content) });
    },
    (refusal) => form(incoming, ctx, { refusal }),
  );
}
