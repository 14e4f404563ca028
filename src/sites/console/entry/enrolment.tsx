import { speaker } from "#people/city";
import { enrol, enrolmentOf } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { page, redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, consoleEntryPage, ErrorSummary, Form, Notice, TextField } from "#ui";
import { FactorSecret } from "../own/factor-secret.tsx";
import { attempt } from "../page-routes.ts";
import { displayOf } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";

/** The cookie that lets somebody set their own password and second factor, and nothing else. */
export const ENROLMENT_COOKIE = "yw_enrolment";

const tokenOf = ({ cookies }: Incoming): string => cookies[ENROLMENT_COOKIE] ?? "";

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { username, name, password, secret } = await enrolmentOf(ctx, tokenOf(incoming));
  const errors = refusal?.fields ?? {};
  const field = fieldsOf({}, errors);
  const site = speaker(ctx, "staff");
  const html = consoleEntryPage({
    site,
    title: "设置自己的密码",
    display: displayOf(incoming),
    wrong: refusal !== undefined,
    body: (
      <>
        {refusal && <ErrorSummary errors={errors} {...(!refusal.fields && { message: refusal.message })} />}
        <Notice>
          <p>
            {name}（{username}），{password ? "初始密码只能用这一次，请设一个只有您自己知道的密码。" : "请登记您自己的动态口令。"}
          </p>
        </Notice>
        <Form action="/console/enrolment" token={incoming.formToken}>
          {password && (
            <>
              <TextField
                {...field("password")}
                label="新密码"
                type="password"
                autocomplete="new-password"
                hint="至少 10 位。不要用姓名、生日、单位、城市，或者一个词加年份。"
              />
              <TextField {...field("again")} label="再填一次" type="password" autocomplete="new-password" />
            </>
          )}
          {secret && (
            <>
              <FactorSecret issuer={site.name} username={username} secret={secret} />
              <TextField {...field("code")} label="手机上现在显示的 6 位数字" length={8} inputMode="numeric" autocomplete="one-time-code" />
            </>
          )}
          <div class="form-foot">
            <Button>设好了</Button>
          </div>
        </Form>
      </>
    ),
  });
  return page(html, refusal?.status ?? 200);
}

/** At the first sign-in, or after a reset: what only its owner may know is set by its owner. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body } = incoming;
  return attempt(
    async () => {
      await enrol(ctx, tokenOf(incoming), { password: typed(body, "password"), again: typed(body, "again"), code: typed(body, "code").replace(/\s/g, "") });
      return redirect("/console/sign-in?enrolled=1", [{ name: ENROLMENT_COOKIE, value: "" }]);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
