import { readPayment } from "#matter/payment";
import type { Ctx } from "#kernel/ctx";
import { notFound, type Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Confirm, MoneyField, TextArea, TextField } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";
import { ACTS } from "./acts.ts";
import { CRUMBS } from "./payment.tsx";

function actOf({ params }: Incoming): (typeof ACTS)[string] {
  const name = params["act"]!;
  const act = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (!act) throw notFound("操作");
  return act;
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { label, consequences, asks, reason } = actOf(incoming);
  const payment = await readPayment(ctx, incoming.params["grant"]!);
  const at = `/console/payments/${payment.grantId}`;
  const errors = refusal?.fields ?? {};
  const field = fieldsOf(incoming.body, errors);
  return show(
    incoming,
    ctx,
    {
      title: label,
      heading: false,
      crumbs: [...CRUMBS, { href: at, label: `${payment.name} · ${payment.beneficiary}` }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Confirm
            title={`${label}？`}
            consequences={[`${payment.name}，${payment.beneficiary}。`, ...consequences]}
            action={`${at}/acts/${incoming.params["act"]}`}
            token={incoming.formToken}
            confirm={label}
            kind="seal"
            back={at}
          >
            {asks === "amount" && (
              <>
                <MoneyField {...field("amount")} label="每期金额（元）" />
                <TextField {...field("from_day")} label="从哪个月起" hint="例如 2027-01" length={12} />
              </>
            )}
            {asks === "last-day" && <TextField {...field("last_day")} label="从哪天起不再符合条件" hint="例如去世、迁出的日期" type="date" length={12} />}
            <TextArea {...field("reason")} label="理由" required={reason === "needed"} rows={3} hint="当事人会看到。" />
            <TextField {...field("basis")} label="依据" required={false} />
          </Confirm>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** One act on a grant. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const grantId = incoming.params["grant"]!;
  const { act } = actOf(incoming);
  return attempt(
    async () => {
      await act(ctx, grantId, (name) => typed(incoming.body, name));
      return redirect(`/console/payments/${grantId}?done=payment`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
