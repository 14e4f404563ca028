import { PROVING } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { actOn, addDocument, listActs, record } from "#matter/matter";
import { conflict, forbidden } from "#values/errors";
import { viewFollowed } from "#matter/view";
import { ownIn } from "./opening.ts";
import { agreementWords } from "./receipt.ts";
import { deliveriesOf, hasAgreed, type DeliveryStanding } from "./standing.ts";
import { waysNow } from "./ways.ts";

/** What a party may say of being delivered to by opening: which way it is, and whether they agreed. Undefined where nothing is delivered so. */
export interface Asked {
  party: DeliveryStanding["to"][number];
  way: string;
  basis: string;
  agreed: boolean;
}

/** Whether the actor is asked to agree that papers of a matter are delivered as they open them: where they are a party to whom one goes with proof. */
export async function agreementAsked(ctx: Ctx, view: Awaited<ReturnType<typeof viewFollowed>>): Promise<Asked | undefined> {
  const way = (await waysNow(ctx)).find(({ opening, agreed }) => opening && agreed);
  if (!way) return undefined;
  const own = (await deliveriesOf(ctx, view)).flatMap((standing) => ownIn(ctx, standing, view) ?? []);
  const [party] = own;
  return party && { party, way: way.label, basis: way.basis, agreed: party.agreed };
}

/**
 * 同意电子送达: a party agrees that papers of a matter are delivered to them as they open them, or ends that; on record, and with a paper that says what they
 * agreed to (行政处罚法 第六十一条 asks for one). What was delivered stays so.
 */
export async function agreeToDelivery(ctx: Ctx, matterId: string, agrees: boolean): Promise<void> {
  const view = await viewFollowed(ctx, matterId);
  const asked = await agreementAsked(ctx, view);
  if (!asked) throw forbidden("这件事没有要送给您的文书。");
  const way = (await waysNow(ctx)).find(({ label }) => label === asked.way)!;
  const { partyNo, role, name } = asked.party;
  await actOn(ctx, matterId, async (inner, { change, matter }) => {
    if (hasAgreed(await listActs(inner, matterId), partyNo) === agrees)
      throw conflict("AGREED", agrees ? "您已经同意电子送达。" : "您现在没有同意电子送达，不用再取消。");
    const data = { party: partyNo, role };
    if (!agrees) return record(inner, change, "delivery-ended", data);
    const words = agreementWords(name, way, "“我的事项”里这件事的“文书”");
    const { documentId } = addDocument(change, PROVING.agreement, `${matter.number}-确认${change.matter.acts + 1}`, { ...words, role, layout: "letter" });
    record(inner, change, "delivery-agreed", { ...data, receipt: documentId });
  });
}
