import { declaredBy, dueDay, type ClockKind } from "#matter/clocks";
import { extendLimit } from "#matter/timing";
import { viewAsStaff } from "#matter/view";
import type { Kind } from "#content/kind";
import { calendarNow, readLimit } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Confirm, formatDate, provisionalWords, NumberField, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";

/** The clocks of a kind that whoever directs may extend: together. */
export function extendable(kind: Kind): ClockKind[] {
  return declaredBy(kind).clocks.filter((clock) => clock.extends?.by === "direct");
}

/** How often and by how much, as the kind says it. */
function bounds(kind: Kind): string {
  const clocks = extendable(kind);
  const [longest] = clocks.flatMap(({ extends: longer }) => longer ?? []);
  if (!longest) return "";
  const limit = readLimit(longest.most);
  const most = limit ? `${limit.days} ${limit.unit === "workday" ? "个工作日" : "天"}` : longest.most;
  const basis = clocks.flatMap((clock) => clock.basis ?? [])[0];
  return `${clocks.map(({ word }) => word).join("和")}最多延长 ${longest.times} 次，每次最多 ${most}${basis ? `（${basis}）` : ""}。`;
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { matter, blueprint } = await viewAsStaff(ctx, incoming.params["matter"]!);
  const at = `/console/matters/${matter.matterId}`;
  const errors = refusal?.fields ?? {};
  const field = fieldsOf(incoming.body, errors);
  const promised = dueDay(matter);
  const due = promised ? `现在的期限是${provisionalWords(formatDate(promised), (await calendarNow(ctx)).isUncertain(promised))}。` : "";
  return show(
    incoming,
    ctx,
    {
      title: "延长期限",
      heading: false,
      crumbs: [{ href: at, label: matter.title }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Confirm
            title="延长期限"
            consequences={[`${due}${bounds(blueprint.kind)}`, "当事人会收到通知，写明理由。"]}
            action={`${at}/extension`}
            token={incoming.formToken}
            back={at}
            confirm="延长期限"
          >
            <NumberField {...field("days")} label="延长" suffix="个工作日" />
            <TextArea {...field("reason")} label="理由" hint="当事人会看到。" rows={3} />
          </Confirm>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Extending the clocks that may be, by who may decide. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const matterId = incoming.params["matter"]!;
  return attempt(
    async () => {
      await extendLimit(ctx, matterId, { days: Number(typed(incoming.body, "days")), reason: typed(incoming.body, "reason") });
      return redirect(`/console/matters/${matterId}?done=extended`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
