import { organisationNow } from "#base/duty";
import { createStaff } from "#base/identity";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#kernel/errors";
import type { Incoming, Reply } from "#kernel/http";
import { Button, Form, LinkButton, Notice, QrCode, TextField } from "#ui";
import { siteOf } from "../city-site.ts";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";

const CRUMBS = [{ href: "/console/staff", label: "人员账号" }];

function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const wrong = refusal?.fields ?? {};
  // In the order of the page.
  const errors = Object.fromEntries(["name", "username", "password"].flatMap((name) => (wrong[name] ? [[name, wrong[name]]] : [])));
  const field = fieldsOf(incoming.body, errors);
  return show(
    incoming,
    ctx,
    {
      title: "新建账号",
      crumbs: CRUMBS,
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <Form action="/console/staff/new" token={incoming.formToken} class="sheet">
            <TextField {...field("name")} label="姓名" length={20} autocomplete="off" />
            <TextField {...field("username")} label="账号" hint="小写字母开头，可以用姓名拼音。" length={20} autocomplete="off" />
            <TextField
              {...field("password")}
              label="初始密码"
              hint="至少 10 位，要有数字和字母或符号。请当面告诉本人。"
              length={20}
              autocomplete="new-password"
            />
            <div class="form-foot">
              <Button>建账号</Button>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** A new account. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

/** Makes the account; the secret of its code generator is shown this once. */
export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body } = incoming;
  const username = typed(body, "username").trim();
  return attempt(
    async () => {
      const { totpSecret } = await createStaff(ctx, { username, name: typed(body, "name"), password: typed(body, "password") });
      const issuer = siteOf(await organisationNow(ctx)).name;
      const address = `otpauth://totp/${encodeURIComponent(`${issuer}:${username}`)}?secret=${totpSecret}&issuer=${encodeURIComponent(issuer)}`;
      return show(incoming, ctx, {
        title: "账号已建好",
        crumbs: CRUMBS,
        body: (
          <div class="narrow">
            <Notice kind="waiting" title="下面的动态口令密钥只显示这一次" live>
              <p>请本人现在用手机上的动态口令应用扫码，或者手工输入密钥。离开本页后不能再看。</p>
            </Notice>
            <section class="sheet">
              <p>
                {typed(body, "name")}（{username}）
              </p>
              <QrCode text={address} label="动态口令二维码" />
              <p class="secret">{totpSecret.replace(/(.{4})(?=.)/g, "$1 ")}</p>
              <div class="form-foot">
                <LinkButton href="/console/appointments/new">本人已扫码，去任职</LinkButton>
              </div>
            </section>
          </div>
        ),
      });
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
