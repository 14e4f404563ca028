import { listNotices, markRead } from "#matter/notice";
import { redirect, type Route } from "#kernel/http";
import { Button, EmptyState, Form, formatDateTime, LinkList } from "#ui";
import { show } from "../show.ts";

/** What I was told. */
export const noticeRoutes: Route[] = [
  {
    method: "GET",
    path: "/my/notices",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const notices = await listNotices(ctx);
      return show(incoming, ctx, {
        title: "我的消息",
        back: { href: "/my", label: "我的事项" },
        body: (
          <>
            <h1>我的消息</h1>
            {notices.length === 0 && (
              <EmptyState title="还没有消息" icon="bell">
                <p>事情有进展时，这里和短信都会告诉您。</p>
              </EmptyState>
            )}
            {notices.some(({ readAt }) => readAt === null) && (
              <Form action="/my/notices" token={incoming.formToken}>
                <Button kind="secondary">全部标为看过</Button>
              </Form>
            )}
            {notices.length > 0 && (
              <LinkList
                rows={notices.map(({ title, body, link, createdAt, readAt }) => ({
                  href: link,
                  title,
                  facts: (
                    <>
                      <span class="notice-body">{body}</span>
                      <br />
                      {formatDateTime(createdAt)}
                    </>
                  ),
                  ...(readAt === null && { state: { tone: "info" as const, word: "新" } }),
                }))}
              />
            )}
          </>
        ),
      });
    },
  },
  {
    method: "POST",
    path: "/my/notices",
    who: "person",
    site: "portal",
    async handle(_incoming, ctx) {
      await markRead(ctx);
      return redirect("/my/notices");
    },
  },
];
