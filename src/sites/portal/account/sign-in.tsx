import { cityOf, inEarnest } from "#people/city";
import { admitAttempt, endSession, findPersonByIdNumber, nameOfSession, openSession } from "#people/identity";
import { dayOf } from "#kernel/clock";
import { forbidden } from "#values/errors";
import { foldIdPaper, isIdPaper } from "#values/codes";
import type { Ctx } from "#kernel/ctx";
import { redirect, SESSION_COOKIE, WAS_COOKIE, type Incoming, type Reply, type Route, type SetCookie } from "#kernel/http";
import { Button, ErrorSummary, Form, IdNumberField, Notice, TextField } from "#ui";
import { safePath, show, textOf } from "../show.ts";
import { DEMO_PEOPLE } from "../site.ts";

/** Demo accounts folded behind the form on a page, most used first. */
const OFFERED = 12;

function signInPage(
  incoming: Incoming,
  ctx: Ctx,
  back: string,
  { errors = {}, name = "", idNumber = "" }: { errors?: Record<string, string>; name?: string; idNumber?: string } = {},
): Reply {
  const wrong = Object.keys(errors).length > 0;
  const people = ctx.ports.find(DEMO_PEOPLE) ?? [];
  return show(
    incoming,
    ctx,
    {
      title: "登录",
      wrong,
      crumbs: [{ href: "/", label: "首页" }],
      body: (
        <>
          <ErrorSummary errors={errors} />
          <h1>登录</h1>
          <p class="lead">用您的姓名和身份证号登录。办事、看进度、出示证照都用这一个账号。</p>
          {back !== "/my" && (
            <Notice>
              <p>登录以后回到您刚才的页面，之前保存的内容都在。</p>
            </Notice>
          )}
          {people.length > 0 && (
            <section class="card">
              <h2>演示账号</h2>
              <p class="hint">这是演示城市，点一个名字就能以他的身份办事。</p>
              <ul class="people">
                {people.slice(0, OFFERED).map((person) => (
                  <li>
                    <Form action="/sign-in" token={incoming.formToken}>
                      <input type="hidden" name="back" value={back} />
                      <input type="hidden" name="name" value={person.name} />
                      <input type="hidden" name="id_number" value={person.idNumber} />
                      <button class="person" type="submit">
                        <strong>{person.name}</strong>
                        <span>{person.note}</span>
                      </button>
                    </Form>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section class="own-account">
            {people.length > 0 && <h2>用身份证号登录</h2>}
            <Form action="/sign-in" token={incoming.formToken}>
              <input type="hidden" name="back" value={back} />
              <TextField name="name" label="姓名" length={12} autocomplete="name" value={name} {...(errors["name"] && { error: errors["name"] })} />
              <IdNumberField
                name="id_number"
                label="身份证号"
                hint="18 位，最后一位可能是 X。用其他证件的，先写证件名称，例如“护照 E12345678”。"
                value={idNumber}
                {...(errors["id_number"] && { error: errors["id_number"] })}
              />
              <div class="form-foot">
                <Button kind={people.length > 0 ? "secondary" : "primary"}>登录</Button>
              </div>
            </Form>
            <p class="hint">演示城市不验证人脸和短信。正式使用时由国家网络身份认证公共服务或省统一身份认证接入。</p>
          </section>
        </>
      ),
    },
    wrong ? 422 : 200,
  );
}

/** A city in earnest lets nobody in by a name and a number, which others know as well: whoever proves who people are is not connected yet. */
function closedPage(incoming: Incoming, ctx: Ctx): Reply {
  return show(incoming, ctx, {
    title: "登录",
    crumbs: [{ href: "/", label: "首页" }],
    body: (
      <>
        <h1>现在还不能在网上登录</h1>
        <p class="lead">
          {cityOf(ctx).name}还没有接通统一身份认证。接通以前，请到窗口办理，或者打 {cityOf(ctx).hotline}。
        </p>
        <p>不用登录也能办的，可以直接办：查办事指南、反映问题、凭编号和查询码看进度。</p>
        <p>
          <a href="/">回首页</a>
        </p>
      </>
    ),
  });
}

async function signIn(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  if (inEarnest(ctx)) throw forbidden("现在还不能在网上登录：还没有接通统一身份认证。请到窗口办理。");
  const back = safePath(incoming.body["back"], "/my");
  const name = textOf(incoming.body, "name");
  const idNumber = foldIdPaper(textOf(incoming.body, "id_number"));
  const errors: Record<string, string> = {};
  if (name === "") errors["name"] = "请填写姓名";
  if (idNumber === "") errors["id_number"] = "请填写身份证号";
  else if (!isIdPaper(idNumber, dayOf(ctx.now)))
    errors["id_number"] = "请核对，应是 18 位身份证号码，最后一位可以是 X；用其他证件的，先写证件名称，例如“护照 E12345678”";
  const asked = Object.keys(errors).length === 0;
  // Counted before it is known whether there is such a person.
  const attempt = asked ? await admitAttempt(ctx, `person:${idNumber}`, incoming.address) : undefined;
  const person = asked ? await findPersonByIdNumber(ctx, idNumber) : undefined;
  // The same words whether the number or the name does not fit: nobody learns who is registered.
  if (Object.keys(errors).length === 0 && person?.name !== name) errors["id_number"] = "姓名和身份证号对不上，请核对后再试";
  if (!person || Object.keys(errors).length > 0) return signInPage(incoming, ctx, back, { errors, name, idNumber });
  await attempt?.right();
  // Whoever was signed in here before is no longer.
  await endSession(ctx);
  const token = await openSession(ctx, { kind: "person", id: person.personId }, incoming.address);
  return redirect(back, [{ name: SESSION_COOKIE, value: token }]);
}

/** What the browser keeps of a login that was ended: whose it was, so that a form that is sent from another tab is not lost. */
export function signedOut(ctx: Ctx): SetCookie[] {
  const was = nameOfSession(ctx);
  return [{ name: SESSION_COOKIE, value: "" }, ...(was ? [{ name: WAS_COOKIE, value: was, maxAge: 12 * 3600 }] : [])];
}

/** In and out. */
export const signInRoutes: Route[] = [
  {
    method: "GET",
    path: "/sign-in",
    who: "anyone",
    site: "portal",
    handle(incoming, ctx) {
      const back = safePath(incoming.query["back"], "/my");
      return ctx.actor.kind === "person" ? redirect(back) : inEarnest(ctx) ? closedPage(incoming, ctx) : signInPage(incoming, ctx, back);
    },
  },
  { method: "POST", path: "/sign-in", who: "anyone", site: "portal", handle: signIn },
  {
    method: "POST",
    path: "/sign-out",
    who: "anyone",
    site: "portal",
    async handle(_incoming, ctx) {
      await endSession(ctx);
      return redirect("/", signedOut(ctx));
    },
  },
];
