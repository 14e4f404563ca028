import { EVERY_PARTY, isTold, PROVING } from "#content/kind";
import { listDocuments, type IssuedDocument } from "#matter/matter";
import type { FollowedView } from "./view.ts";
import type { Ctx } from "#kernel/ctx";

/**
 * The papers of a matter that its reader may have. One that goes to a party is that party's; one to units is nobody's here; one that goes to all or to no one in particular
 * is for whoever reads of the act that it comes of, or, where no act of the kind brings it, for whose matter it is.
 */
export async function papersFor(ctx: Ctx, { matter, blueprint, roles, own }: FollowedView): Promise<IssuedDocument[]> {
  const { kind, papers } = blueprint;
  const acts = Object.entries(kind.acts);
  return (await listDocuments(ctx, matter.matterId)).filter(({ kind: paper, data }) => {
    // What proves a delivery is theirs to whom it was delivered.
    if (paper === PROVING.receipt || paper === PROVING.agreement) return data["role"] === null ? own : roles.includes(String(data["role"]));
    const to = papers.find(({ id }) => id === paper)?.to;
    if (to !== undefined && to !== EVERY_PARTY) return roles.includes(to);
    const bringing = acts.filter(([, act]) => act.paper === paper);
    return bringing.length === 0 ? own : bringing.some(([act]) => isTold(kind, act, roles));
  });
}
