import { endLogins, listLogins } from "#people/identity";
import { redirect, type Route } from "#kernel/http";
import { Button, Form, formatDateTime, Notice, State } from "#ui";
import { show, textOf } from "../show.ts";
import { signedOut } from "./sign-in.tsx";

const PATH = "/my/logins";

/** Where one is signed in now, with an end for each, and for all. */
export const loginRoutes: Route[] = [
  {
    method: "GET",
    path: PATH,
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const logins = await listLogins(ctx);
      return show(incoming, ctx, {
        title: "我的登录",
        back: { href: "/my", label: "我的事项" },
        ...(incoming.query["ended"] !== undefined && { notice: { kind: "done" as const, children: <p>那一处已经退出。</p> } }),
        body: (
          <>
            <h1>我的登录</h1>
            <p class="lead">您的账号现在在这些地方登录着。不认得的，请退出。</p>
            <ul class="link-list">
              {logins.map(({ loginId, address, bearer, createdAt, seenAt, current }) => (
                <li>
                  <div>
                    <p>
                      <strong>{formatDateTime(createdAt)}登录</strong>
                    </p>
                    <p class="hint small">
                      从 {address}
                      {bearer && "（程序）"}，最近使用 {formatDateTime(seenAt)}
                    </p>
                  </div>
                  {current ? (
                    <State tone="good">就是这里</State>
                  ) : (
                    <Form action={PATH} token={incoming.formToken}>
                      <input type="hidden" name="login" value={loginId} />
                      <Button kind="secondary" small>
                        退出<span class="hush">{formatDateTime(createdAt)}的登录</span>
                      </Button>
                    </Form>
                  )}
                </li>
              ))}
            </ul>
            <Form action={PATH} token={incoming.formToken}>
              <input type="hidden" name="all" value="yes" />
              <div class="form-foot">
                <Button kind="seal">全部退出</Button>
              </div>
            </Form>
            <Notice>
              <p>全部退出以后，这里也要重新登录。填到一半的内容不会丢。</p>
            </Notice>
          </>
        ),
      });
    },
  },
  {
    method: "POST",
    path: PATH,
    who: "person",
    site: "portal",
    async handle({ body }, ctx) {
      if (textOf(body, "all") === "yes") {
        await endLogins(ctx);
        return redirect("/", signedOut(ctx));
      }
      await endLogins(ctx, textOf(body, "login"));
      return redirect(`${PATH}?ended=1`);
    },
  },
];
