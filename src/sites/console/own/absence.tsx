import { endAbsence, listAbsences, recordAbsence, type Absence } from "#people/duty";
import { listFellows } from "#matter/move";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, EmptyState, Form, formatDate, Section, Select, State, Table, TextField } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";

const AT = "/console/absence";

function standing({ fromDay, untilDay, endedAt }: Absence, today: string) {
  if (endedAt) return <State tone="closed">已提前结束</State>;
  if (untilDay < today) return <State tone="closed">已结束</State>;
  return fromDay > today ? <State tone="info">未开始</State> : <State tone="running">代理中</State>;
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const [fellows, absences] = await Promise.all([listFellows(ctx), listAbsences(ctx, ctx.actor.id)]);
  const today = dayOf(ctx.now);
  const errors = refusal?.fields ?? {};
  const field = fieldsOf(incoming.body, errors);
  return show(
    incoming,
    ctx,
    {
      title: "外出代理",
      crumbs: [{ href: "/console/account", label: "我的账号" }],
      wrong: refusal !== undefined,
      body: (
        <>
          <Refused refusal={refusal} errors={errors} />
          <Section title="代理记录">
            <Table
              caption="代理记录"
              captionHidden
              stack
              rows={absences}
              empty={
                <EmptyState title="还没有代理" icon="users">
                  <p>您请别人代理、别人请您代理，都会列在这里。</p>
                </EmptyState>
              }
              columns={[
                { title: "谁的件", cell: ({ staffName }) => staffName, names: true },
                { title: "代理人", cell: ({ deputyName }) => deputyName },
                { title: "日期", cell: ({ fromDay, untilDay }) => `${formatDate(fromDay)}至${formatDate(untilDay)}`, tight: true },
                { title: "原因", cell: ({ reason }) => reason },
                { title: "状态", cell: (absence) => standing(absence, today), tight: true },
                {
                  title: "操作",
                  cell: ({ staffId, absenceId, endedAt, untilDay }) =>
                    staffId === ctx.actor.id && !endedAt && untilDay >= today ? (
                      <Form action={`${AT}/${absenceId}/end`} token={incoming.formToken}>
                        <Button kind="quiet" small>
                          提前结束
                        </Button>
                      </Form>
                    ) : (
                      ""
                    ),
                },
              ]}
            />
          </Section>
          <Section title="登记外出代理">
            <div class="narrow">
              <p>从开始那天起，代理人可以办您的件，办理过程里写明是代您办的。您自己也还能办。</p>
              <Form action={AT} token={incoming.formToken}>
                <Select
                  {...field("deputy")}
                  label="请谁代理"
                  options={fellows.map(({ id, name, unit, post }) => ({ value: id, label: `${name}　${unit}　${post}` }))}
                />
                <TextField {...field("fromDay")} label="从哪天" type="date" length={12} />
                <TextField {...field("untilDay")} label="到哪天（含当天）" type="date" length={12} />
                <TextField {...field("reason")} label="原因" hint="例如：出差、休假、培训。" />
                <div class="form-foot">
                  <Button>登记代理</Button>
                </div>
              </Form>
            </div>
          </Section>
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Who does my work while I am away, and whose work I do. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body } = incoming;
  return attempt(
    async () => {
      const deputy = (await listFellows(ctx)).find(({ id }) => id === typed(body, "deputy"));
      const given = { fromDay: typed(body, "fromDay"), untilDay: typed(body, "untilDay"), reason: typed(body, "reason") };
      await recordAbsence(ctx, { staff: { id: ctx.actor.id, name: ctx.actor.name }, deputy: { id: deputy?.id ?? "", name: deputy?.name ?? "" }, ...given });
      return redirect(`${AT}?done=absence`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}

/** Back before the last day. */
export const ending = {
  async post({ params }: Incoming, ctx: Ctx): Promise<Reply> {
    await endAbsence(ctx, ctx.actor.id, params["absence"]!);
    return redirect(`${AT}?done=absence-ended`);
  },
};
