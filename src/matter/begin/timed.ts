import { kindsNow, listItems } from "#content/catalogue";
import { dayOf, type Day } from "#kernel/clock";
import { system, type Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { begin } from "./begin.ts";

/** The period of a repetition that a day lies in: its year, month or day; R/P1Y, R/P1M, R/P1D. Undefined for any other. */
export function periodOf(every: string, day: Day): string | undefined {
  const unit = /^R\/P1([YMD])$/.exec(every)?.[1];
  return unit === undefined ? undefined : day.slice(0, { Y: 4, M: 7, D: 10 }[unit as "Y" | "M" | "D"]);
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
