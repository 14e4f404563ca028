import { organisationNow } from "#people/duty";
import { getRating, listSteps, STEPS, takeStep } from "#matter/rating";
import { calendarNow, endOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, DefinitionList, Form, formatDate, formatDateTime, History, RadioGroup, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { TimeLeft } from "../time-left.tsx";
import { typed } from "../typed.ts";
import { dueOf, levelWords, LoopStanding } from "./ratings.tsx";

function NextStep({ incoming, next, refusal }: { incoming: Incoming; next: readonly string[]; refusal: Refusal | undefined }) {
  const { params, body, formToken } = incoming;
  const errors = refusal?.fields ?? {};
  const [only] = next;
  return (
    <Form action={`/console/ratings/${params["matter"]}/${params["number"]}`} token={formToken}>
      {next.length === 1 ? (
        <input type="hidden" name="step" value={only} />
      ) : (
        <RadioGroup name="step" label="下一步" options={next.map((value) => ({ value, label: STEPS[value]?.label ?? value }))} value={typed(body, "step")} />
      )}
      <TextArea name="text" label="做了什么，结果如何" rows={4} value={typed(body, "text")} {...(errors["text"] && { error: errors["text"] })} />
      <div class="form-foot">
        <Button wide>{next.length === 1 ? `记录：${STEPS[only!]?.label ?? ""}` : "记录这一步"}</Button>
      </div>
    </Form>
  );
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { params } = incoming;
  const rating = await getRating(ctx, params["matter"]!, Number(params["number"]));
  const [steps, organisation, calendar] = await Promise.all([listSteps(ctx, rating.matterId, rating.serviceNumber), organisationNow(ctx), calendarNow(ctx)]);
  const next = rating.step === null ? [] : (STEPS[rating.step]?.next ?? []);
  const due = dueOf(rating);
  return show(
    incoming,
    ctx,
    {
      title: `${levelWords(rating.level)} · ${rating.itemName}`,
      crumbs: [{ href: "/console/ratings", label: "好差评" }],
      wrong: refusal !== undefined,
      facts: (
        <>
          <LoopStanding rating={rating} />
          {due && <TimeLeft calendar={calendar} now={ctx.now} due={endOf(due)} late="差评处理" />}
          <span>{organisation.unitName(rating.unit)}</span>
          <a href={`/console/matters/${rating.matterId}`}>看评价的那一件</a>
        </>
      ),
      body: (
        <>
          <Refused refusal={refusal} />
          <div class="split">
            <div>
              <section class="sheet">
                <h2>评价</h2>
                <DefinitionList
                  items={[
                    { term: "评价的是", detail: `${rating.service}，${formatDateTime(rating.ratedAt)}` },
                    { term: "方面", detail: rating.tags.join("、") || "没有选" },
                    { term: "说了什么", detail: rating.comment || "没有写" },
                    { term: "评价人", detail: rating.named ? "实名，可以回访" : "匿名，不回访" },
                    ...(rating.contactDay ? [{ term: "联系期限", detail: `${formatDate(rating.contactDay)}前（1 个工作日）` }] : []),
                    ...(rating.rectifyDay ? [{ term: "整改期限", detail: `${formatDate(rating.rectifyDay)}前（15 个工作日）` }] : []),
                  ]}
                />
              </section>
              <section class="sheet">
                <h2>处理经过</h2>
                {steps.length === 0 ? (
                  <p class="hint">匿名差评只作统计，不启动回访整改。</p>
                ) : (
                  <History
                    rows={steps
                      .toReversed()
                      .map(({ step, text, at, byName }) => ({ at, who: byName, what: STEPS[step]?.label ?? step, note: text || undefined }))}
                  />
                )}
              </section>
            </div>
            <aside>
              <section class="act-panel">
                <h2>{next.length > 0 ? "下一步" : "不用再处理"}</h2>
                {next.length > 0 ? <NextStep incoming={incoming} next={next} refusal={refusal} /> : <p class="hint">这条评价没有要走的步骤了。</p>}
              </section>
            </aside>
          </div>
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** One bad rating: what was said, what was done about it, what comes next. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  return attempt(
    async () => {
      await takeStep(ctx, params["matter"]!, Number(params["number"]), typed(body, "step"), typed(body, "text"));
      return redirect(`/console/ratings/${params["matter"]}/${params["number"]}?done=step`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
