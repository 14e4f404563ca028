import type { FollowedView } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { LinkButton, Notice, Section } from "#ui";
import { comingOf, dueWords } from "./coming.ts";
import { show } from "../show.ts";

/** What happens next with a matter that was just begun. */
export async function nextSteps(ctx: Ctx, view: FollowedView) {
  const [coming, due] = await Promise.all([comingOf(ctx, view), dueWords(ctx, view)]);
  const next = coming.later.length > 0 || !coming.now ? coming.later : [coming.now];
  return next.length === 0 && !due ? null : (
    <Section title="接下来">
      <ol class="next-steps">
        {next.map(({ what, by }) => (
          <li>{by ? `${what}（${by}）` : what}</li>
        ))}
      </ol>
      {due && <p>{due}</p>}
    </Section>
  );
}

/** After a matter of a kind without a guide was begun under one's account: its number, what happens next. */
export async function begunPage(incoming: Incoming, ctx: Ctx, view: FollowedView): Promise<Reply> {
  const { matter } = view;
  return show(incoming, ctx, {
    title: `已经收到 - ${matter.itemName}`,
    body: (
      <>
        <h1>已经收到</h1>
        <Notice kind="done" live title={matter.itemName}>
          <p>
            编号 <strong class="long-code">{matter.number}</strong>
          </p>
          <p>凭这个编号可以查进度，也可以打电话问。</p>
        </Notice>
        {await nextSteps(ctx, view)}
        <div class="button-row">
          <LinkButton href={`/my/matters/${matter.matterId}`}>看办理进度</LinkButton>
        </div>
        <p class="hint">
          进度有变化会放进<a href="/my/notices">我的消息</a>。
        </p>
      </>
    ),
  });
}
