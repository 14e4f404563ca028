import { listRequests, mayAnswer, organisationNow, packRoles, REQUESTS, roleName, type DutyRequest, type Organisation, type PackRole } from "#people/duty";
import { answerRequest, listStaff } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, ButtonRow, EmptyState, Form, formatDateTime, LinkButton, Section, State, Table } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";

const PATH = "/console/requests";

function what({ kind, data }: DutyRequest, organisation: Organisation, packs: ReadonlyMap<string, PackRole>): string {
  if (kind !== "appoint" && kind !== "end") return REQUESTS[kind];
  const { role, unit, post, fromDay, untilDay } = data as Record<string, string>;
  if (kind === "end") return `结束“${roleName(role!, packs)}”的任职：${organisation.unitName(unit!)} ${post}`;
  return `任“${roleName(role!, packs)}”：${organisation.unitName(unit!)} ${post}，${fromDay} 起${untilDay ? `到 ${untilDay}` : ""}`;
}

async function page(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const [requests, staff, organisation, packs] = await Promise.all([listRequests(ctx), listStaff(ctx), organisationNow(ctx), packRoles(ctx)]);
  const waiting = requests.filter(({ agreed }) => agreed === null);
  const able = await Promise.all(waiting.map(({ staffId }) => mayAnswer(ctx, staffId)));
  const answers = new Set(waiting.filter((_request, i) => able[i]).map(({ requestId }) => requestId));
  const names = new Map(staff.map(({ staffId, name, username }) => [staffId, `${name}（${username}）`]));
  const own = ({ askedBy, staffId }: DutyRequest): boolean => askedBy === ctx.actor.id || staffId === ctx.actor.id;
  const shared = [
    { title: "对谁", cell: ({ staffId }: DutyRequest) => names.get(staffId) ?? "—", names: true },
    { title: "办什么", cell: (request: DutyRequest) => what(request, organisation, packs) },
    { title: "理由", cell: ({ reason }: DutyRequest) => reason },
    { title: "提出", cell: ({ askedName, askedAt }: DutyRequest) => `${askedName}，${formatDateTime(askedAt)}` },
  ];
  return show(
    incoming,
    ctx,
    {
      title: "双人批准",
      facts: <span>重要任职的开始和结束、重置密码和动态口令，由一人提出、另一人批准，都有记录。</span>,
      wrong: refusal !== undefined,
      body: (
        <div class="stack">
          <Refused refusal={refusal} />
          <Table
            caption="等批准的"
            stack
            rows={waiting}
            empty={<EmptyState title="没有等批准的" icon="users" />}
            columns={[
              ...shared,
              {
                title: "操作",
                cell: (request) =>
                  !answers.has(request.requestId) || own(request) ? (
                    <span class="hint">{own(request) ? "要由另一个人批准" : "等安全管理员批准"}</span>
                  ) : (
                    <Form action={`${PATH}/${request.requestId}`} token={incoming.formToken}>
                      <ButtonRow>
                        <Button small name="agree" value="yes">
                          批准
                        </Button>
                        <Button small kind="quiet" name="agree" value="no">
                          不批准
                        </Button>
                      </ButtonRow>
                    </Form>
                  ),
              },
            ]}
          />
          <Table
            caption="最近处理过的"
            stack
            rows={requests.filter(({ agreed }) => agreed !== null)}
            empty={<EmptyState title="还没有" icon="users" />}
            columns={[
              ...shared,
              { title: "结果", cell: ({ agreed }) => <State tone={agreed ? "good" : "closed"}>{agreed ? "已批准" : "没有批准"}</State>, tight: true },
              { title: "处理", cell: ({ answeredName, answeredAt }) => `${answeredName}，${formatDateTime(answeredAt!)}` },
            ]}
          />
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** What takes two: what was asked, by whom, and the answer of another. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return page(incoming, ctx);
}

/** The answer; a password that was reset is shown this once. */
export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  return attempt(
    async () => {
      const agreed = typed(body, "agree") === "yes";
      const { password } = await answerRequest(ctx, params["request"]!, { agreed, note: "" });
      if (!password) return redirect(`${PATH}?done=${agreed ? "agreed" : "disagreed"}`);
      return show(incoming, ctx, {
        title: "密码已重置",
        crumbs: [{ href: PATH, label: "双人批准" }],
        body: (
          <Section title="这个密码只显示这一次">
            <p class="secret">{password}</p>
            <p class="hint">请当面告诉本人：只能用来登录一次，登录时由本人设新密码。离开本页后不能再看。</p>
            <LinkButton href={PATH}>告诉本人了</LinkButton>
          </Section>
        ),
      });
    },
    (refusal) => page(incoming, ctx, refusal),
  );
}
