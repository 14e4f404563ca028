import type { FollowedView } from "#matter/view";
import { dayOf, type Calendar } from "#kernel/clock";
import { formatDate, provisionalWords, type LineNext } from "#ui";
import { limitWords } from "../guide/words.ts";

// What pages say of applications alone (kinds with a guide), by the law on them and by what their item promises.

/** Working days in which an application must be answered (行政许可法 第三十二条). */
const ANSWER_WITHIN = 5;

/** By when it is told whether an application is taken on, while nobody has taken it on. */
export function answerDue({ matter, acts, mine }: Pick<FollowedView, "matter" | "acts" | "mine">, calendar: Calendar): string | undefined {
  const answered = acts.findLast(({ kind }) => kind === "submitted" || kind === "supplemented");
  if (matter.phase !== "received" || mine.length > 0 || !answered) return undefined;
  const due = calendar.addWorkdays(dayOf(answered.at), ANSWER_WITHIN);
  return provisionalWords(`${formatDate(due)}前告诉您是否受理`, calendar.isUncertain(due));
}

/** What comes after the step at work: by what the item promises and leads to. */
export function applicationAhead({ matter, open, blueprint }: Pick<FollowedView, "matter" | "open" | "blueprint">): LineNext[] {
  const { item } = blueprint.version.definition;
  const deciding = open.some(({ kind }) => kind === "decision");
  const licence = item.outcome?.licence?.name;
  return [
    ...(matter.phase === "received" && item.limits ? [{ what: "受理", due: `受理后 ${limitWords(item.limits.promised)}内办完` }] : []),
    ...(deciding ? [] : [{ what: "审查并作出决定", by: item.department }]),
    { what: licence ? `${licence}放进“我的证照”` : item.outcome?.payment ? "列入按月发放" : "办结" },
  ];
}
