import { askForRecount } from "#matter/recount";
import { addDays, calendarNow, setDay, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { badInput, notFound, type Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { fitting } from "#values/graphemes";
import { Button, ErrorSummary, Form, formatDate, RadioGroup, TextField } from "#ui";
import { attempt } from "../page-routes.ts";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";

function dayIn({ params }: Incoming): Day {
  const day = params["day"]!;
  // A day that is none, such as 02-30, comes back changed.
  if (!/^20\d\d-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day)) || addDays(day, 0) !== day) throw notFound("日期");
  return day;
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const day = dayIn(incoming);
  const worked = (await calendarNow(ctx)).isWorkday(day);
  const errors = refusal?.fields ?? {};
  return show(
    incoming,
    ctx,
    {
      title: formatDate(day, { year: true }),
      crumbs: [{ href: `/console/calendar?year=${day.slice(0, 4)}`, label: "工作日历" }],
      facts: <span>现在是{worked ? "上班" : "休息"}</span>,
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          {refusal && <ErrorSummary errors={errors} />}
          <Form action={`/console/calendar/${day}`} token={incoming.formToken} class="sheet">
            <RadioGroup
              name="worked"
              label="这一天"
              inline
              value={typed(incoming.body, "worked") || (worked ? "yes" : "no")}
              options={[
                { value: "yes", label: "上班" },
                { value: "no", label: "休息" },
              ]}
            />
            <TextField
              name="note"
              label="依据"
              hint="例如：国办发明电〔2026〕7 号。"
              value={typed(incoming.body, "note")}
              {...(errors["note"] && { error: errors["note"] })}
            />
            <div class="form-foot">
              <Button>保存</Button>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Setting one day. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const day = dayIn(incoming);
  return attempt(
    async () => {
      const note = fitting(typed(incoming.body, "note"), 200, "note");
      if (note === "") throw badInput("NOTE", "请写明依据。", { note: "请写明依据，改动会影响办理时限。" });
      await setDay(ctx, day, typed(incoming.body, "worked") === "yes", note);
      await askForRecount(ctx);
      return redirect(`/console/calendar?year=${day.slice(0, 4)}&done=day`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
