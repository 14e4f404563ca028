import { grants, organisationNow, packRoles, roleName } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, LinkButton, Table } from "#ui";
import { SCOPES } from "../administration/scopes.ts";
import { show } from "../show.tsx";

/** Who I am here, and which duties I have today. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const [organisation, packs] = await Promise.all([organisationNow(ctx), packRoles(ctx)]);
  return show(incoming, ctx, {
    title: "我的账号",
    facts: <span>{ctx.actor.name}</span>,
    actions: (
      <>
        {grants(ctx.actor, "matter.work") && (
          <LinkButton kind="secondary" href="/console/absence">
            外出代理
          </LinkButton>
        )}
        <LinkButton kind="secondary" href="/console/account/password">
          改密码
        </LinkButton>
        <LinkButton kind="secondary" href="/console/account/second-factor">
          换动态口令
        </LinkButton>
        <LinkButton kind="secondary" href="/console/account/logins">
          我的登录
        </LinkButton>
      </>
    ),
    body: (
      <Table
        caption="现在的职责"
        stack
        rows={ctx.actor.duties ?? []}
        empty={
          <EmptyState title="您现在没有职责" icon="briefcase">
            <p>请联系平台管理员任职，任职当天生效。</p>
          </EmptyState>
        }
        columns={[
          {
            title: "职责",
            cell: ({ role, insteadOf }) => `${roleName(role, packs)}${insteadOf ? `（代${insteadOf.name}）` : ""}`,
            names: true,
          },
          { title: "岗位", cell: ({ post }) => post },
          { title: "单位", cell: ({ unit }) => organisation.unitName(unit) },
          { title: "区划", cell: ({ area }) => organisation.areas.get(area)?.name ?? area },
          { title: "范围", cell: ({ scope }) => SCOPES[scope] ?? scope, tight: true },
        ]}
      />
    ),
  });
}
