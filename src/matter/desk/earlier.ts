import { stateOf } from "#content/kind";
import { guardedRoles } from "#matter/view";
import { blueprintOf, getMatter, isClosed } from "#matter/matter";
import { mayRead } from "#matter/party";
import { dayOf, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";

/** A matter of whoever telephones, as it may be said before anybody has opened it: nothing of what it says. */
export interface Earlier {
  matterId: string;
  kind: string;
  item: string;
  state: string;
  closed: boolean;
  day: Day;
}

/** What was brought up from a number: those that may be shown, and how many are kept under guard. */
export interface EarlierMatters {
  shown: Earlier[];
  guarded: number;
}

const BY_PHONE = `
  select distinct m.matter_id as "matterId", p.role, m.submitted_at from matter.parties p join matter.matters m using (matter_id)
  where p.phone_index = $1 and p.until is null and m.submitted_at is not null order by m.submitted_at desc limit 30`;

/**
 * What was brought up from a number before, the newest first. A number is not a person: what is under guard is counted and not named, its number and code
 * open it. What the actor may not read is not told of.
 */
export async function earlierFrom(ctx: Ctx, numberIndex: string | null): Promise<EarlierMatters> {
  const found: EarlierMatters = { shown: [], guarded: 0 };
  if (numberIndex === null) return found;
  for (const { matterId, role } of await ctx.db.query<{ matterId: string; role: string }>(BY_PHONE, [numberIndex])) {
    const { matter } = await getMatter(ctx, matterId);
    if (!(await mayRead(ctx, matter, []))) continue;
    const blueprint = await blueprintOf(ctx, matter);
    if (guardedRoles(ctx, matter, blueprint).has(role)) found.guarded += 1;
    else
      found.shown.push({
        matterId,
        kind: blueprint.kind.name,
        item: matter.itemName,
        state: stateOf(blueprint.kind, matter.state).word,
        closed: isClosed(matter),
        day: dayOf(matter.submittedAt!),
      });
  }
  return found;
}
