import { speaker } from "#people/city";
import { beginSecondFactor, changeSecondFactor } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, CodeField, Form, TextField } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";
import { FactorSecret } from "./factor-secret.tsx";

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { username, secret } = await beginSecondFactor(ctx);
  const errors = refusal?.fields ?? {};
  const field = fieldsOf({}, errors);
  return show(
    incoming,
    ctx,
    {
      title: "换动态口令",
      crumbs: [{ href: "/console/account", label: "我的账号" }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Form action="/console/account/second-factor" token={incoming.formToken} class="sheet">
            <FactorSecret issuer={speaker(ctx, "staff").name} username={username} secret={secret} />
            <CodeField name="fresh" label="新的动态口令" hint="扫码以后手机上显示的 6 位数字。" {...(errors["fresh"] && { error: errors["fresh"] })} />
            <TextField {...field("current")} label="现在的密码" type="password" autocomplete="current-password" />
            <CodeField name="code" label="原来的动态口令" hint="换之前用的那一个现在显示的 6 位数字。" {...(errors["code"] && { error: errors["code"] })} />
            <p class="hint">换好以前，原来的动态口令照常能用。手机丢了的，请联系管理员重置。</p>
            <div class="form-foot">
              <Button>换动态口令</Button>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Changing one's own second factor. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body, address } = incoming;
  const code = (name: string): string => typed(body, name).replace(/\s/g, "");
  return attempt(
    async () => {
      await changeSecondFactor(ctx, { current: typed(body, "current"), code: code("code"), fresh: code("fresh"), address });
      return redirect("/console/account?done=second-factor");
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
