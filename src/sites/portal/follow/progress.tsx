import { pausedSince } from "#matter/clocks";
import { papersFor, viewFollowed } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, DefinitionList, Form, formatDate, LinkButton, Notice, PrintButton, ProgressLine, Section, State } from "#ui";
import { nextSteps } from "../my/begun.tsx";
import { comingOf, dueWords } from "../my/coming.ts";
import { doneOf } from "../my/line.ts";
import { limitsSection, OwnTasks, ratingSection, WhomToAsk } from "../my/parts.tsx";
import { routeAt, type Place, type Way } from "../my/place.ts";
import { noticeOf } from "../my/progress.tsx";
import { rateRoutes } from "../my/rate.tsx";
import { standingOf } from "../my/state.ts";
import { taskRoutes } from "../my/tasks.tsx";
import { show } from "../show.ts";
import { followCookie, followingBy, keptIn } from "./cookie.ts";

/** A matter by its number and code. */
const BY_CODE: Way = {
  who: "anyone",
  base: "/follow/matter",
  async at(incoming: Incoming, ctx: Ctx): Promise<Place | Reply> {
    const kept = keptIn(incoming, ctx);
    const following = kept && (await followingBy(ctx, kept));
    return following ? { ...following, path: "/follow/matter", back: { href: "/follow", label: "查别的编号" } } : redirect("/follow");
  },
};

/** Where it stands: what a signed-in party sees, without papers to open and without anything personal. */
async function progressPage(incoming: Incoming, { ctx, matterId, path, back }: Place): Promise<Reply> {
  const view = await viewFollowed(ctx, matterId);
  const { matter, blueprint } = view;
  const [coming, due, acts, papers] = await Promise.all([comingOf(ctx, view), dueWords(ctx, view), doneOf(ctx, view), papersFor(ctx, view)]);
  const state = standingOf(blueprint.kind, { state: matter.state, phase: matter.phase, pausedAt: pausedSince(matter) });
  return show(incoming, ctx, {
    title: `${matter.itemName}办理进度`,
    back,
    ...noticeOf(incoming),
    body: (
      <>
        <h1>{matter.itemName}</h1>
        <p class="tags">
          <State tone={state.tone}>{state.word}</State>
          {due && <strong>{due}</strong>}
        </p>
        <OwnTasks view={view} path={path} byAccount={false} />
        <ProgressLine acts={acts} {...(coming.now && { now: coming.now })} later={coming.later} />
        {await limitsSection(ctx, view)}
        {papers.length > 0 && (
          <Section title="文书">
            <DefinitionList items={papers.map(({ name, number, issuedAt }) => ({ term: name, detail: `${number}，${formatDate(issuedAt)}` }))} />
            <p class="hint">凭编号只能看到文书的名称。要文书本身，请带上编号到办理部门。</p>
          </Section>
        )}
        <WhomToAsk view={view} />
        {await ratingSection(ctx, view, path)}
        <Form action="/follow/end" token={incoming.formToken}>
          <Button kind="quiet">看完了，不在这台设备上留记录</Button>
        </Form>
      </>
    ),
  });
}

/** After a matter was begun: its number, and, this once, the code by which it is followed. */
async function begunPage(incoming: Incoming, place: Place): Promise<Reply> {
  const { ctx, matterId, path } = place;
  const kept = keptIn(incoming, ctx)!;
  if (!kept.fresh) return redirect(path);
  const view = await viewFollowed(ctx, matterId);
  const reply = show(incoming, ctx, {
    title: "已经收到",
    body: (
      <>
        <h1>已经收到</h1>
        <Notice kind="done" live title={view.matter.itemName}>
          <dl class="follow-code">
            <div>
              <dt>编号</dt>
              <dd class="long-code">{view.matter.number}</dd>
            </div>
            <div>
              <dt>查询码</dt>
              <dd class="long-code">{kept.code}</dd>
            </div>
          </dl>
        </Notice>
        <p>
          <strong>请现在抄下来或者打印。</strong>查询码只显示这一次，以后凭编号和查询码看办到哪一步，别人问您要也不要给。
        </p>
        {await nextSteps(ctx, view)}
        <div class="button-row">
          <LinkButton href={path}>看办理进度</LinkButton>
          <PrintButton>打印这一页</PrintButton>
        </div>
      </>
    ),
  });
  return { ...reply, cookies: [followCookie(ctx, { number: kept.number, code: kept.code })] };
}

/** Pages of a matter that is followed by number and code. */
export const followedRoutes: Route[] = [
  routeAt(BY_CODE, "GET", "", progressPage),
  routeAt(BY_CODE, "GET", "/begun", begunPage),
  ...taskRoutes(BY_CODE),
  ...rateRoutes(BY_CODE),
];
