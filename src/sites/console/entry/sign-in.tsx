import { speaker } from "#people/city";
import { endSession, openEnrolment, openSession, signInStaff } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { page, redirect, SESSION_COOKIE, type Incoming, type Reply } from "#kernel/http";
import { Button, CodeField, consoleEntryPage, ErrorSummary, Form, Notice, TextField } from "#ui";
import { DEMO_CODE } from "./demo-code.ts";
import { ENROLMENT_COOKIE } from "./enrolment.tsx";
import { attempt } from "../page-routes.ts";
import { displayOf } from "../show.tsx";
import { typed } from "../typed.ts";

const LONGEST = 12 * 3600;

function backOf(given: unknown): string {
  return typeof given === "string" && /^\/(?:console|field)(?:[/?][^\s\\]*)?$/.test(given) ? given : "/console";
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { body, query, formToken } = incoming;
  const back = backOf(body["back"] ?? query["back"]);
  const shown = ctx.ports.find(DEMO_CODE)?.(ctx);
  const html = consoleEntryPage({
    site: speaker(ctx, "staff"),
    title: "登录工作台",
    display: displayOf(incoming),
    wrong: refusal !== undefined,
    body: (
      <>
        {refusal && <ErrorSummary errors={{}} message={refusal.message} />}
        {!refusal && query["out"] === "1" && <Notice kind="done" title="已退出登录" live />}
        {!refusal && query["enrolled"] === "1" && <Notice kind="done" title="已设好，请用新密码登录" live />}
        {!refusal && back !== "/console" && <Notice live>请登录后继续。半小时没有操作会自动退出。</Notice>}
        <Form action="/console/sign-in" token={formToken}>
          <input type="hidden" name="back" value={back} />
          <TextField name="username" label="账号" value={typed(body, "username")} autocomplete="username" />
          <TextField name="password" label="密码" type="password" autocomplete="current-password" />
          <CodeField
            name="code"
            label="动态口令"
            required={false}
            hint={
              shown ? `演示城市直接显示动态口令，每 30 秒更换，每个只能用一次：${shown}` : "手机上动态口令应用显示的 6 位数字。第一次登录还没有的，不用填。"
            }
          />
          <div class="form-foot">
            <Button>登录</Button>
          </div>
        </Form>
      </>
    ),
  });
  return page(html, refusal?.status ?? 200);
}

export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> | Reply {
  return ctx.actor.kind === "staff" ? redirect(backOf(incoming.query["back"])) : form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body, address } = incoming;
  return attempt(
    async () => {
      const { staffId: id, enrols } = await signInStaff(ctx, {
        username: typed(body, "username").trim(),
        password: typed(body, "password"),
        code: typed(body, "code").replace(/\s/g, ""),
        address,
      });
      // Whoever was signed in here before is no longer.
      await endSession(ctx);
      if (enrols) {
        const value = await openEnrolment(ctx, id, address);
        return redirect("/console/enrolment", [
          { name: SESSION_COOKIE, value: "" },
          { name: ENROLMENT_COOKIE, value, maxAge: 1800 },
        ]);
      }
      const value = await openSession(ctx, { kind: "staff", id }, address);
      return redirect(backOf(body["back"]), [{ name: SESSION_COOKIE, value, maxAge: LONGEST }]);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
