import { indicatorsNow, kindsNow, listItems, rolesNow } from "#content/catalogue";
import { INDICATED_BY, type IndicatedBy, type Indicator, type Kind } from "#content/kind";
import { indicatorFigures, type IndicatorRow, type Share } from "#matter/indicator";
import { organisationNow } from "#people/duty";
import { addDays, dayOf, startOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming } from "#kernel/http";
import { badInput } from "#values/errors";
import { watches } from "../board/board.tsx";
import { periodOf, type Chosen } from "../board/period.tsx";
import { chosen } from "../typed.ts";

/** How many days of a period have to have passed before it is the one that is shown first: of a month that began yesterday nothing can be said. */
const BEGUN: Readonly<Record<string, number>> = { day: 1, week: 7, month: 7, quarter: 7, year: 7 };

/** What figures are asked for: of which kind, by what, of when. */
export interface Asked {
  kind: Kind;
  kinds: Kind[];
  indicators: Indicator[];
  /** Words of the posts whose steps indicators count. */
  posts: Map<string, string>;
  by: IndicatedBy;
  period: Chosen;
  before: { from: Date; until: Date };
}

export const BY_WORDS: Readonly<Record<IndicatedBy, string>> = { unit: "承办单位", item: "事项", area: "街道" };

/** Reads the address; undefined where no kind that the actor watches over has indicators. Refuses figures of persons. */
export async function asked({ query }: Pick<Incoming, "query">, ctx: Ctx): Promise<Asked | undefined> {
  const by = chosen(query, "by") ?? "unit";
  if (!INDICATED_BY.includes(by as IndicatedBy)) throw badInput("FIGURES_BY", "指标按承办单位、事项、街道看，不按人算，也不排名。请换一种看法。");
  const all = await indicatorsNow(ctx);
  const kinds = [...(await kindsNow(ctx)).values()].flatMap(({ kind }) => (all.some(({ of }) => of === kind.id) && watches(ctx.actor, kind.id) ? [kind] : []));
  const kind = kinds.find(({ id }) => id === chosen(query, "kind")) ?? kinds[0];
  if (!kind) return undefined;
  const name = periodOf(query, ctx.now).name;
  const at = chosen(query, "at") ?? addDays(dayOf(ctx.now), -(BEGUN[name] ?? 0));
  const period = periodOf({ ...query, at }, ctx.now);
  return {
    kind,
    kinds,
    indicators: all.filter(({ of }) => of === kind.id),
    posts: new Map([...(await rolesNow(ctx))].map(([role, { word }]) => [role, word])),
    by: by as IndicatedBy,
    period,
    before: { from: startOf(period.previous), until: period.from },
  };
}

/** A row of figures with its name, and what it was in the period before. */
export interface NamedRow extends IndicatorRow {
  name: string;
  before: Record<string, Share>;
}

/** The names of units, items and streets in the order in which the city has them. */
async function namesOf(ctx: Ctx, by: IndicatedBy): Promise<Map<string, string>> {
  if (by === "item") return new Map((await listItems(ctx)).map(({ itemId, name }) => [itemId, name]));
  const { units, areas } = await organisationNow(ctx);
  return by === "unit"
    ? new Map([...units.values()].map(({ unit, shortName }) => [unit, shortName]))
    : new Map([...areas.values()].map(({ area, name }) => [area, name]));
}

/** The figures of everything together, and row by row in the order of the city: never in that of their values. What is not over yet is not compared. */
export async function figuresAsked(ctx: Ctx, { kind, indicators, by, period, before }: Asked): Promise<{ all: NamedRow | undefined; rows: NamedRow[] }> {
  const [now, then, names] = await Promise.all([
    indicatorFigures(ctx, kind, indicators, by, period),
    period.until > ctx.now ? [] : indicatorFigures(ctx, kind, indicators, by, before),
    namesOf(ctx, by),
  ]);
  const earlier = new Map(then.map(({ key, shares }) => [key, shares]));
  const named = now.map((row): NamedRow => ({ ...row, name: names.get(row.key) ?? (row.key || "全部"), before: earlier.get(row.key) ?? {} }));
  const order = [...names.keys()];
  const place = ({ key }: NamedRow): number => (names.has(key) ? order.indexOf(key) : order.length);
  const counted = indicators.filter((indicator) => indicator.by?.includes(by) ?? true);
  const rows = named.filter(({ key, shares }) => key !== "" && counted.some(({ id }) => (shares[id]?.of ?? 0) > 0));
  return { all: named.find(({ key }) => key === ""), rows: rows.toSorted((one, other) => place(one) - place(other) || one.key.localeCompare(other.key)) };
}

/** A share in words: a dash where there is nothing that it could be of. */
export function shareText(share: Share | undefined): string {
  return share === undefined || share.of === 0 ? "—" : `${((share.met / share.of) * 100).toFixed(1)}%`;
}

/** By how many points a share is another than before; undefined where one of them is of nothing. */
export function changeText(share: Share | undefined, before: Share | undefined): string | undefined {
  if (!share || !before || share.of === 0 || before.of === 0) return undefined;
  const points = Number(((share.met / share.of) * 100).toFixed(1)) - Number(((before.met / before.of) * 100).toFixed(1));
  return Math.abs(points) < 0.05 ? "±0" : `${points > 0 ? "+" : "−"}${Math.abs(points).toFixed(1)}`;
}
