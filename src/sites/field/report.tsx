import { entryIn, report } from "#matter/fieldwork";
import { withinBytes } from "#matter/party";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { badInput, Refusal } from "#values/errors";
import { Button, EmptyState, Select } from "#ui";
import { filesIn } from "./files.ts";
import { show } from "./frame.tsx";
import { askedBy, listReportable, reportableOf, type Reportable } from "./reportable.ts";
import { ReportForm, reportIn } from "./report-form.tsx";
import { returnedWith } from "./task.tsx";
import { typed } from "./typed.ts";

/** Which sort of thing was found, as it stands on the page and is kept on the phone. */
export function ReportChoice({ all }: { all: readonly Reportable[] }) {
  if (all.length === 0)
    return (
      <EmptyState title="您的职责里没有要上报的事" icon="flag">
        <p>需要上报的，请管理员给您安排相应的岗位。</p>
      </EmptyState>
    );
  const several = new Set(all.map(({ kind }) => kind.id)).size > 1;
  return (
    <form class="field-form" method="get" action="/field/report" data-choice>
      <section>
        <Select
          name="item"
          label="发现了什么"
          empty="请选择"
          options={all.map(({ item, kind }) => ({ value: item.itemId, label: several ? `${kind.name}：${item.name}` : item.name }))}
        />
      </section>
      <div class="field-foot">
        <Button wide>下一步</Button>
      </div>
    </form>
  );
}

async function form(incoming: Incoming, ctx: Ctx, chosen: Reportable, refusal?: Refusal): Promise<Reply> {
  const answers = refusal ? reportIn(await askedBy(ctx, chosen, {}), incoming.body).form : {};
  const asked = await askedBy(ctx, chosen, answers);
  const about = { item: chosen.item.itemId, name: chosen.item.name };
  const body = <ReportForm asked={asked} token={incoming.formToken} about={about} returned={refusal && returnedWith(incoming.body, refusal)} />;
  return show(incoming, ctx, { title: chosen.item.name, back: "/field/report", body, wrong: refusal !== undefined }, refusal?.status ?? 200);
}

/** Reporting what was found: first which sort of thing, then its form, photographs with it. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const item = typed(incoming.query, "item");
  if (item !== "") return form(incoming, ctx, await reportableOf(ctx, item));
  return show(incoming, ctx, { title: "上报", body: <ReportChoice all={await listReportable(ctx)} /> });
}

/** Who may bring photographs: who has not brought more than a day's worth. */
export function admit(_incoming: Incoming, ctx: Ctx): Promise<void> {
  return withinBytes(ctx, 1);
}

/** Reports as a form says. */
export async function reported(ctx: Ctx, { body, brought }: Pick<Incoming, "body" | "brought">) {
  const entry = entryIn(body);
  const chosen = await reportableOf(ctx, typed(body, "_item"));
  const { form: answers, party } = reportIn(await askedBy(ctx, chosen, {}), body);
  if (party?.error) throw badInput("PARTY", "还有内容没有填好，请检查。", { party: party.error });
  return report(ctx, entry, {
    item: chosen.item.itemId,
    channel: chosen.channel,
    form: answers,
    files: filesIn(brought),
    ...(party?.given && { party: party.given }),
  });
}

/** Without the phone's script: the same form, sent as it stands. */
export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  try {
    const { number, again } = await reported(ctx, incoming);
    return redirect(`/field?done=${again ? "again" : "1"}&number=${encodeURIComponent(number)}`);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422 || error.code === "NOT_ONLINE" || error.code === "ENTRY_ID") throw error;
    return form(incoming, ctx, await reportableOf(ctx, typed(incoming.body, "_item")), error);
  }
}
