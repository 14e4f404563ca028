import { listToldStaff, markToldStaffRead } from "#matter/notice";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, EmptyState, Form, formatDateTime, LinkList } from "#ui";
import { show } from "../show.tsx";

const PATH = "/console/notices";

/** What the actor was told of matters, newest first. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const notices = await listToldStaff(ctx);
  return show(incoming, ctx, {
    title: "提醒",
    body: (
      <>
        {notices.length === 0 && (
          <EmptyState title="还没有提醒" icon="bell">
            <p>您办的件快到期、有新的进展时，这里会告诉您。</p>
          </EmptyState>
        )}
        {notices.some(({ readAt }) => readAt === null) && (
          <Form action={PATH} token={incoming.formToken}>
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
}

/** Marks everything read. */
export async function post(_incoming: Incoming, ctx: Ctx): Promise<Reply> {
  await markToldStaffRead(ctx);
  return redirect(PATH);
}
