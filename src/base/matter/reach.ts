import { covers, isOrStandsFor, mayAt, organisationNow, roleGrants } from "#base/duty";
import type { Ctx } from "#kernel/ctx";
import type { Matter, Task } from "./matter.ts";

/** Whether staff may see a matter, or anything of it: it was submitted, and it lies within their reading reach, a task of it is or was their unit's, in their area, or was given to them. */
export async function mayRead(ctx: Ctx, matter: Matter, tasks: Task[]): Promise<boolean> {
  // What was never submitted is its owner's alone.
  if (matter.submittedAt === null) return false;
  const organisation = await organisationNow(ctx);
  if (mayAt(organisation, ctx.actor, "matter.read", { unit: matter.unit, area: matter.area })) return true;
  if (ctx.actor.kind === "staff" && tasks.some(({ assignee }) => assignee !== null && isOrStandsFor(ctx.actor, assignee))) return true;
  const reading = (ctx.actor.duties ?? []).filter(({ role }) => roleGrants(role, "matter.read"));
  return reading.some((duty) => tasks.some(({ unit, area }) => unit !== null && covers(organisation, { ...duty, scope: "unit" }, { unit, area })));
}
