import { findByNumber } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { firstGraphemes } from "#values/graphemes";
import { proofFault, readProof } from "./proof-check.ts";
import { standingOf } from "./proof-standing.ts";
import type { MatterProof } from "./proving.ts";

function readable(file: Buffer): MatterProof | undefined {
  try {
    return readProof(file.toString("utf8"));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/**
 * Whether the proof among some files of anybody fits by itself, and whether the city's log today still has what it proves (`holds` undefined: it is of another
 * log), in a sentence. Undefined where none of them is a proof. The server checks its own log here: who trusts it in nothing takes the proof to
 * /verify/trace.
 */
export async function proofAnswer(ctx: Ctx, files: readonly Buffer[]): Promise<{ holds: boolean | undefined; says: string } | undefined> {
  const proof = files.map(readable).find((each) => each !== undefined);
  if (!proof) return undefined;
  const fault = proofFault(proof);
  if (fault) return { holds: false, says: fault };
  const standing = await standingOf(ctx, proof);
  if (!standing.known) return { holds: undefined, says: "凭证是另一个日志的，这里不能核对。" };
  if (standing.fault) return { holds: false, says: standing.fault };
  // The number is for people alone and no part of what is hashed: a false one would be read as the city's word.
  if ((await findByNumber(ctx, proof.matter))?.matterId !== proof.matter_id) return { holds: false, says: "凭证里写的编号不是这件事的编号，凭证被改动过。" };
  const last = proof.acts.at(-1)!;
  return { holds: true, says: `凭证对得上：事项 ${firstGraphemes(proof.matter, 60)} 的记录写在全市日志第 ${last.index} 号，今天还在，没有人改过。` };
}
