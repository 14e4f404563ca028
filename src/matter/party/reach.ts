import { covers, forKind, isOrStandsFor, mayAt, organisationNow, roleGrants } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";
import { getMatter, listTasks, type Matter, type Task } from "#matter/matter";
import { followsAs } from "./parties.ts";
import { onlyOwner } from "./party.ts";

/** Whether staff may see a matter, or anything of it: it was submitted, and it lies within their reading reach, a task of it is or was their unit's, in their area, or was given to them. */
export async function mayRead(ctx: Ctx, matter: Matter, tasks: Task[]): Promise<boolean> {
  // What was never submitted is its owner's alone.
  if (matter.submittedAt === null) return false;
  const organisation = await organisationNow(ctx);
  const actor = forKind(ctx.actor, matter.kind);
  // 工作秘密 is for nobody but who works on it.
  const secret = matter.confidentiality === "work-secret";
  if (!secret && mayAt(organisation, actor, "matter.read", { unit: matter.unit, area: matter.area })) return true;
  if (ctx.actor.kind === "staff" && tasks.some(({ assignee }) => assignee !== null && isOrStandsFor(ctx.actor, assignee))) return true;
  const reading = (actor.duties ?? []).filter((duty) => roleGrants(duty, "matter.read"));
  return reading.some((duty) =>
    tasks.some(({ unit, area, role }) => unit !== null && (!secret || role === duty.role) && covers(organisation, { ...duty, scope: "unit" }, { unit, area })),
  );
}

/** Refuses staff who may not see a matter: who may not view may not unmask either. */
export async function onlyReader(ctx: Ctx, matter: Matter, tasks: Task[]): Promise<void> {
  if (!(await mayRead(ctx, matter, tasks))) throw forbidden("这件事不在您的职责范围内。");
}

/** Whether staff may see one of these matters. */
export async function seesOneOf(ctx: Ctx, matterIds: readonly string[]): Promise<boolean> {
  for (const matterId of matterIds) {
    const { matter } = await getMatter(ctx, matterId);
    if (await mayRead(ctx, matter, await listTasks(ctx, matterId))) return true;
  }
  return false;
}

/** Refuses whoever may not see a matter now, without looking at it: 403 as the view itself would say. */
export async function mustSee(ctx: Ctx, matterId: string): Promise<void> {
  const { matter } = await getMatter(ctx, matterId);
  if (ctx.actor.kind !== "staff") return (await followsAs(ctx, matterId)) ? undefined : onlyOwner(ctx, matter);
  await onlyReader(ctx, matter, await listTasks(ctx, matterId));
}
