import type { Ctx } from "#kernel/ctx";
import { findLatest, findLog, listKeys, listLeavesAt } from "./queries.ts";
import type { MatterProof } from "./proving.ts";
import { rootsOf } from "./subtree.ts";

/** Whether a proof that holds by itself is still borne out by the city's log. */
export type ProofStanding = { known: false } | { known: true; fault: string | undefined };

/**
 * Compares a proof (`readProof`, `proofFault` first) with the log as it is today: the key is the log's, its tree had that root at that size, and the leaves are
 * where the proof says. `known: false` when it is of another log.
 */
export async function standingOf(ctx: Ctx, { checkpoint, acts, matter_id: matterId }: MatterProof): Promise<ProofStanding> {
  const log = await findLog(ctx);
  if (log?.logId !== checkpoint.log) return { known: false };
  const fault = (says: string): ProofStanding => ({ known: true, fault: says });
  const key = (await listKeys(ctx, log.logId)).find(({ keyId }) => keyId === checkpoint.key.id);
  if (key?.publicKey.toString("hex") !== checkpoint.key.public_key) return fault("检查点不是本市日志的密钥签的。");
  const leaves = await listLeavesAt(
    ctx,
    log.logId,
    acts.map(({ index }) => index),
  );
  for (const { seq, index, link } of acts) {
    const leaf = leaves.find((each) => each.index === index);
    if (leaf?.subjectId !== matterId || leaf.seq !== seq || leaf.link.toString("hex") !== link)
      return fault(`第 ${seq} 条记录在本市现在的日志里找不到了，请打 12345 反映。`);
  }
  if (checkpoint.size > ((await findLatest(ctx))?.size ?? 0)) return fault("本市的日志比凭证里记的短，请打 12345 反映。");
  const [root] = await rootsOf(ctx, log, [{ start: 0, end: checkpoint.size }]);
  if (root?.toString("hex") !== checkpoint.root) return fault("本市现在的日志和凭证里的不一样，记录在那以后被改写过，请打 12345 反映。");
  return { known: true, fault: undefined };
}
