import { listHolders, organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";

/** Tasks that wait for a role at a unit, in an area. */
export interface WaitingAt {
  role: string;
  area: string;
  count: number;
}

/** What waits at a unit and below it, by role and area. */
export async function waitingAt(ctx: Ctx, unit: string): Promise<WaitingAt[]> {
  const units = (await organisationNow(ctx)).unitsBelow(unit);
  return ctx.db.query<WaitingAt>(
    `select role, area, count(*)::int as count from matter.tasks
     where unit = any ($1) and role is not null and done_at is null and cancelled_at is null group by role, area order by role, area`,
    [units],
  );
}

/** Of what waits at a unit, that which nobody at another may take: nobody there has the role in that area. Nothing where there is no such other. */
export async function strandedBy(ctx: Ctx, unit: string, heir: string): Promise<WaitingAt[]> {
  if (!(await organisationNow(ctx)).units.has(heir)) return [];
  const waiting = await waitingAt(ctx, unit);
  const held = await Promise.all(waiting.map(({ role, area }) => listHolders(ctx, role, { unit: heir, area })));
  return waiting.filter((_, i) => held[i]!.length === 0);
}
