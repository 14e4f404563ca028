import { changePassword } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, CodeField, Form, TextField } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";

function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const errors = refusal?.fields ?? {};
  const field = fieldsOf({}, errors);
  return show(
    incoming,
    ctx,
    {
      title: "改密码",
      crumbs: [{ href: "/console/account", label: "我的账号" }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Form action="/console/account/password" token={incoming.formToken} class="sheet">
            <TextField
              {...field("password")}
              label="新密码"
              type="password"
              autocomplete="new-password"
              hint="至少 10 位。不要用姓名、生日、单位、城市，或者一个词加年份。"
            />
            <TextField {...field("again")} label="新密码再填一次" type="password" autocomplete="new-password" />
            <TextField {...field("current")} label="现在的密码" type="password" autocomplete="current-password" />
            <CodeField name="code" label="动态口令" hint="手机上现在显示的 6 位数字。" {...(errors["code"] && { error: errors["code"] })} />
            <p class="hint">改好以后，您在别处的登录会全部退出。</p>
            <div class="form-foot">
              <Button>改密码</Button>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Changing one's own password. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body, address } = incoming;
  const text = (name: string): string => typed(body, name);
  return attempt(
    async () => {
      const code = text("code").replace(/\s/g, "");
      await changePassword(ctx, { current: text("current"), code, password: text("password"), again: text("again"), address });
      return redirect("/console/account?done=password");
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
