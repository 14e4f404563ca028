import { appoint, organisationNow, packRoles, ROLES, type NewAppointment } from "#people/duty";
import { listStaff } from "#people/identity";
import { dayOf, isDay } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { badInput, type Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, Form, RadioGroup, Select, TextField } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";
import { SCOPES } from "./scopes.ts";

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const [staff, organisation, roles] = await Promise.all([listStaff(ctx), organisationNow(ctx), packRoles(ctx)]);
  const errors = refusal?.fields ?? {};
  const { body } = incoming;
  const field = fieldsOf(body, errors);
  return show(
    incoming,
    ctx,
    {
      title: "任职",
      crumbs: [{ href: "/console/appointments", label: "任职" }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Form action="/console/appointments/new" token={incoming.formToken} class="sheet">
            <Select
              {...field("staffId")}
              label="人员"
              options={staff.filter(({ disabledAt }) => !disabledAt).map((each) => ({ value: each.staffId, label: `${each.name}（${each.username}）` }))}
            />
            <Select {...field("unit")} label="单位" options={organisation.standing.map((each) => ({ value: each.unit, label: each.name }))} />
            <TextField {...field("post")} label="岗位" hint="例如：综合窗口三号、食品经营科审查员。" length={20} />
            <RadioGroup
              {...field("role")}
              label="职责"
              options={[
                ...Object.entries(ROLES).map(([value, { name }]) => ({ value, label: name })),
                ...[...roles].map(([value, { word }]) => ({ value, label: word })),
              ]}
              inline
            />
            <Select
              {...field("area")}
              label="区划"
              options={[...organisation.areas.values()].map((each) => ({ value: each.area, label: `${"　".repeat(each.level - 1)}${each.name}` }))}
            />
            <RadioGroup {...field("scope", "unit")} label="范围" options={Object.entries(SCOPES).map(([value, label]) => ({ value, label }))} inline />
            <TextField {...field("fromDay", dayOf(ctx.now))} label="开始日期" type="date" length={12} />
            <TextField {...field("untilDay")} label="截止日期" type="date" length={12} required={false} hint="不填就一直有效，直到结束任职。" />
            <div class="form-foot">
              <Button>任职</Button>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Appointing a member of staff to a post. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const text = (name: string): string => typed(incoming.body, name).trim();
  return attempt(
    async () => {
      const known = (await listStaff(ctx)).some(({ staffId }) => staffId === text("staffId"));
      const until = text("untilDay");
      const faults = {
        ...(!known && { staffId: "请选择人员。" }),
        ...(!isDay(text("fromDay")) && { fromDay: "请填写开始日期。" }),
        ...(until !== "" && !isDay(until) && { untilDay: "请填写截止日期，或者留空。" }),
      };
      if (Object.keys(faults).length > 0) throw badInput("APPOINTMENT", "任职信息有误，请检查。", faults);
      // Scope is checked by the act, as everything here is.
      const scope = text("scope") as NewAppointment["scope"];
      const made = await appoint(ctx, {
        staffId: text("staffId"),
        post: text("post"),
        postUnit: text("unit"),
        role: text("role"),
        unit: text("unit"),
        area: text("area"),
        scope,
        fromDay: text("fromDay"),
        ...(until !== "" && { untilDay: until }),
      });
      return redirect("requestId" in made ? "/console/requests?done=asked" : "/console/appointments?done=appointed");
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
