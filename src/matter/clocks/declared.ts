import type { Calendar } from "#kernel/clock";

/** What happens so long before or after a clock is due. */
export interface ClockMark {
  /** -P2WD, P0D, +P1WD. */
  at: string;
  light?: "yellow" | "red";
  /** Whom it is told: a role, the holder of the task, the supervisor. */
  tells?: string | readonly string[];
  /** The item of a matter that begins then. */
  begins?: string;
}

/** A clock as the kind of a matter declares it. */
export interface ClockKind {
  id: string;
  word: string;
  basis?: string;
  /** "P20WD"; an item may say its own. */
  within: string;
  /** Whether parties see it. */
  shown: boolean;
  extends?: { most: string; times: number; by: string };
  /** None: yellow when it is near, red when it is due. */
  marks: readonly ClockMark[];
}

/** A way to pause, as the kind of a matter declares it. */
export interface StopKind {
  id: string;
  word: string;
  basis?: string;
  by: "works" | "direct" | "flow";
  /** Which clocks stand. */
  clocks: "all" | "none" | readonly string[];
  /** Whether tasks may be done meanwhile. */
  works: boolean;
  asks?: readonly string[];
  most?: string;
  times?: number;
  paper?: string;
}

/** The clocks and stops of a kind; the first clock is the main one. */
export interface Declared {
  clocks: readonly ClockKind[];
  stops: readonly StopKind[];
}

/** What movers go by: what is declared, the calendar, and the instant of the act. */
export interface Timing extends Declared {
  calendar: Calendar;
  now: Date;
}

// 受理告知 (第三十二条第四项) is a timer of each flow until flows name their clocks.
export const APPLICATION_CLOCKS: readonly ClockKind[] = [
  { id: "promised", word: "承诺期限", within: "P20WD", shown: true, extends: { most: "P10WD", times: 1, by: "direct" }, marks: [] },
  { id: "statutory", word: "法定期限", basis: "第四十二条", within: "P20WD", shown: true, extends: { most: "P10WD", times: 1, by: "direct" }, marks: [] },
];

// 行政许可法 第四十五条: what of these takes does not count.
const procedure = (id: string, word: string): StopKind => ({
  id,
  word,
  basis: "行政许可法 第四十五条",
  by: "works",
  clocks: "all",
  works: false,
  asks: ["reason", "days"],
  paper: "special",
});

export const APPLICATION_STOPS: readonly StopKind[] = [
  { id: "supplement", word: "补正", by: "flow", clocks: "all", works: true },
  procedure("hearing", "听证"),
  procedure("tender", "招标"),
  procedure("auction", "拍卖"),
  procedure("inspection", "检验"),
  procedure("test", "检测"),
  procedure("quarantine", "检疫"),
  procedure("appraisal", "鉴定"),
  procedure("review", "专家评审"),
  { id: "hold", word: "挂起", by: "direct", clocks: "none", works: false, asks: ["reason"] },
];

/** What every matter of today is: an application. */
export const APPLICATION: Declared = { clocks: APPLICATION_CLOCKS, stops: APPLICATION_STOPS };

/** The declaration of a stop; throws where the kind has none of that name. */
export function stopKindOf({ stops }: Declared, id: string): StopKind {
  const kind = stops.find((each) => each.id === id);
  if (!kind) throw new Error(`no stop ${id} is declared`);
  return kind;
}

/** The declaration of a clock; throws where the kind has none of that name. */
export function clockKindOf({ clocks }: Declared, id: string): ClockKind {
  const kind = clocks.find((each) => each.id === id);
  if (!kind) throw new Error(`no clock ${id} is declared`);
  return kind;
}
