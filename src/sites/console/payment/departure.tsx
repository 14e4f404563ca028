import { keepDeparted } from "#matter/payment";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Confirm, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";

function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { departure, thing } = incoming.params as { departure: string; thing: string };
  const errors = refusal?.fields ?? {};
  return show(
    incoming,
    ctx,
    {
      title: "核实后保留",
      heading: false,
      crumbs: [{ href: "/console/departures", label: "待核查" }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Confirm
            title="核实过，保留不变？"
            consequences={["它不再列在待核查里；理由和您的姓名会记下来。"]}
            action={`/console/departures/${departure}/${thing}`}
            token={incoming.formToken}
            confirm="保留"
            back="/console/departures"
          >
            <TextArea {...fieldsOf(incoming.body, errors)("reason")} label="核实的情况" rows={3} />
          </Confirm>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Leaving a thing as it is, after somebody has looked into it. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return attempt(
    async () => {
      await keepDeparted(ctx, incoming.params["departure"]!, incoming.params["thing"]!, typed(incoming.body, "reason"));
      return redirect("/console/departures");
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
