import type { Day } from "#kernel/clock";
import { type Head, LICENSING_LAW, paperOf, requestWords } from "./head.ts";
import { PROVISIONAL } from "./acceptance.ts";
import { type Paper, longDate } from "./paper.ts";
import { sentence } from "./sentence.ts";

/** A procedure whose time does not count (第四十五条), or more time by leave of the head of the unit (第四十二条). */
export type SpecialGround = { kind: "paused"; procedure: string; workdays: number } | { kind: "extended"; workdays: number; due: Day; provisional?: boolean };

/** 特别程序告知书: the time needed, or the time added and why, in writing. */
export function specialPaper(head: Head, given: { acceptedOn: Day; ground: SpecialGround; reason: string }): Paper {
  const { ground } = given;
  const opening = `您的${requestWords(head)}已于${longDate(given.acceptedOn)}受理。`;
  const reason = sentence(given.reason);
  const text =
    ground.kind === "paused"
      ? `办理中依法需要${ground.procedure}：${reason}依照${LICENSING_LAW}第四十五条的规定，所需时间不计算在办理时限内，预计需要${ground.workdays}个工作日。办理时限自今日起暂停计算，${ground.procedure}结束后继续计算。`
      : `因${reason}本机关在二十日内不能作出决定。依照${LICENSING_LAW}第四十二条第一款的规定，经本机关负责人批准，延长${ground.workdays}个工作日，至${longDate(ground.due)}。${ground.provisional ? PROVISIONAL : ""}`;
  return paperOf("special", ground.kind === "paused" ? "特别程序告知书" : "延长办理期限告知书", head, [
    { type: "paragraph", text: opening },
    { type: "paragraph", text },
  ]);
}
