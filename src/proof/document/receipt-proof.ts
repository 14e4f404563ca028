import { proveNow, type MatterProof } from "#proof/log";
import { actWord } from "#content/kind";
import type { IssuedDocument } from "#matter/matter";
import type { MatterView } from "#matter/view";
import type { Paper } from "#drawing/paper";
import type { Ctx } from "#kernel/ctx";
import { traceAddress } from "./public-address.ts";

/** Where the acts up to the hand-in stand in the public log, and where that can be checked. */
export interface Recorded {
  /** The number of the last of them in the log: its leaf. */
  number: number;
  /** Root of the log's tree that has them, hex, and its size. */
  root: string;
  size: number;
  /** The page that checks the proof. */
  url: string;
}

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
export function proofFile({ blueprint }: Pick<MatterView, "blueprint">, proof: MatterProof): { name: string; content: Buffer } {
  return { name: `${blueprint.kind.name}凭证.json`, content: Buffer.from(`${JSON.stringify(proof, null, 1)}\n`) };
}

/** The same as what the paper says of it. */
export function recordedIn(ctx: Ctx, { acts, checkpoint }: MatterProof): Recorded {
  return { number: acts.at(-1)!.index, root: checkpoint.root, size: checkpoint.size, url: traceAddress(ctx) };
}

/** The same at the foot of the paper, over the code that leads to the check. */
export function recordedWords({ number, size, root, url }: Recorded): NonNullable<Paper["check"]> {
  return { url, words: `收件记录已写进全市日志第 ${number} 号；凭证文件在本文件的附件里，可以核对`, more: [`日志大小 ${size}，树根 ${root}`] };
}
