import { listAppointments, mergeUnit, organisationNow, packRoles, roleName } from "#people/duty";
import { strandedBy, waitingAt } from "#matter/move";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { conflict, notFound, type Refusal } from "#values/errors";
import { Button, ButtonRow, Form, LinkButton, Notice, Select, TextField } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";

const LIST = "/console/organisation";

const total = (rows: readonly { count: number }[]): number => rows.reduce((sum, { count }) => sum + count, 0);

/** What waits there that nobody at the heir could take: told before it is merged, and then decided by a person. */
async function Stranded({ ctx, unit, heir }: { ctx: Ctx; unit: string; heir: string }) {
  const [organisation, roles, rows] = await Promise.all([organisationNow(ctx), packRoles(ctx), strandedBy(ctx, unit, heir)]);
  return (
    <Notice kind="waiting" title={`有 ${total(rows)} 个环节，${organisation.unitName(heir)}还没有人能办`}>
      <ul>
        {rows.map(({ role, area, count }) => (
          <li>
            {organisation.areas.get(area)?.name ?? area}，{roleName(role, roles)}：{count} 个
          </li>
        ))}
      </ul>
      <p>
        可以先到<a href="/console/appointments/new">任职</a>里安排接手的人再来撤并。也可以照样撤并：原来的人照旧能办，接手的单位安排了人以后由新的人办。
      </p>
      <label class="check">
        <input type="checkbox" name="known" value="yes" form="merger" /> 知道了，照样撤并
      </label>
    </Notice>
  );
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const organisation = await organisationNow(ctx);
  const unit = organisation.standing.find((each) => each.unit === incoming.params["unit"]);
  if (!unit) throw notFound("这个单位");
  const [waiting, appointments] = await Promise.all([waitingAt(ctx, unit.unit), listAppointments(ctx)]);
  const today = dayOf(ctx.now);
  const posts = appointments.filter((each) => organisation.unitWithin(each.unit, unit.unit) && (each.untilDay === null || each.untilDay >= today));
  const below = organisation.standing.filter((each) => each.unit !== unit.unit && organisation.unitWithin(each.unit, unit.unit));
  const errors = refusal?.fields ?? {};
  const given = (name: string) => ({ name, value: typed(incoming.body, name), ...(errors[name] && { error: errors[name] }) });
  const others = organisation.standing.filter((each) => !organisation.unitWithin(each.unit, unit.unit));
  const heir = typed(incoming.body, "heir");
  return show(
    incoming,
    ctx,
    {
      title: `撤并${unit.name}`,
      crumbs: [{ href: LIST, label: "机构区划" }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          {refusal?.code === "STRANDED" && (await Stranded({ ctx, unit: unit.unit, heir }))}
          <Form action={`${LIST}/${unit.unit}/merger`} token={incoming.formToken} class="sheet" id="merger">
            <div class="prose">
              <ul>
                <li>
                  从那一天起，{unit.name}名下的件归接手的单位办：现在有 {total(waiting)} 个环节在等。
                </li>
                <li>新的件、转办、会签、任职都不能再选它；以前办的件、证照、公文仍用它的名称。</li>
                {below.length > 0 && <li>下属的 {below.map(({ shortName }) => shortName).join("、")} 一起转到接手的单位名下，仍可以选。</li>}
                {posts.length > 0 && <li>{posts.length} 个任职不变，请随后改到接手的单位。</li>}
                <li>撤并不能取消。</li>
              </ul>
            </div>
            <Select {...given("heir")} label="由哪个单位接手" options={others.map((each) => ({ value: each.unit, label: each.name }))} />
            <TextField {...given("fromDay")} value={typed(incoming.body, "fromDay") || today} label="从哪一天起" type="date" length={12} />
            <TextField {...given("reason")} label="依据" hint="例如：云办发〔2026〕12 号机构改革方案。" />
            <div class="form-foot">
              <ButtonRow>
                <Button kind="seal">撤并</Button>
                <LinkButton kind="quiet" href={LIST}>
                  不了，回去
                </LinkButton>
              </ButtonRow>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Merges a unit into another. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body, params } = incoming;
  return attempt(
    async () => {
      const [unit, heir] = [params["unit"]!, typed(body, "heir")];
      if (typed(body, "known") !== "yes" && (await strandedBy(ctx, unit, heir)).length > 0)
        throw conflict("STRANDED", "接手的单位还有办不了的环节，请先看一看。");
      await mergeUnit(ctx, { unit, heir, fromDay: typed(body, "fromDay"), reason: typed(body, "reason") });
      return redirect(`${LIST}?done=merged`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
