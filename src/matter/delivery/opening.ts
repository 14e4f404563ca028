import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { actOn, listActs, type IssuedDocument } from "#matter/matter";
import { partyOf } from "#matter/party";
import type { FollowedView } from "#matter/view";
import { recordDelivery } from "./record.ts";
import { deliveriesOf, type DeliveryStanding } from "./standing.ts";
import { waysNow } from "./ways.ts";

type Own = DeliveryStanding["to"][number];

/** As whom of those to whom a document goes the actor opens it: by their account, else, of a matter of their own, as whose it is. */
export function ownIn(ctx: Ctx, { to }: DeliveryStanding, { roles, own }: Pick<FollowedView, "roles" | "own">): Own | undefined {
  if (ctx.actor.kind !== "person") return undefined;
  const { id } = partyOf(ctx.actor);
  return to.find(({ ref, role }) => ref === id && (role === null ? own : roles.includes(role)));
}

/**
 * A party has opened a paper under their account: where they agreed to be delivered to so, it is delivered today, with a receipt (民事诉讼法 第九十条).
 * Nothing where they did not, or where it is delivered already.
 */
export async function openedBy(ctx: Ctx, view: FollowedView, document: IssuedDocument): Promise<void> {
  const [standing] = await deliveriesOf(ctx, view, [document]);
  const own = standing && ownIn(ctx, standing, view);
  const way = own && (await waysNow(ctx)).find(({ opening }) => opening);
  if (!own || !way || own.delivered || (way.agreed && !own.agreed)) return;
  await actOn(ctx, view.matter.matterId, async (inner, occasion) => {
    const [now] = await deliveriesOf(inner, { ...occasion, acts: await listActs(inner, view.matter.matterId) }, [document]);
    // Opened twice at once it is delivered once.
    if (now?.to.some(({ partyNo, delivered }) => partyNo === own.partyNo && delivered)) return;
    const { actor } = inner;
    await recordDelivery(inner, occasion, document, own.partyNo, way, {
      on: dayOf(inner.now),
      by: "本平台",
      answers: { receiver: actor.name, relation: actor.onBehalf ? "经办人" : "本人", place: "当事人的账号，登录后打开" },
      files: [],
    });
  });
}
