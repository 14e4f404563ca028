import { proveNow, type MatterProof } from "#proof/log";
import { actWord } from "#content/kind";
import type { IssuedDocument } from "#matter/matter";
import type { MatterView } from "#matter/view";
import type { Recorded } from "#drawing/paper";
import type { Ctx } from "#kernel/ctx";
import { traceAddress } from "./public-address.ts";

/**
 * The proof that a receipt carries: the acts of its matter up to the hand-in that it confirms are in the city's log. The same whenever it is made, so
 * that both formats of a receipt say the same.
 * @throws Refusal UNAVAILABLE (503) when the log does not take them within some seconds.
 */
export function receiptProof(ctx: Ctx, { matter, acts, blueprint }: MatterView, { issuedAt }: IssuedDocument): Promise<MatterProof> {
  const before = acts.filter(({ at }) => at <= issuedAt);
  const last = before.findLastIndex(({ kind }) => kind === "submitted");
  const proven = before.slice(0, last + 1).map(({ seq, at, kind }) => ({ seq, at, act: actWord(blueprint.kind, kind) }));
  return proveNow(ctx, { matterId: matter.matterId, number: matter.number ?? "" }, proven);
}

/** The proof as the file that travels inside. */
export function proofFile(proof: MatterProof): { name: string; content: Buffer } {
  return { name: "办件凭证.json", content: Buffer.from(`${JSON.stringify(proof, null, 1)}\n`) };
}

/** The same as the line on the paper. */
export function recordedIn(ctx: Ctx, { acts, checkpoint }: MatterProof): Recorded {
  return { number: acts.at(-1)!.index, root: checkpoint.root, size: checkpoint.size, url: traceAddress(ctx) };
}
