import type { Day } from "#kernel/clock";
import { type Head, paperOf, requestWords } from "./head.ts";
import { type Paper, longDate } from "./paper.ts";
import { sentence } from "./sentence.ts";

/** 终止办理告知书: the matter ends without a decision; why, by what clause, and that one may apply again. */
export function terminationPaper(head: Head, given: { receivedOn: Day; reason: string; basis: string }): Paper {
  const reason = sentence(given.reason);
  return paperOf("termination", "终止办理告知书", head, [
    { type: "paragraph", text: `本机关于${longDate(given.receivedOn)}收到您的${requestWords(head)}。办理中发现：${reason}` },
    { type: "paragraph", text: `根据${given.basis}，本机关决定终止办理。情况有变化的，您可以重新提出申请，已经提交的材料可以继续使用。` },
  ]);
}
