import { areasOver, organisationNow } from "#people/duty";
import { port, type Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";
import type { Licence } from "./licence.ts";

/** Whether the actor may see one of these matters: the matters themselves are not known here. */
export type Citations = (ctx: Ctx, matterIds: readonly string[]) => Promise<boolean>;

/** Who knows the matters that licences came of and were handed in to. */
export const CITATIONS = port<Citations>("licence.citations");

const HANDED_IN = `
  select distinct matter_id as "matterId" from licence.annotated_copies where licence_id = $1 and matter_id is not null limit 100`;

/**
 * Refuses whoever has nothing to do with a licence: its face in full is for the body that issued it, and for who works on a matter that it came of or was
 * handed in to.
 */
export async function mustReachFace(ctx: Ctx, { licenceId, issuer, matterId }: Pick<Licence, "licenceId" | "issuer" | "matterId">): Promise<void> {
  if (ctx.actor.kind === "system") return;
  if (areasOver(await organisationNow(ctx), ctx.actor, "licence.read", issuer).length > 0) return;
  const handedIn = await ctx.db.query<{ matterId: string }>(HANDED_IN, [licenceId]);
  if (await ctx.ports.get(CITATIONS)(ctx, [...(matterId ? [matterId] : []), ...handedIn.map((each) => each.matterId)])) return;
  throw forbidden("这本证照不是您所在单位制发的，也没有用在您能看的事项里，不能看完整照面。请在办理页打开，或者请发证机关协助。");
}
