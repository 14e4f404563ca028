import { createStaff } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, Form, TextField } from "#ui";
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
              hint="至少 10 位，不要用姓名、生日、单位或者一个词加数字。请当面告诉本人：只能用一次，第一次登录时由本人改掉，并登记动态口令。"
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

/** Makes the account; its owner sets password and second factor at the first sign-in. */
export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body } = incoming;
  const username = typed(body, "username").trim();
  return attempt(
    async () => {
      await createStaff(ctx, { username, name: typed(body, "name"), password: typed(body, "password") });
      return redirect("/console/staff?done=created");
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
