import type { KindAct } from "#content/kind";
import { calendarNow, isDay } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { expression } from "#language/feel";
import { openDeferrals } from "./promises.ts";
import { factsScope, type Told } from "./scope.ts";

type Kept = Record<string, unknown>;

const isNothing = (value: unknown): boolean => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/**
 * What an act keeps, as its kind says: formulas over the facts as they are now that it has happened; `later` is what was promised for later and has not
 * come. What gives nothing is not kept. Nothing personal: it is read by many.
 */
export async function keptBy(ctx: Ctx, told: Told, { keeps }: KindAct): Promise<Kept> {
  const formulas = Object.entries(keeps);
  if (formulas.length === 0) return {};
  const promised = await openDeferrals(ctx, told.change.matter, told.blueprint);
  const scope = { ...factsScope(ctx, told), later: promised.map(({ name, due }) => ({ name, due })) };
  const values = formulas.map(([name, formula]) => [name, expression(formula)(scope)] as const);
  return Object.fromEntries(values.filter(([, value]) => !isNothing(value)));
}

/** Said on a paper as it is issued: a day of it lies in a year whose holidays have not been announced, and may move. */
export async function provisional(ctx: Ctx, kept: Kept): Promise<{ provisional?: true }> {
  const { isUncertain } = await calendarNow(ctx);
  const uncertain = (value: unknown): boolean => {
    if (typeof value === "string") return isDay(value) && isUncertain(value);
    return typeof value === "object" && value !== null && Object.values(value).some(uncertain);
  };
  return uncertain(kept) ? { provisional: true } : {};
}
