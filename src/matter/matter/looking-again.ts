import type { FlowState } from "#process/token";
import type { Ctx } from "#kernel/ctx";
import { standsStill } from "#matter/clocks";
import { advance, stepNames } from "./advance.ts";
import type { Occasion } from "./occasion.ts";

/**
 * Lets the flow of a running matter look at its conditions again, because what they read has changed beside it (a promised material came). While the
 * matter is set aside (挂起) or its clock stands (特别程序) nothing moves: the act that lets it go on looks again.
 */
export async function lookAgain(ctx: Ctx, { open, change, blueprint }: Occasion): Promise<void> {
  const { flow } = change.matter;
  if (standsStill(change.matter) || !(flow as FlowState | null)?.active.some(({ wait }) => wait === "condition")) return;
  await advance(ctx, change, blueprint, { type: "facts.changed" });
  change.matter.step = stepNames(open, change);
}
