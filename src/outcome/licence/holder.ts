import { actsIn, findOrganisationByUscc, findPersonByIdNumber } from "#people/identity";
import type { Actor, Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";
import type { Licence } from "./licence.ts";

/** Whose account a licence belongs to, so that they read who looked at it; undefined when its holder has none here. */
export async function holderIdOf(ctx: Ctx, { holder: { kind, number } }: Pick<Licence, "holder">): Promise<string | undefined> {
  return kind === "person" ? (await findPersonByIdNumber(ctx, number))?.personId : (await findOrganisationByUscc(ctx, number))?.organisationId;
}

/** Whether the actor is a holder with this id, or acts for it under an agency in force. Pure. */
export function actsAs({ kind, id, onBehalf }: Actor, holderId: string | undefined): boolean {
  return kind === "person" && holderId !== undefined && (onBehalf?.organisationId ?? id) === holderId;
}

/**
 * Refuses anybody but the holder and who acts for the holder in the item that the licence came of. A licence that came of no item here is for who
 * acts in everything.
 */
export async function mustHold(ctx: Ctx, licence: Pick<Licence, "holder" | "itemId">): Promise<void> {
  if (!actsAs(ctx.actor, await holderIdOf(ctx, licence))) throw forbidden("这不是您的证照。替单位办事的，请先切换到该单位。");
  if (!actsIn(ctx.actor, licence.itemId)) throw forbidden("您只受托代办这个单位的部分事项，这本证照不在其中。请找法定代表人办理。");
}
