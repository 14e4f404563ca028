import { actFor, agencyHolds, listAgenciesOfPerson, type Agency } from "#people/identity";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, EmptyState, Form, formatDate, Notice, Section, State } from "#ui";
import { safePath, show, textOf } from "../show.ts";

const SELF = "self";

function Way({
  incoming,
  back,
  value,
  current,
  title,
  facts,
}: {
  incoming: Incoming;
  back: string;
  value: string;
  current: boolean;
  title: string;
  facts: string;
}) {
  return (
    <li>
      <div>
        <p>
          <strong>{title}</strong>
        </p>
        <p class="hint small">{facts}</p>
      </div>
      {current ? (
        <State tone="good">现在</State>
      ) : (
        <Form action="/agency" token={incoming.formToken}>
          <input type="hidden" name="back" value={back} />
          <button class="button button-secondary" type="submit" name="party" value={value}>
            切换<span class="hush">到{title}</span>
          </button>
        </Form>
      )}
    </li>
  );
}

function until({ untilDay, legal }: Agency): string {
  return legal ? "您是法定代表人" : `授权到${formatDate(untilDay, { year: true })}`;
}

async function agencyPage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const back = safePath(incoming.query["back"], "/my");
  const today = dayOf(ctx.now);
  const agencies = (await listAgenciesOfPerson(ctx, ctx.actor.id)).filter((agency) => agencyHolds(agency, today));
  const acting = ctx.actor.onBehalf?.agencyId;
  return show(incoming, ctx, {
    title: "为谁办事",
    crumbs: [{ href: "/", label: "首页" }],
    ...(incoming.query["switched"] !== undefined && {
      notice: { kind: "done" as const, children: <p>{ctx.actor.onBehalf ? `现在以${ctx.actor.onBehalf.name}的名义办事。` : "现在为您本人办事。"}</p> },
    }),
    body: (
      <>
        <h1>为谁办事</h1>
        <p class="lead">选好以后，事项和证照都是这一方的。随时可以换回来。</p>
        <ul class="link-list ways">
          <Way incoming={incoming} back={back} value={SELF} current={acting === undefined} title={`${ctx.actor.name}（本人）`} facts="个人事项" />
          {agencies.map((agency) => (
            <Way
              incoming={incoming}
              back={back}
              value={`${agency.organisationId}.${agency.agencyId}`}
              current={agency.agencyId === acting}
              title={agency.organisationName}
              facts={`${agency.uscc}，${until(agency)}`}
            />
          ))}
        </ul>
        {agencies.length === 0 && (
          <EmptyState title="没有可以代办的单位" icon="building-2">
            <p>单位的法定代表人在“授权经办人”里填上您的身份证号，这里就会出现。</p>
          </EmptyState>
        )}
        {agencies.some(({ legal }) => legal) && (
          <Section title="授权经办人">
            <p>您是法定代表人，可以让员工替单位办事，也可以随时收回。</p>
            <ul class="plain-links">
              {agencies
                .filter(({ legal }) => legal)
                .map(({ organisationId, organisationName }) => (
                  <li>
                    <a href={`/agency/${organisationId}`}>{organisationName}的经办人</a>
                  </li>
                ))}
            </ul>
          </Section>
        )}
        {agencies.length > 0 && (
          <Notice>
            <p>您以单位名义做的事，会记下您的姓名。</p>
          </Notice>
        )}
        <Form action="/sign-out" token={incoming.formToken}>
          <Button kind="quiet" icon="log-out">
            退出登录
          </Button>
        </Form>
      </>
    ),
  });
}

/** Whom the actor acts for: themselves, or an organisation that let them. */
export const agencyRoutes: Route[] = [
  { method: "GET", path: "/agency", who: "person", site: "portal", handle: agencyPage },
  {
    method: "POST",
    path: "/agency",
    who: "person",
    site: "portal",
    async handle({ body }, ctx) {
      const [organisationId, agencyId] = textOf(body, "party").split(".");
      await actFor(ctx, organisationId && agencyId ? { organisationId, agencyId } : undefined);
      return redirect(safePath(body["back"], "/my"));
    },
  },
];
