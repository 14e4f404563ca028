import type { Ctx } from "#kernel/ctx";
import { badInput, notFound } from "#values/errors";
import { consistencyPath, inclusionPath } from "#crypto/merkle";
import type { Checkpoint } from "./checkpoint.ts";
import type { Leaf } from "./leaf.ts";
import { findCheckpoint, findLatest, findLog, listCheckpoints, listKeys, listLeavesOf } from "./queries.ts";
import { checkpointShape, type CheckpointShape } from "./shapes.ts";
import { rootsOf } from "./subtree.ts";

/** The proof that acts of one matter are in the log: for who may see the matter, since it holds the salts of its leaves. */
export interface MatterProof {
  format: "yiwang-proof/1";
  /** 办件编号 */
  matter: string;
  matter_id: string;
  checkpoint: CheckpointShape;
  /** In the order of the chain; bytes as hex. */
  acts: { seq: number; act: string; at: string; link: string; salt: string; index: number; path: string[] }[];
}

/** What a proof says of an act beside its leaf. */
export interface ProvenAct {
  seq: number;
  at: Date;
  /** In the words its owner reads. */
  act: string;
}

/** The newest checkpoint. NotFound while the log is empty. */
export async function latestCheckpoint(ctx: Ctx): Promise<CheckpointShape> {
  const checkpoint = await findLatest(ctx);
  if (!checkpoint) throw notFound("检查点");
  return checkpointShape(checkpoint, await listKeys(ctx, checkpoint.logId));
}

/** The checkpoint of exactly a size. NotFound when there is none. */
export async function checkpointAt(ctx: Ctx, size: number): Promise<CheckpointShape> {
  const checkpoint = await findCheckpoint(ctx, size);
  if (!checkpoint) throw notFound("检查点");
  return checkpointShape(checkpoint, await listKeys(ctx, checkpoint.logId));
}

/** Hashes (hex) that prove the log of `older` leaves to be the beginning of that of `newer`. NotFound beyond the newest checkpoint. */
export async function proveConsistency(ctx: Ctx, older: number, newer: number): Promise<string[]> {
  if (older > newer) throw badInput("SIZES_REVERSED", "前一个大小不能比后一个大。");
  const latest = await findLatest(ctx);
  if (!latest || newer > latest.size) throw notFound("这个大小的日志");
  return (await rootsOf(ctx, latest, consistencyPath(older, newer))).map((hash) => hash.toString("hex"));
}

/** How many of a matter's acts the log has, under the newest checkpoint. */
export async function loggedActs(ctx: Ctx, matterId: string): Promise<number> {
  const latest = await findLatest(ctx);
  if (!latest) return 0;
  return (await listLeavesOf(ctx, latest.logId, "act", [matterId])).filter(({ index }) => index < latest.size).length;
}

async function proofUnder(
  ctx: Ctx,
  checkpoint: Checkpoint,
  leaves: Leaf[],
  matter: { matterId: string; number: string },
  acts: readonly ProvenAct[],
): Promise<MatterProof> {
  const paths = leaves.map(({ index }) => inclusionPath(index, checkpoint.size));
  const roots = await rootsOf(ctx, checkpoint, paths.flat());
  let taken = 0;
  return {
    format: "yiwang-proof/1",
    matter: matter.number,
    matter_id: matter.matterId,
    checkpoint: checkpointShape(checkpoint, await listKeys(ctx, checkpoint.logId)),
    acts: leaves.flatMap(({ seq, link, salt, index }, i) => {
      const path = roots.slice(taken, (taken += paths[i]!.length)).map((hash) => hash.toString("hex"));
      const known = acts.find((act) => act.seq === seq);
      return known ? [{ seq, act: known.act, at: known.at.toISOString(), link: link.toString("hex"), salt: salt.toString("hex"), index, path }] : [];
    }),
  };
}

/** Proves that the acts of a matter are in the log under its newest checkpoint; those not there yet are left out. The caller has asked who may have it. */
export async function proveMatter(ctx: Ctx, matter: { matterId: string; number: string }, acts: ProvenAct[]): Promise<MatterProof> {
  const latest = await findLatest(ctx);
  if (!latest) throw notFound("凭证");
  const leaves = (await listLeavesOf(ctx, latest.logId, "act", [matter.matterId])).filter(({ index }) => index < latest.size);
  return proofUnder(ctx, latest, leaves, matter, acts);
}

/**
 * Proves that some acts of a matter are in the log under the first checkpoint that has them all, so that the proof is the same whenever it is made.
 * Undefined while one of them is not there yet. The caller has asked who may have it.
 */
export async function proveFirst(ctx: Ctx, matter: { matterId: string; number: string }, acts: readonly ProvenAct[]): Promise<MatterProof | undefined> {
  const log = await findLog(ctx);
  if (!log) return undefined;
  const leaves = (await listLeavesOf(ctx, log.logId, "act", [matter.matterId])).filter(({ seq }) => acts.some((act) => act.seq === seq));
  const [checkpoint] = await listCheckpoints(ctx, log.logId, Math.max(0, ...leaves.map(({ index }) => index)), 1);
  return leaves.length === acts.length && checkpoint ? proofUnder(ctx, checkpoint, leaves, matter, acts) : undefined;
}
