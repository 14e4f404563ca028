import { stateSaid } from "#content/kind";
import { isClosed } from "#matter/matter";
import { pausedSince } from "#matter/clocks";
import { listDeferrals } from "#matter/intake";
import { mayBeTakenBack, termsOf, withdraw } from "#matter/work";
import { papersFor, viewFollowed, viewOwn, type FollowedView } from "#matter/view";
import { offersOf, urge } from "#matter/move";
import { listPayments, STATES as PAYMENT_STATES } from "#matter/payment";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { ButtonRow, Confirm, DefinitionList, ErrorSummary, formatDate, LinkButton, LinkList, Notice, ProgressLine, Section, State, TextArea } from "#ui";
import { BringNotice } from "./bring.tsx";
import { comingOf, dueWords } from "./coming.ts";
import { agreementSection } from "./delivery.tsx";
import { writtenSection } from "./written.tsx";
import { doneOf } from "./line.ts";
import { limitsSection, OwnTasks, ratingSection, tiesSection, WhomToAsk } from "./parts.tsx";
import { amountWords, firstWords } from "./payment-words.ts";
import { standingOf } from "./state.ts";
import { show, textOf } from "../show.ts";
import { proofSection } from "../trace/proof.tsx";

/** What came of an application: the licence, or why not and the ways on. */
function Outcome({ view }: { view: FollowedView }) {
  const { matter, blueprint } = view;
  const { item } = blueprint.version.definition;
  const tone = matter.outcome === null ? undefined : blueprint.kind.states[matter.outcome]?.tone;
  if (tone === "good" && item.outcome?.licence && matter.closedAt) {
    return (
      <Notice kind="done" title="办好了">
        <p>
          电子证照在<a href="/my/licences">我的证照</a>里，可以出示，也可以下载。
        </p>
      </Notice>
    );
  }
  if (tone !== "bad" || !blueprint.kind.guide) return null;
  return (
    <Notice kind="wrong" title={`没有办成：${stateSaid(blueprint.kind, matter.outcome!)}`}>
      <p>
        理由和法律依据写在下面的决定书里。不符合的地方改好以后，可以<a href={`/items/${encodeURIComponent(matter.itemId)}`}>重新申请</a>。
      </p>
      {item.appeal && (
        <p>
          {item.appeal.review}
          {item.appeal.court}
        </p>
      )}
    </Notice>
  );
}

async function papersSection(ctx: Ctx, view: FollowedView, path: string) {
  const papers = await papersFor(ctx, view);
  if (papers.length === 0) return null;
  const sealless = new Set(view.blueprint.papers.flatMap(({ id, seal }) => (seal === "none" ? [id] : [])));
  return (
    <Section title="文书">
      <div class="stack">
        <LinkList
          rows={papers.flatMap(({ documentId, kind, name, number, issuedAt }) => [
            {
              href: `${path}/documents/${documentId}`,
              title: name,
              facts: `${number} · ${formatDate(issuedAt)} · PDF${sealless.has(kind) ? "" : "，盖有电子印章"}`,
            },
            { href: `${path}/documents/${documentId}/ofd`, title: `${name}（OFD）`, facts: "同一份文书，归档和交给机关单位多用这种格式" },
          ])}
        />
        <p class="hint">
          收到文书的人可以在<a href="/verify/file">核验盖章文件</a>查印章真不真、内容改没改；拿到打印件的，扫上面的二维码比对。
        </p>
      </div>
    </Section>
  );
}

/** What was granted, and what is paid of it: of one's own application alone. */
async function grantedSections(ctx: Ctx, { matter, blueprint, own }: FollowedView) {
  if (!own || matter.outcome === null || blueprint.kind.states[matter.outcome]?.tone !== "good") return null;
  // What becomes of somebody else's payment later is theirs to see.
  const [terms, payments] = await Promise.all([termsOf(ctx, matter.matterId), matter.beneficiaryIndex ? [] : listPayments(ctx, matter.matterId)]);
  return (
    <>
      {terms.length > 0 && (
        <Section title="批准的内容">
          <DefinitionList items={terms.map(({ label, value }) => ({ term: label, detail: value }))} />
        </Section>
      )}
      {payments.length > 0 && (
        <Section title="发放">
          <DefinitionList
            items={payments.map((payment) => ({
              term: payment.name,
              detail: `${amountWords(payment)}，${firstWords(payment)}起，打到尾号 ${payment.accountTail} 的账户，${PAYMENT_STATES[payment.state]}`,
            }))}
          />
        </Section>
      )}
    </>
  );
}

async function progressPage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const view = await viewFollowed(ctx, incoming.params["matter"]!);
  const { matter, owner, blueprint, own } = view;
  const { kind } = blueprint;
  const path = `/my/matters/${matter.matterId}`;
  if (matter.phase === "draft") return redirect(`${path}/apply`);
  const [coming, due, offers, deferrals, acts] = await Promise.all([
    comingOf(ctx, view),
    dueWords(ctx, view),
    offersOf(ctx, view),
    own ? listDeferrals(ctx, matter, blueprint) : [],
    doneOf(ctx, view),
  ]);
  const state = standingOf(kind, { state: matter.state, phase: matter.phase, pausedAt: pausedSince(matter) });
  const title = kind.guide ? matter.itemName : matter.title;
  const takenBack = own && kind.channels[matter.channel]?.for === undefined && mayBeTakenBack(matter, kind);
  return show(incoming, ctx, {
    title: `${matter.itemName}办理进度`,
    back: { href: "/my", label: "我的事项" },
    ...noticeOf(incoming),
    body: (
      <>
        <h1>{title}</h1>
        <p class="tags">
          <State tone={state.tone}>{state.word}</State>
          {due && <strong>{due}</strong>}
        </p>
        <OwnTasks view={view} path={path} byAccount />
        <BringNotice path={path} deferrals={deferrals} />
        <Outcome view={view} />
        <ProgressLine acts={acts} {...(coming.now && { now: coming.now })} later={coming.later} />
        {!kind.guide && (await limitsSection(ctx, view))}
        {!kind.guide && own && (await writtenSection(ctx, view))}
        {await grantedSections(ctx, view)}
        {await papersSection(ctx, view, path)}
        {await agreementSection(ctx, view, path)}
        {await tiesSection(ctx, view)}
        {own && (await proofSection(ctx, view))}
        <WhomToAsk view={view} more={own && owner.name !== "" ? [{ term: kind.parties[view.roles[0] ?? ""]?.word ?? "姓名", detail: owner.name }] : []} />
        {await ratingSection(ctx, view, path)}
        {!isClosed(matter) && (takenBack || offers.length > 0) && (
          <ButtonRow>
            {takenBack && (
              <LinkButton kind="quiet" href={`${path}/withdraw`}>
                撤回{kind.guide ? "申请" : ""}
              </LinkButton>
            )}
            {offers.some(({ move }) => move === "urge") && (
              <LinkButton kind="quiet" href={`${path}/urge`}>
                催一催
              </LinkButton>
            )}
          </ButtonRow>
        )}
      </>
    ),
  });
}

const SAID: Record<string, string> = {
  done: "已收到。",
  rated: "评价已收到，谢谢您。",
  urged: "已经告诉办理人员，请留意消息。",
  brought: "材料已收到。",
  agreed: "已记下。",
};

/** What has just been done, said above the page. */
export function noticeOf({ query }: Incoming) {
  const said = Object.keys(SAID).find((each) => query[each] !== undefined);
  return said === undefined ? {} : { notice: { kind: "done" as const, children: <p>{SAID[said]}</p> } };
}

/** 催办: words are optional; a second time on the same day is answered with why not. */
async function urgePage(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const view = await viewOwn(ctx, incoming.params["matter"]!);
  const path = `/my/matters/${view.matter.matterId}`;
  return show(
    incoming,
    ctx,
    {
      title: "催一催",
      back: { href: path, label: "回到进度" },
      body: (
        <>
          {refusal && <ErrorSummary errors={{}} message={refusal.message} />}
          <Confirm
            title={`催一催“${view.matter.itemName}”`}
            consequences={["办理人员会在待办里看到您催办，并记入办理过程。", "一天可以催一次。"]}
            action={`${path}/urge`}
            token={incoming.formToken}
            confirm="催办"
            back={path}
          >
            <TextArea name="words" label="想说的话" required={false} rows={3} maxLength={500} value={textOf(incoming.body, "words")} />
          </Confirm>
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

async function withdrawPage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { matter, blueprint } = await viewOwn(ctx, incoming.params["matter"]!);
  const path = `/my/matters/${matter.matterId}`;
  if (!mayBeTakenBack(matter, blueprint.kind)) return redirect(path);
  return show(incoming, ctx, {
    title: "撤回",
    back: { href: path, label: "回到进度" },
    body: (
      <Confirm
        title={`撤回“${matter.itemName}”吗？`}
        consequences={["工作人员不再办理，期限停止计算，撤回后不能恢复。", "已经提交的内容和记录会保留，您可以随时查看。", "以后还可以重新提出。"]}
        action={`${path}/withdraw`}
        token={incoming.formToken}
        confirm="撤回"
        kind="seal"
        back={path}
      >
        <TextArea name="reason" label="撤回的原因" required={false} rows={3} maxLength={500} />
      </Confirm>
    ),
  });
}

/** Where a matter stands, urging it, and taking it back. */
export const progressRoutes: Route[] = [
  { method: "GET", path: "/my/matters/:matter", who: "person", site: "portal", handle: progressPage },
  { method: "GET", path: "/my/matters/:matter/urge", who: "person", site: "portal", handle: urgePage },
  {
    method: "POST",
    path: "/my/matters/:matter/urge",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const matterId = incoming.params["matter"]!;
      try {
        await urge(ctx, matterId, textOf(incoming.body, "words"));
      } catch (error) {
        if (error instanceof Refusal && error.status === 409) return urgePage(incoming, ctx, error);
        throw error;
      }
      return redirect(`/my/matters/${matterId}?urged=1`);
    },
  },
  { method: "GET", path: "/my/matters/:matter/withdraw", who: "person", site: "portal", handle: withdrawPage },
  {
    method: "POST",
    path: "/my/matters/:matter/withdraw",
    who: "person",
    site: "portal",
    async handle({ params, body }, ctx) {
      await withdraw(ctx, params["matter"]!, textOf(body, "reason"));
      return redirect(`/my/matters/${params["matter"]}`);
    },
  },
];
