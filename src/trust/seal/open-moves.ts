import { isOrStandsFor, mayAt, organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { getSeal } from "./queries.ts";
import { mustReach } from "./reach.ts";
import { MOVES, type Seal, type SealMove, type SealState } from "./seal.ts";

/**
 * Whether the actor may not decide on a seal, because four eyes have to see it: who applied for it, who does the applicant's work while they are
 * away, for whom a deputy applied, and whose seal it is to be.
 */
export function appliedFor({ actor }: Pick<Ctx, "actor">, { steps, holderId }: Pick<Seal, "steps" | "holderId">): boolean {
  if (actor.kind !== "staff") return false;
  const [applied] = steps.filter(({ kind }) => kind === "applied");
  const askers = [applied?.actorId, applied?.insteadOf, holderId].filter((each) => typeof each === "string");
  return askers.some((each) => isOrStandsFor(actor, each));
}

/** What the actor may do with a seal now, in the order of its life. Expiry is nobody's act. */
export async function openMoves(ctx: Ctx, seal: Seal): Promise<SealMove[]> {
  const organisation = await organisationNow(ctx);
  const unit = organisation.units.get(seal.unit);
  if (!unit || !mayAt(organisation, ctx.actor, "seal.manage", { unit: unit.unit, area: unit.area })) return [];
  const decides = (move: SealMove): boolean => move === "approved" || move === "refused";
  return (Object.keys(MOVES) as SealMove[]).filter(
    (move) => move !== "expired" && (MOVES[move].from as readonly SealState[]).includes(seal.state) && !(decides(move) && appliedFor(ctx, seal)),
  );
}

/** The seal with an id, for who may read of its unit's seals. Forbidden to others, NotFound when there is none. */
export async function viewSeal(ctx: Ctx, sealId: string): Promise<Seal> {
  const seal = await getSeal(ctx, sealId);
  await mustReach(ctx, "seal.read", seal.unit);
  return seal;
}
