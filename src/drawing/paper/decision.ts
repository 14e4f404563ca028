import type { Day } from "#kernel/clock";
import { type Head, LICENSING_LAW, paperOf, requestWords } from "./head.ts";
import { type Paper, longDate } from "./paper.ts";
import { sentence } from "./sentence.ts";

/** A term of what is granted: "经营项目" "热食类食品制售". */
export interface GrantTerm {
  label: string;
  value: string;
}

function joined(basis: readonly string[]): string {
  return basis.join("、");
}

/** 准予行政许可决定书 (第三十八条第一款); 准予决定书 where the matter is no licence. */
export function grantPaper(head: Head, given: { acceptedOn: Day; basis: readonly string[]; terms: readonly GrantTerm[]; licence?: string }): Paper {
  const licensing = head.licensing !== false;
  const laws = licensing ? joined([`${LICENSING_LAW}第三十八条第一款`, ...given.basis]) : joined(given.basis);
  const body: Paper["body"] = [
    {
      type: "paragraph",
      text: `您的${requestWords(head)}已于${longDate(given.acceptedOn)}受理。经审查，符合法定条件、标准。依照${laws}的规定，本机关决定${licensing ? "准予行政许可" : "准予"}。${given.terms.length > 0 ? "内容如下：" : ""}`,
    },
    ...(given.terms.length > 0
      ? [{ type: "table" as const, head: ["项目", "内容"], rows: given.terms.map(({ label, value }) => [label, value]), widths: [3, 9] }]
      : []),
    ...(given.licence
      ? [{ type: "paragraph" as const, text: `本机关自作出决定之日起十日内向您颁发${given.licence}，电子证照送到“我的证照”，与纸质证照具有同等法律效力。` }]
      : []),
  ];
  return paperOf("grant", licensing ? "准予行政许可决定书" : "准予决定书", head, body);
}

/**
 * 不予行政许可决定书 (第三十八条第二款): the reason, the law, and where to go against it. A person decides it; this only words it.
 */
export function refusalPaper(head: Head, given: { acceptedOn: Day; reason: string; basis: readonly string[]; appeal: string }): Paper {
  const licensing = head.licensing !== false;
  const laws = licensing ? joined([`${LICENSING_LAW}第三十八条第二款`, ...given.basis]) : joined(given.basis);
  return paperOf(
    "refusal",
    licensing ? "不予行政许可决定书" : "不予批准决定书",
    head,
    [
      { type: "paragraph", text: `您的${requestWords(head)}已于${longDate(given.acceptedOn)}受理。经审查，不符合法定条件、标准，理由如下：` },
      { type: "paragraph", text: sentence(given.reason) },
      { type: "paragraph", text: `依照${laws}的规定，本机关决定${licensing ? "不予行政许可" : "不予批准"}。` },
    ],
    { appeal: given.appeal },
  );
}

/** The paragraph on remedies out of what an item says of 复议 and 诉讼, each a sentence. */
export function appealWords(appeal: { review: string; court: string }): string {
  return [appeal.review, appeal.court].map(sentence).join("");
}
