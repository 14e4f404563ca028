import { organisationNow } from "#people/duty";
import { endSession } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import { redirect, SESSION_COOKIE, type Incoming, type Reply } from "#kernel/http";
import { Button, DefinitionList, Form } from "#ui";
import { drawn, show } from "./frame.tsx";

/** Who is signed in, what the phone keeps, the way out. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { actor } = ctx;
  const organisation = await organisationNow(ctx);
  const [duty] = actor.duties ?? [];
  const body = (
    <>
      <div class="field-facts">
        <DefinitionList
          items={[
            { term: "姓名", detail: actor.name },
            ...(duty ? [{ term: "岗位", detail: `${organisation.unitName(duty.unit)}　${duty.post}` }] : []),
            { term: "这部手机上存着", detail: <span data-kept>打开过的页面才会存；浏览器没有脚本时什么也不存。</span> },
          ]}
        />
      </div>
      <div class="field-pad">
        <Form action="/field/sign-out" token={incoming.formToken} id="sign-out">
          <Button kind="secondary" icon="log-out" wide>
            退出登录，清掉手机里的内容
          </Button>
        </Form>
        <p class="hint">还没送出的记录不会丢：锁在手机里，谁也看不了，七天内用您的账号登录会接着送。</p>
        <p>
          <a href="/console">打开工作台</a>
        </p>
      </div>
    </>
  );
  return show(incoming, ctx, { title: "我的", body });
}

/** Ends the login. The page that answers clears the phone. */
export async function signOut(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  await endSession(ctx);
  return redirect("/field/signed-out", [{ name: SESSION_COOKIE, value: "" }]);
}

/** What stands there after signing out. */
export function signedOut(incoming: Incoming, ctx: Ctx): Reply {
  const body = (
    <div class="field-pad">
      <p data-cleared>手机里的任务和个人信息清掉了。</p>
      <p>
        <a href="/console/sign-in?back=%2Ffield">重新登录</a>
      </p>
    </div>
  );
  return { kind: "page", html: drawn(incoming, ctx, { title: "已退出登录", body, way: "locked" }) };
}
