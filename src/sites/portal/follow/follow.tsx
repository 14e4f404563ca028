import { admitAttempt } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { foldNumber } from "#values/codes";
import { Refusal } from "#values/errors";
import { Button, ErrorSummary, Form, TextField } from "#ui";
import { followCookie, followingBy, noFollowCookie } from "./cookie.ts";
import { show, textOf } from "../show.ts";

const TRIES = { name: "follow", atOnce: 20, perMinute: 20 };

interface Given {
  number?: string;
  errors?: Record<string, string>;
  message?: string;
  status?: number;
}

function followPage(incoming: Incoming, ctx: Ctx, { number = "", errors = {}, message, status }: Given = {}): Reply {
  const wrong = Object.keys(errors).length > 0 || message !== undefined;
  return show(
    incoming,
    ctx,
    {
      title: "凭编号查进度",
      wrong,
      crumbs: [{ href: "/", label: "首页" }],
      body: (
        <>
          <ErrorSummary errors={errors} {...(message !== undefined && { message })} />
          <h1>凭编号查进度</h1>
          <p class="lead">没有登录提交的，用当时给您的编号和查询码看办到了哪一步。</p>
          <Form action="/follow" token={incoming.formToken}>
            <TextField name="number" label="编号" value={number} maxLength={60} autocomplete="off" {...(errors["number"] && { error: errors["number"] })} />
            <TextField
              name="code"
              label="查询码"
              hint="8 位，由字母和数字组成，大小写都可以"
              length={12}
              maxLength={20}
              autocomplete="off"
              {...(errors["code"] && { error: errors["code"] })}
            />
            <div class="form-foot">
              <Button>查进度</Button>
            </div>
          </Form>
          <p class="hint">
            登录以后提交的，在<a href="/my">我的事项</a>里看。查询码丢了的，请打 12345，说明编号和反映的内容。
          </p>
        </>
      ),
    },
    status ?? (wrong ? 422 : 200),
  );
}

/** Number and code are tried like a sign-in: who guesses is slowed down, by address and by number. */
async function open(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const [number, code] = [textOf(incoming.body, "number").slice(0, 60), textOf(incoming.body, "code").slice(0, 20)];
  const errors: Record<string, string> = {};
  if (number === "") errors["number"] = "请填写编号";
  if (code === "") errors["code"] = "请填写查询码";
  if (Object.keys(errors).length > 0) return followPage(incoming, ctx, { number, errors });
  try {
    const attempt = await admitAttempt(ctx, `follow:${foldNumber(number)}`, incoming.address);
    if (!(await followingBy(ctx, { number, code }))) return followPage(incoming, ctx, { number, errors: { code: "编号和查询码对不上，请核对后再试" } });
    await attempt.right();
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 429) throw error;
    return followPage(incoming, ctx, { number, message: "试的次数太多了，请过一会儿再试，最长等 15 分钟。", status: 429 });
  }
  return redirect("/follow/matter", [followCookie(ctx, { number, code })]);
}

/** The way to a matter by its number and code, and away from it. */
export const followRoutes: Route[] = [
  { method: "GET", path: "/follow", who: "anyone", site: "portal", handle: (incoming, ctx) => followPage(incoming, ctx) },
  { method: "POST", path: "/follow", who: "anyone", site: "portal", limit: TRIES, handle: open },
  { method: "POST", path: "/follow/end", who: "anyone", site: "portal", handle: () => redirect("/follow", [noFollowCookie]) },
];
