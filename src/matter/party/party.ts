import { actsIn } from "#people/identity";
import type { Actor, Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";
import { NOBODY, type OwnerDetails, type Matter } from "#matter/matter";

/** Who the actor applies for: the organisation of the agency in force, else themselves. */
export function partyOf(actor: Actor): { kind: "person" | "organisation"; id: string } {
  return actor.onBehalf ? { kind: "organisation", id: actor.onBehalf.organisationId } : { kind: "person", id: actor.id };
}

/** The account under which somebody does something; of whoever has none, nobody's. */
export function accountOf({ kind, id }: Actor): string {
  return kind === "anonymous" || kind === "system" ? NOBODY : id;
}

/** Whether the actor is the owner of a matter, now: an agent whose agency ended, or does not name its item, is not. */
export function isOwner(actor: Actor, matter: Pick<Matter, "owner" | "itemId">): boolean {
  return actor.kind === "person" && partyOf(actor).id === matter.owner.id && actsIn(actor, matter.itemId);
}

/** Refuses anybody but the owner; tells an agent who forgot to switch what to do. */
export function onlyOwner(ctx: Ctx, matter: Matter): void {
  if (isOwner(ctx.actor, matter)) return;
  if (ctx.actor.kind === "person" && matter.agentId === ctx.actor.id) throw forbidden(`这件事是替${matter.owner.label}办的，请先切换到以该单位的名义办事。`);
  if (ctx.actor.kind === "person" && partyOf(ctx.actor).id === matter.owner.id)
    throw forbidden("您得到的授权不包括这件事的事项。请找法定代表人办理，或者请他在授权里加上这个事项。");
  throw forbidden("这件事不是您的。");
}

/** Opens the owner's details. */
export function ownerDetails(ctx: Ctx, matter: Matter): OwnerDetails {
  return JSON.parse(ctx.personal.decrypt(matter.encryptedOwner)) as OwnerDetails;
}
