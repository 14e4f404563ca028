import { REQUESTS } from "#people/duty";
import { askForAccount, listStaff, type AccountKind } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import { notFound, type Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, Form, RadioGroup, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";

const KINDS: { value: AccountKind; label: string; hint: string }[] = [
  { value: "unlock", label: REQUESTS.unlock, hint: "试错太多次、要等很久的，马上可以再试。" },
  { value: "reset-password", label: REQUESTS["reset-password"], hint: "忘了密码的。批准的人会看到一个只能用一次的密码，由他当面告诉本人。" },
  { value: "reset-second-factor", label: REQUESTS["reset-second-factor"], hint: "手机丢了、换了的。本人下次登录时重新扫码。" },
];

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const member = (await listStaff(ctx)).find(({ staffId }) => staffId === incoming.params["staff"]);
  if (!member) throw notFound("账号");
  const errors = refusal?.fields ?? {};
  const field = fieldsOf(incoming.body, errors);
  return show(
    incoming,
    ctx,
    {
      title: `${member.name}（${member.username}）登录不了`,
      crumbs: [{ href: "/console/staff", label: "人员账号" }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Form action={`/console/staff/${member.staffId}/request`} token={incoming.formToken} class="sheet">
            <RadioGroup {...field("kind")} label="要办什么" options={KINDS} />
            <TextArea {...field("reason")} label="理由" hint="怎么确认是本人的。批准的人会看到。" rows={3} />
            <div class="form-foot">
              <Button>提出，等另一人批准</Button>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Asking, for an account, what another person has to agree to. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  return attempt(
    async () => {
      await askForAccount(ctx, { staffId: params["staff"]!, kind: typed(body, "kind") as AccountKind, reason: typed(body, "reason") });
      return redirect("/console/requests?done=asked");
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
