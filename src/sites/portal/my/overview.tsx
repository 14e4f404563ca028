import { kindsNow } from "#content/catalogue";
import { mainClock, type Kind } from "#content/kind";
import { countMine, listMine } from "#matter/party";
import { listForMe } from "#matter/view";
import type { MatterRow } from "#matter/lists";
import { countUnread } from "#matter/notice";
import { listMyPayments } from "#matter/payment";
import { calendarNow, type Calendar } from "#kernel/clock";
import type { Route } from "#kernel/http";
import { EmptyState, formatDate, LinkButton, LinkList, LinkTiles, provisionalWords, Section, type LinkRow } from "#ui";
import { forMeState } from "./for-me.tsx";
import { Leaf } from "./leaf.tsx";
import { standingOf } from "./state.ts";
import { show } from "../show.ts";
import { waitingRows } from "./waiting.ts";

/** What the main limit of a kind is for; undefined where parties do not see it. */
function limitWord(kind: Kind): string | undefined {
  const clock = kind.clocks[mainClock(kind) ?? ""];
  return clock?.shown ? clock.word : undefined;
}

function rowOf(row: MatterRow, calendar: Calendar, kinds: Kinds): LinkRow {
  const facts = row.submittedAt ? `${row.number} · ${formatDate(row.submittedAt)}提交` : `${formatDate(row.createdAt)}开始填写`;
  const kind = kinds.get(row.kind)?.kind;
  const what = kind === undefined || kind.guide ? "办完" : limitWord(kind);
  const due =
    row.dueDay && !row.pausedAt && row.closedAt === null && what !== undefined
      ? provisionalWords(`${formatDate(row.dueDay)}前${what}`, calendar.isUncertain(row.dueDay))
      : undefined;
  return {
    href: row.phase === "draft" ? `/my/matters/${row.matterId}/apply` : `/my/matters/${row.matterId}`,
    title: kind?.guide === false ? row.title : row.itemName,
    facts: due ? `${facts} · ${due}` : facts,
    state: standingOf(kind, row),
  };
}

type Kinds = Awaited<ReturnType<typeof kindsNow>>;

const SIZE = 20;

/** What waits for me first, then everything I have asked for. */
export const myRoute: Route = {
  method: "GET",
  path: "/my",
  who: "person",
  site: "portal",
  async handle(incoming, ctx) {
    const after = incoming.query["after"];
    const [{ rows: sent, next }, total, calendar, kinds] = await Promise.all([
      listMine(ctx, "submitted", { size: SIZE, ...(after && { after }) }),
      countMine(ctx),
      calendarNow(ctx),
      kindsNow(ctx),
    ]);
    const [waiting, unread, forMe, payments] = await Promise.all([
      after ? [] : waitingRows(ctx),
      countUnread(ctx),
      after ? [] : listForMe(ctx),
      listMyPayments(ctx),
    ]);
    return show(incoming, ctx, {
      title: "我的事项",
      body: (
        <>
          <h1>{ctx.actor.onBehalf ? ctx.actor.onBehalf.name : `${ctx.actor.name}，您好`}</h1>
          <p class="hint">
            {ctx.actor.onBehalf ? `经办人 ${ctx.actor.name}。` : "为您本人办事。"}
            <a href="/agency">换一个身份办事</a>
          </p>
          <div class="home">
            {waiting.length > 0 && (
              <Section title="等您处理">
                <LinkList rows={waiting} />
              </Section>
            )}
            <Section title="我的事项" {...(total > 0 && { aside: <span class="hint">共 {total} 件，没办完的在前</span> })}>
              {sent.length > 0 ? (
                <>
                  <LinkList rows={sent.map((row) => rowOf(row, calendar, kinds))} />
                  <Leaf path="/my" after={after} next={next} />
                </>
              ) : (
                <EmptyState title="还没有提交过的事" icon="files">
                  <p>提交以后，这里会看到办到哪一步、哪天办完。</p>
                  <LinkButton href="/items" kind="secondary">
                    找要办的事
                  </LinkButton>
                </EmptyState>
              )}
            </Section>
            {forMe.length > 0 && (
              <Section title="别人替我办的">
                <LinkList
                  rows={forMe.map((matter) => ({
                    href: `/my/for-me/${matter.matterId}`,
                    title: matter.itemName,
                    facts: `${matter.by}替您申请 · ${formatDate(matter.submittedAt)}`,
                    state: forMeState(matter, kinds.get(matter.kind)?.kind),
                  }))}
                />
              </Section>
            )}
            <Section title="我的">
              <LinkTiles
                tiles={[
                  { href: "/my/licences", label: "我的证照", hint: "出示、下载", icon: "wallet" },
                  ...(payments.length > 0 ? [{ href: "/my/payments", label: "我的待遇", hint: "金额、账户、停发", icon: "wallet" as const }] : []),
                  { href: "/my/notices", label: "我的消息", hint: unread > 0 ? `${unread} 条没看过` : "都看过了", icon: "bell" },
                  { href: "/my/looks", label: "谁看过我的数据", hint: "每一次都有记录", icon: "eye" },
                  { href: "/my/logins", label: "我的登录", hint: "在哪里登录着、全部退出", icon: "user-round" },
                ]}
              />
            </Section>
          </div>
        </>
      ),
    });
  },
};
