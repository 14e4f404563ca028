import type { Kind } from "#content/kind";
import type { Answers, Form } from "#content/form";
import { codesScope } from "#content/scope";
import { worded, valueOf } from "#matter/act";
import { shownPoint } from "#matter/location";
import type { Organisation } from "#people/duty";
import { metresBetween } from "#place/point";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import type { Group, Seen } from "./counted.ts";
import { spanOf, valueAt, type Rule } from "./rule.ts";

const DAY = 86_400_000;

/** An area by the names from its district down; the city's own name. */
export function areaWords({ areas }: Organisation, code: string): string {
  const area = areas.get(code);
  if (!area) return "";
  const above = area.parent === null ? undefined : areas.get(area.parent);
  return (above && above.parent !== null ? areaWords({ areas } as Organisation, above.area) : "") + area.name;
}

/** 2026-12 as 12月. */
export function monthWords(month: string): string {
  return `${Number(month.slice(5))}月`;
}

const ADDRESS = "select form -> $2 ->> 'address' as address from matter.matters where matter_id = $1";

/** The member whose place may be told and lies in the middle of them: nobody's who asked not to be known. */
function teller({ anchor, members }: Pick<Group, "anchor" | "members">): Seen | undefined {
  const open = members.filter(({ seen, point }) => point && !seen.secret);
  return anchor && open.toSorted((a, b) => metresBetween(anchor, a.point!) - metresBetween(anchor, b.point!))[0];
}

/** Where a group lies, as what is begun says it: around an address, or an area; the point of those who asked not to be known is rounded. */
async function placeOf(ctx: Ctx, { kind }: Rule, group: Pick<Group, "anchor" | "members">, organisation: Organisation): Promise<Record<string, unknown>> {
  const { anchor, members } = group;
  const area = members.at(-1)!.seen.said.area;
  const known = organisation.areas.has(area) && { area };
  const named = areaWords(organisation, area) || "本市";
  if (!anchor) return { address: named, ...known };
  const told = teller(group);
  const address = told && kind.place !== undefined && (await first<{ address: string | null }>(ctx.db, ADDRESS, [told.id, kind.place]))?.address;
  return {
    address: address ? `${address}一带` : named,
    point: told ? told.point : shownPoint(anchor, true),
    ...(told ? { area: told.seen.said.area } : known),
  };
}

/** What formulas of a rule's answers see: how many there are, since when, and what all of them have in common. */
function scopeOf(rule: Rule, { key: _key, members, season }: Begins, organisation: Organisation): Record<string, unknown> {
  const { watch, kind } = rule;
  const { said } = members.at(-1)!.seen;
  const shared = watch.same.flatMap((path) => (path.startsWith("form.") ? [[path.slice(5), valueAt(path, said)] as const] : []));
  const { codes } = kind;
  return {
    count: members.length,
    days: watch.within === undefined ? null : spanOf(watch.within) / DAY,
    month: season === undefined ? "" : monthWords(season),
    since: dayOf(new Date(members[0]!.at)),
    until: dayOf(new Date(members.at(-1)!.at)),
    area: areaWords(organisation, said.area),
    watch: { name: watch.name, basis: watch.basis },
    form: Object.fromEntries(shared),
    ...codesScope({ ...(codes && { codes }) }),
  };
}

/** A group for which something is begun; `season`: the month that is prepared for. */
export interface Begins extends Pick<Group, "key" | "members" | "anchor"> {
  season?: string;
}

/** What the form of what is begun is answered: by the rule, by what the group has in common under the same name, and where it lies. */
export async function answersFor(
  ctx: Ctx,
  rule: Rule,
  group: Begins,
  { kind, form, organisation }: { kind: Kind; form: Form; organisation: Organisation },
): Promise<Answers> {
  const scope = scopeOf(rule, group, organisation);
  const written = Object.entries(rule.watch.answers).map(([name, text]) => [name, text.startsWith("=") ? valueOf(text, scope) : worded(text, scope)] as const);
  const shared = Object.entries(scope["form"] as Answers).filter(([name]) => form.fields.has(name));
  const place = kind.place === undefined ? [] : [[kind.place, await placeOf(ctx, rule, group, organisation)] as const];
  return Object.fromEntries([...shared, ...place, ...written]);
}
