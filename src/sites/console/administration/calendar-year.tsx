import { announceYear } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { badInput, notFound, type Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, ErrorSummary, Form, TextField } from "#ui";
import { attempt } from "../page-routes.ts";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";
import { fitting } from "#values/graphemes";

function yearIn({ params }: Incoming): number {
  if (!/^20\d\d$/.test(params["year"]!)) throw notFound("年份");
  return Number(params["year"]);
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const year = yearIn(incoming);
  const errors = refusal?.fields ?? {};
  return show(
    incoming,
    ctx,
    {
      title: `${year} 年放假安排已录入`,
      crumbs: [{ href: `/console/calendar?year=${year}`, label: "工作日历" }],
      facts: <span>国务院办公厅的通知公布、其中的每一天都录入以后，在这里确认。以后这一年的期限不再标注“以国务院放假通知为准”。</span>,
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          {refusal && <ErrorSummary errors={errors} />}
          <Form action={`/console/calendar/years/${year}`} token={incoming.formToken} class="sheet">
            <TextField
              name="notice"
              label="通知文号"
              hint="例如：国办发明电〔2026〕7 号。"
              value={typed(incoming.body, "notice")}
              {...(errors["notice"] && { error: errors["notice"] })}
            />
            <div class="form-foot">
              <Button>确认已全部录入</Button>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Confirming that a year's notice has come and its days are entered: only then is the year certain. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const year = yearIn(incoming);
  return attempt(
    async () => {
      const notice = fitting(typed(incoming.body, "notice"), 200, "notice");
      if (notice === "") throw badInput("NOTE", "请写明通知文号。", { notice: "请写明国务院办公厅通知的文号。" });
      await announceYear(ctx, year, notice);
      return redirect(`/console/calendar?year=${year}&done=year`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
