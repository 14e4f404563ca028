import type { Day } from "#kernel/clock";
import { type Head, LICENSING_LAW, paperOf, requestWords } from "./head.ts";
import { type Paper, longDate } from "./paper.ts";

/** One thing to put right. */
export interface SupplementProblem {
  /** The material or answer it is about: "经营场所平面图". */
  about: string;
  /** What is wrong and what is wanted. */
  problem: string;
}

/** 补正告知书 (第三十二条第一款第四项): once, and all of it. */
export function supplementPaper(head: Head, given: { receivedOn: Day; problems: readonly SupplementProblem[]; answerBy?: Day }): Paper {
  const basis = head.licensing === false ? "" : `依照${LICENSING_LAW}第三十二条第一款第四项的规定，`;
  return paperOf("supplement", "申请材料补正告知书", head, [
    {
      type: "paragraph",
      text: `您于${longDate(given.receivedOn)}提交的${requestWords(head)}收悉。经审查，申请材料不齐全或者不符合法定形式。${basis}现将需要补正的全部内容一次告知如下：`,
    },
    {
      type: "table",
      head: ["序号", "材料或内容", "需要怎样补正"],
      rows: given.problems.map(({ about, problem }, index) => [String(index + 1), about, problem]),
      widths: [1, 4, 8],
    },
    {
      type: "paragraph",
      text: `${given.answerBy ? `请于${longDate(given.answerBy)}前补正。` : "请尽快补正。"}您可以在网上补交，也可以到窗口补交。按本告知书提交全部补正材料的，本机关予以受理。`,
    },
  ]);
}
