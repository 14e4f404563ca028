import { actWord, stateOf, type Kind } from "#content/kind";
import { LEVELS } from "#matter/rating";

/** How a figure is shown: a number, a share of 1, a mean of days. */
export type Sort = "count" | "share" | "days";

/** Figures of what stands now, whatever the period. */
export const LIVE: ReadonlySet<string> = new Set(["open", "late", "near", "stopped"]);

const PLAIN: Readonly<Record<string, string>> = {
  received: "收到",
  closed: "办结",
  on_time: "按时办结率",
  open: "现在在办",
  late: "现在超期",
  near: "现在临近到期",
  stopped: "现在暂停",
};

const OF_CLOCK: Readonly<Record<string, string>> = { met: "按时", missed: "超时", days: "平均天数" };

/** What a figure of a board is called. */
export function figureWord(kind: Kind, figure: string): string {
  if (Object.hasOwn(PLAIN, figure)) return PLAIN[figure]!;
  const [first = "", id = "", more = ""] = figure.split(".");
  if (first === "act") return actWord(kind, id);
  if (first === "outcome") return stateOf(kind, id).word;
  if (first === "clock") return `${kind.clocks[id]?.word ?? id}${OF_CLOCK[more] ?? ""}`;
  if (first === "rated") return LEVELS.find(({ level }) => String(level) === id)?.label ?? `评价 ${id}`;
  return figure;
}

/** How a figure is to be shown. */
export function sortOf(figure: string): Sort {
  if (figure === "on_time") return "share";
  return figure.startsWith("clock.") && figure.endsWith(".days") ? "days" : "count";
}
