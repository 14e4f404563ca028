import { stateOf } from "#content/kind";
import { isClosed, listDocuments } from "#matter/matter";
import { termsOf } from "#matter/work";
import { viewOwn, type MatterView } from "#matter/view";
import { calendarNow, dayOf } from "#kernel/clock";
import { redirect, type Route } from "#kernel/http";
import { DefinitionList, formatDate, formatDateTime, LinkButton, Notice, provisionalWords, Section } from "#ui";
import { limitWords } from "../guide/words.ts";
import { begunPage } from "../my/begun.tsx";
import { show } from "../show.ts";
import { proofSection } from "../trace/proof.tsx";

/** Working days in which an application must be answered (行政许可法 第三十二条). */
const ANSWER_WITHIN = 5;

function nextWords({ matter, blueprint }: MatterView, answerBy: string, uncertain: boolean): string[] {
  const { item } = blueprint.version.definition;
  const promised = item.limits ? `，${limitWords(item.limits.promised)}内办完` : "";
  const result = item.outcome?.licence
    ? "办好以后，电子证照直接放进“我的证照”，不用来取。"
    : item.outcome?.payment
      ? `${matter.state === "granted" ? "" : "批准以后"}按月打到您填写的账户。`
      : "办好以后会通知您。";
  if (matter.state === "granted") return ["已经当场办好了，不用再等。", result];
  if (isClosed(matter) || matter.outcome) return ["这件事已经有了结果，请看办理进度和决定书。"];
  return [`${provisionalWords(`${formatDate(answerBy)}前`, uncertain)}，工作人员告诉您是否受理；缺材料会一次说清。`, `受理以后开始计时${promised}。`, result];
}

/** The page says what has become of it: granted on the spot, or received. */
function titleOf({ matter, blueprint }: MatterView, supplemented: boolean): string {
  if (matter.outcome === "granted") return "已经批准";
  if (matter.outcome === "refused") return "没有批准";
  if (isClosed(matter)) return `申请${stateOf(blueprint.kind, matter.state).word}`;
  return supplemented ? "补正已收到" : "申请已收到";
}

/** After sending: the number, what happens next and by when, the paper to keep. */
export const receiptRoute: Route = {
  method: "GET",
  path: "/my/matters/:matter/receipt",
  who: "person",
  site: "portal",
  async handle(incoming, ctx) {
    const view = await viewOwn(ctx, incoming.params["matter"]!);
    const { matter, applicant, blueprint } = view;
    const path = `/my/matters/${matter.matterId}`;
    if (!matter.submittedAt) return redirect(`${path}/apply`);
    if (!blueprint.kind.guide) return begunPage(incoming, ctx, view);
    const { item } = blueprint.version.definition;
    const supplemented = view.acts.findLast(({ kind }) => kind === "submitted" || kind === "supplemented")!;
    const calendar = await calendarNow(ctx);
    const answerBy = calendar.addWorkdays(dayOf(supplemented.at), ANSWER_WITHIN);
    const receipt = (await listDocuments(ctx, matter.matterId)).find(({ kind }) => kind === "receipt");
    const later = view.materials.filter(({ entries }) => entries.length > 0 && entries.every(({ source }) => source === "later"));
    const terms = matter.outcome === "granted" ? await termsOf(ctx, matter.matterId) : [];
    const title = titleOf(view, supplemented.kind === "supplemented");
    return show(incoming, ctx, {
      title: `${title} - ${matter.itemName}`,
      body: (
        <>
          <h1>{title}</h1>
          <Notice kind="done" live title={matter.itemName}>
            <p>
              办件编号 <strong class="long-code">{matter.number}</strong>
            </p>
            <p>{formatDateTime(supplemented.at)}收到，凭这个编号可以查进度。</p>
          </Notice>
          {terms.length > 0 && (
            <Section title="批准的内容">
              <DefinitionList items={terms.map(({ label, value }) => ({ term: label, detail: value }))} />
            </Section>
          )}
          <Section title="接下来">
            <ol class="next-steps">
              {nextWords(view, answerBy, calendar.isUncertain(answerBy)).map((sentence) => (
                <li>{sentence}</li>
              ))}
            </ol>
            {later.length > 0 && <p>别忘了补交：{later.map(({ material }) => material.name).join("；")}。受理以后在办理进度里上传，也可以交给窗口。</p>}
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
              { term: "申请人", detail: applicant.name },
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
