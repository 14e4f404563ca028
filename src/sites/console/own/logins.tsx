import { endLogins, listLogins } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, Form, formatDateTime, State, Table } from "#ui";
import { show } from "../show.tsx";
import { signedOut } from "../entry/sign-out.ts";
import { typed } from "../typed.ts";

const PATH = "/console/account/logins";

/** Where one is signed in now, with an end for each. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const logins = await listLogins(ctx);
  return show(incoming, ctx, {
    title: "我的登录",
    crumbs: [{ href: "/console/account", label: "我的账号" }],
    facts: <span>不是您本人的登录，请马上退出并改密码。</span>,
    body: (
      <>
        <Table
          caption="现在登录着的"
          captionHidden
          stack
          rows={logins}
          columns={[
            { title: "登录时间", cell: ({ createdAt }) => formatDateTime(createdAt), names: true },
            { title: "从哪里", cell: ({ address, bearer }) => `${address}${bearer ? "（程序）" : ""}` },
            { title: "最近使用", cell: ({ seenAt }) => formatDateTime(seenAt), tight: true },
            {
              title: "操作",
              tight: true,
              cell: ({ loginId, current, createdAt }) =>
                current ? (
                  <State tone="good">就是这里</State>
                ) : (
                  <Form action={PATH} token={incoming.formToken}>
                    <input type="hidden" name="login" value={loginId} />
                    <Button kind="quiet" small>
                      退出<span class="hush">{formatDateTime(createdAt)}的登录</span>
                    </Button>
                  </Form>
                ),
            },
          ]}
        />
        <Form action={PATH} token={incoming.formToken}>
          <input type="hidden" name="all" value="yes" />
          <div class="form-foot">
            <Button kind="secondary">全部退出</Button>
          </div>
        </Form>
      </>
    ),
  });
}

export async function post({ body }: Incoming, ctx: Ctx): Promise<Reply> {
  if (typed(body, "all") === "yes") {
    await endLogins(ctx);
    return redirect("/console/sign-in?out=1", signedOut(ctx));
  }
  await endLogins(ctx, typed(body, "login"));
  return redirect(`${PATH}?done=login-ended`);
}
