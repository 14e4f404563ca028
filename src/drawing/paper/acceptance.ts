import type { Day } from "#kernel/clock";
import { type Head, LICENSING_LAW, paperOf, requestWords } from "./head.ts";
import { type Paper, longDate } from "./paper.ts";
import { sentence } from "./sentence.ts";

/** When the unit will have decided. */
export interface AcceptedLimits {
  /** Working days of the law. */
  statutory: number;
  statutoryDue: Day;
  /** Working days the unit promises; never more. */
  promised: number;
  due: Day;
}

/** A material that comes after acceptance, and the last day it may. */
export interface Later {
  name: string;
  due: Day | null;
}

/** 容缺受理: what was promised, and by when, stands on the paper that says the rest was complete. */
function laterWords(later: readonly Later[]): string {
  const each = later.map(({ name, due }) => `“${name}”${due ? `，${longDate(due)}前` : ""}`);
  return `您承诺在受理后补交以下材料：${each.join("；")}。补交以前，本机关不能作出准予的决定。`;
}

/** Days in a year without a notice were counted by what the regulation fixes alone: said on every paper that tells one. */
export const PROVISIONAL = "上述日期涉及的放假安排尚未公布，以国务院放假通知为准；有调整的，本机关会另行告知。";

/** 受理通知书 (第三十二条第一款第五项); `byLaw` when nobody told the applicant in five days and the law itself accepts (第四项). */
export function acceptancePaper(
  head: Head,
  given: { receivedOn: Day; acceptedOn: Day; limits: AcceptedLimits; later?: readonly Later[]; byLaw?: boolean; provisional?: boolean },
): Paper {
  const { limits, later = [] } = given;
  const licensing = head.licensing !== false;
  const complete = later.length > 0 ? "除承诺后补的以外，申请材料齐全、符合法定形式" : "申请材料齐全、符合法定形式";
  const opening = given.byLaw
    ? `本机关未在收到您的${requestWords(head)}材料之日起五个工作日内告知需要补正的内容。依照${LICENSING_LAW}第三十二条第一款第四项的规定，您的申请自收到申请材料之日（${longDate(given.receivedOn)}）起即为受理。`
    : `您于${longDate(given.receivedOn)}提交的${requestWords(head)}，经审查，属于本机关职权范围，${complete}。${licensing ? `依照${LICENSING_LAW}第三十二条第一款第五项的规定，` : ""}本机关决定自${longDate(given.acceptedOn)}起予以受理。`;
  const pause = licensing
    ? `依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间依照${LICENSING_LAW}第四十五条不计算在内，本机关会另行书面告知。`
    : "";
  return paperOf("acceptance", "受理通知书", head, [
    { type: "paragraph", text: opening },
    {
      type: "paragraph",
      text: `法定办理时限为${limits.statutory}个工作日，至${longDate(limits.statutoryDue)}；本机关承诺在${limits.promised}个工作日内，即${longDate(limits.due)}前作出决定。${given.provisional ? PROVISIONAL : ""}${pause}`,
    },
    ...(later.length > 0 ? [{ type: "paragraph" as const, text: laterWords(later) }] : []),
  ]);
}

/** Why an application is not taken up: 第三十二条第一款第一项, 第二项, or another reason of law. */
export type NonAcceptanceGround = { kind: "not-needed" } | { kind: "not-competent"; competent: string } | { kind: "other"; basis: string };

function groundWords(ground: NonAcceptanceGround, licensing: boolean): string {
  const law = licensing ? `依照${LICENSING_LAW}第三十二条第一款` : "依照有关规定";
  if (ground.kind === "not-needed") return `该事项依法不需要取得行政许可，${law}${licensing ? "第一项" : ""}，`;
  if (ground.kind === "not-competent") return `该事项依法不属于本机关职权范围，请向${ground.competent}申请。${law}${licensing ? "第二项" : ""}，`;
  return `依照${ground.basis}，`;
}

/** 不予受理决定书: with the reason, and where to go against it. */
export function nonAcceptancePaper(head: Head, given: { receivedOn: Day; ground: NonAcceptanceGround; reason: string; appeal: string }): Paper {
  return paperOf(
    "non-acceptance",
    "不予受理决定书",
    head,
    [
      { type: "paragraph", text: `您于${longDate(given.receivedOn)}提交的${requestWords(head)}收悉。` },
      { type: "paragraph", text: `经审查：${sentence(given.reason)}` },
      { type: "paragraph", text: `${groundWords(given.ground, head.licensing !== false)}本机关决定不予受理。` },
    ],
    { appeal: given.appeal },
  );
}
