import { kindsNow, listItems } from "#content/catalogue";
import { dayOf, type Day } from "#kernel/clock";
import { system, type Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { begin } from "./begin.ts";

const REPEATED = /^R\/P([1-9]\d{0,2})([YMWD])$/;
const DAY = 86_400_000;
/** A Monday: weeks, and days by sevens, begin with it. */
const MONDAY = Date.parse("1970-01-05T00:00:00Z");

/** The period of a repetition that a day lies in: R/P1Y, R/P3M, R/P1W, R/P7D. Of one year, month or day its name, else the number of it. Undefined for any other. */
export function periodOf(every: string, day: Day): string | undefined {
  const [, count, unit] = REPEATED.exec(every) ?? [];
  if (unit === undefined) return undefined;
  const many = Number(count);
  if (many === 1 && unit !== "W") return day.slice(0, { Y: 4, M: 7, D: 10 }[unit as "Y" | "M" | "D"]);
  const [year, month] = day.split("-").map(Number) as [number, number];
  const days = Math.floor((Date.parse(`${day}T00:00:00Z`) - MONDAY) / DAY);
  const passed = { Y: year, M: year * 12 + month - 1, W: Math.floor(days / 7), D: days }[unit as "Y" | "M" | "W" | "D"];
  return `${every} ${Math.floor(passed / many)}`;
}

/** Begins what kinds begin by the clock, once in each period, however often this runs. Gives how many began. */
export async function beginTimed(ctx: Ctx): Promise<number> {
  const acting = { ...ctx, actor: system("定时") };
  let begun = 0;
  for (const { kind } of (await kindsNow(ctx)).values()) {
    for (const [channel, { by, every }] of Object.entries(kind.channels)) {
      const period = by.includes("timer") && every !== undefined ? periodOf(every, dayOf(ctx.now)) : undefined;
      if (period === undefined) continue;
      for (const { itemId } of (await listItems(ctx)).filter((item) => item.kind === kind.id && !item.guideOnly)) {
        try {
          const { again } = await begin(acting, { item: itemId, channel, source: { system: `timer:${itemId}`, number: period } });
          if (!again) begun += 1;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          ctx.log.error({ err: error, itemId, period }, "a matter could not be begun by the clock");
        }
      }
    }
  }
  return begun;
}
