import { ownParty, stateOf } from "#content/kind";
import { isClosed, listDocuments } from "#matter/matter";
import { termsOf } from "#matter/work";
import { viewOwn, type MatterView } from "#matter/view";
import { calendarNow, type Calendar } from "#kernel/clock";
import { redirect, type Route } from "#kernel/http";
import { DefinitionList, formatDateTime, LinkButton, Notice, Section } from "#ui";
import { limitWords } from "../guide/words.ts";
import { lastHandedIn, nextOf } from "../my/application-words.ts";
import { begunPage } from "../my/begun.tsx";
import { show } from "../show.ts";
import { proofSection } from "../trace/proof.tsx";

function nextWords(view: MatterView, calendar: Calendar): string[] {
  const { matter, blueprint } = view;
  const { item } = blueprint.version.definition;
  const decided = toneOf(view);
  const result = item.outcome?.licence
    ? "办好以后，电子证照直接放进“我的证照”，不用来取。"
    : item.outcome?.payment
      ? `${decided === "good" ? "" : "批准以后"}按月打到您填写的账户。`
      : "办好以后会通知您。";
  if (decided === "good") return ["已经当场办好了，不用再等。", result];
  if (isClosed(matter) || decided) return ["这件事已经有了结果，请看办理进度和决定书。"];
  const next = nextOf(view, calendar);
  return [
    ...(next ? [`${next.due}，工作人员${next.say}。`] : []),
    ...(item.limits ? [`开始办理以后计时，${limitWords(item.limits.promised)}内办完。`] : []),
    result,
  ];
}

/** How what became of it reads; undefined while nothing was decided. */
function toneOf({ matter, blueprint }: MatterView) {
  return matter.outcome === null ? undefined : stateOf(blueprint.kind, matter.outcome).tone;
}

/** The page says what has become of it: decided on the spot, or received. */
function titleOf(view: MatterView, again: boolean): string {
  const decided = toneOf(view);
  if (decided === "good") return "已经批准";
  if (decided === "bad") return "没有批准";
  if (isClosed(view.matter)) return `申请${stateOf(view.blueprint.kind, view.matter.state).word}`;
  return again ? "补充的内容已收到" : "申请已收到";
}

/** After sending: the number, what happens next and by when, the paper to keep. */
export const receiptRoute: Route = {
  method: "GET",
  path: "/my/matters/:matter/receipt",
  who: "person",
  site: "portal",
  async handle(incoming, ctx) {
    const view = await viewOwn(ctx, incoming.params["matter"]!);
    const { matter, owner, blueprint } = view;
    const path = `/my/matters/${matter.matterId}`;
    if (!matter.submittedAt) return redirect(`${path}/apply`);
    if (!blueprint.kind.guide) return begunPage(incoming, ctx, view);
    const { item } = blueprint.version.definition;
    const sent = lastHandedIn(view)!;
    const calendar = await calendarNow(ctx);
    const receipt = (await listDocuments(ctx, matter.matterId)).find(({ kind }) => kind === "receipt");
    const later = view.materials.filter(({ entries }) => entries.length > 0 && entries.every(({ source }) => source === "later"));
    const terms = toneOf(view) === "good" ? await termsOf(ctx, matter.matterId) : [];
    const title = titleOf(view, sent.kind !== "submitted");
    return show(incoming, ctx, {
      title: `${title} - ${matter.itemName}`,
      body: (
        <>
          <h1>{title}</h1>
          <Notice kind="done" live title={matter.itemName}>
            <p>
              编号 <strong class="long-code">{matter.number}</strong>
            </p>
            <p>{formatDateTime(sent.at)}收到，凭这个编号可以查进度。</p>
          </Notice>
          {terms.length > 0 && (
            <Section title="批准的内容">
              <DefinitionList items={terms.map(({ label, value }) => ({ term: label, detail: value }))} />
            </Section>
          )}
          <Section title="接下来">
            <ol class="next-steps">
              {nextWords(view, calendar).map((sentence) => (
                <li>{sentence}</li>
              ))}
            </ol>
            {later.length > 0 && <p>别忘了补交：{later.map(({ material }) => material.name).join("；")}。开始办理以后在办理进度里上传，也可以交给窗口。</p>}
          </Section>
          <div class="button-row">
            <LinkButton href={path}>看办理进度</LinkButton>
            {receipt && (
              <>
                <LinkButton kind="secondary" icon="download" href={`${path}/documents/${receipt.documentId}`}>
                  下载收件凭证
                </LinkButton>
                <LinkButton kind="quiet" href={`${path}/documents/${receipt.documentId}/ofd`}>
                  收件凭证（OFD）
                </LinkButton>
              </>
            )}
          </div>
          <DefinitionList
            items={[
              { term: blueprint.kind.parties[ownParty(blueprint.kind) ?? ""]?.word ?? "当事人", detail: owner.name },
              { term: "办理部门", detail: item.department },
              { term: "咨询电话", detail: <a href={`tel:${(item.consult ?? "12345").replace(/[^\d]/g, "")}`}>{item.consult ?? "12345"}</a> },
            ]}
          />
          {await proofSection(ctx, view)}
          <p class="hint">
            进度有变化会发短信，也会放进<a href="/my/notices">我的消息</a>。提交得顺不顺？<a href={`${path}/rate/1`}>评价这次申报</a>
          </p>
        </>
      ),
    });
  },
};
