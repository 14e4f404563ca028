import { listAppointments, organisationNow } from "#people/duty";
import { listStaff, setStaffDisabled, type StaffMember } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, EmptyState, Form, LinkButton, State, Table } from "#ui";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";

function Standing({ member }: { member: StaffMember }) {
  if (member.disabledAt) return <State tone="closed">已停用</State>;
  if (member.enrols) return <State tone="waiting">等本人设置密码</State>;
  return <State tone="good">可用</State>;
}

/** Every account, with the posts it holds. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const [staff, appointments, organisation] = await Promise.all([listStaff(ctx), listAppointments(ctx), organisationNow(ctx)]);
  const posts = Map.groupBy(
    appointments.filter(({ untilDay }) => untilDay === null),
    ({ staffId }) => staffId,
  );
  return show(incoming, ctx, {
    title: "人员账号",
    actions: (
      <LinkButton href="/console/staff/new" icon="plus">
        新建账号
      </LinkButton>
    ),
    body: (
      <Table
        caption="人员账号"
        captionHidden
        stack
        rows={staff}
        empty={<EmptyState title="还没有账号" icon="users" />}
        columns={[
          { title: "账号", cell: ({ username }) => username, tight: true },
          { title: "姓名", cell: ({ name }) => name, names: true, tight: true },
          {
            title: "岗位",
            cell: ({ staffId }) => {
              const held = [...new Set((posts.get(staffId) ?? []).map(({ post, unit }) => `${organisation.units.get(unit)?.shortName ?? unit} ${post}`))];
              return held.length > 0 ? held.join("、") : <span class="hint">没有任职</span>;
            },
          },
          { title: "状态", cell: (member) => <Standing member={member} />, tight: true },
          {
            title: "操作",
            tight: true,
            cell: ({ staffId, name, disabledAt }) =>
              staffId === ctx.actor.id ? (
                <span class="hint">本人</span>
              ) : (
                <>
                  <a href={`/console/staff/${staffId}/request`}>
                    登录不了<span class="hush">：{name}</span>
                  </a>
                  <Form action={`/console/staff/${staffId}`} token={incoming.formToken}>
                    <input type="hidden" name="disabled" value={disabledAt ? "no" : "yes"} />
                    <Button kind="quiet" small>
                      {disabledAt ? "恢复" : "停用"}
                      <span class="hush">{name}</span>
                    </Button>
                  </Form>
                </>
              ),
          },
        ]}
      />
    ),
  });
}

/** Disables an account or enables it again. */
export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const disabled = typed(incoming.body, "disabled") === "yes";
  await setStaffDisabled(ctx, incoming.params["staff"]!, disabled);
  return redirect(`/console/staff?done=${disabled ? "disabled" : "enabled"}`);
}
