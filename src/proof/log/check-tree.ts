import type { Ctx } from "#kernel/ctx";
import { first, one } from "#kernel/db";
import { GrowingTree, treeHash, type Place } from "#crypto/merkle";
import { Misfit } from "#kernel/trace";
import { isSigned, type Checkpoint, type LogKey } from "./checkpoint.ts";
import { leafMisfit } from "./fault.ts";
import { leafHash, type Leaf } from "./leaf.ts";
import { listKeys, listLeaves, listNodes, type Log } from "./queries.ts";

const PAGE = 4096;

/** A root that a witness saw: at this size it was this one. */
export interface Seen {
  size: number;
  root: Buffer;
}

const NAMES: Record<Leaf["kind"], (leaf: Leaf) => string> = {
  act: ({ seq }) => `第 ${seq} 条办理记录`,
  look: ({ seq }) => `第 ${seq} 条查看记录`,
  digest: ({ subjectId }) => `摘要 ${subjectId} `,
};

const CHECKPOINT = 'select log_id as "logId", size, root, at, key_id as "keyId", signature from log.checkpoints where log_id = $1';

async function checkpointsWithin(ctx: Ctx, log: Log, from: number, to: number): Promise<Checkpoint[]> {
  const rows = await ctx.db.query<Omit<Checkpoint, "hash">>(`${CHECKPOINT} and size > $2 and size <= $3 order by size`, [log.logId, from, to]);
  return rows.map((row) => ({ ...row, hash: log.hash }));
}

function checkCheckpoint(checkpoint: Checkpoint, root: Buffer, keys: LogKey[]): void {
  const name = `大小为 ${checkpoint.size} 的检查点`;
  const key = keys.find(({ keyId }) => keyId === checkpoint.keyId);
  if (!key || !isSigned(checkpoint, key)) throw new Misfit("log.checkpoints", `${name}签名不对，内容被改动过，或者不是本市签的。`);
  if (!checkpoint.root.equals(root)) throw leafMisfit(`前 ${checkpoint.size} 片叶算出的树根，与签过名的检查点不一样。`);
}

async function checkNodes(ctx: Ctx, log: Log, made: (Place & { hash: Buffer })[]): Promise<void> {
  const kept = new Map((await listNodes(ctx, log.logId, made)).map((node) => [`${node.height}.${node.index}`, node.hash]));
  for (const { height, index, hash } of made) {
    const node = kept.get(`${height}.${index}`);
    const place = `第 ${index * 2 ** height} 到 ${(index + 1) * 2 ** height - 1} 片叶上面的节点（高 ${height}，第 ${index} 个）`;
    if (!node) throw new Misfit("log.nodes", `${place}不见了。`);
    if (!node.equals(hash)) throw new Misfit("log.nodes", `${place}与叶算出来的不一样。`);
  }
}

// Each batch that brought leaves has its checkpoint, each checkpoint its batch, and no batch is missing between.
async function checkBatches(ctx: Ctx, { logId }: Log): Promise<void> {
  const gone = await first<{ size: number }>(
    ctx.db,
    "select size from log.batches where log_id = $1 and size > 0 except select size from log.checkpoints where log_id = $1 order by 1 limit 1",
    [logId],
  );
  if (gone) throw new Misfit("log.checkpoints", `大小为 ${gone.size} 的检查点不见了。`);
  const added = await first<{ size: number }>(
    ctx.db,
    "select size from log.checkpoints where log_id = $1 except select size from log.batches where log_id = $1 order by 1 limit 1",
    [logId],
  );
  if (added) throw new Misfit("log.checkpoints", `大小为 ${added.size} 的检查点是多出来的，没有哪一批对得上。`);
  const lost = await first<{ number: number }>(
    ctx.db,
    "select b.number from (select number, row_number() over (order by number) as nth from log.batches where log_id = $1) b where b.number <> b.nth order by 1 limit 1",
    [logId],
  );
  if (lost) throw new Misfit("log.batches", `第 ${lost.number} 批前面缺了一批。`);
}

/**
 * Checks the log by itself: every leaf in its place and true to its columns, every kept node, every checkpoint and its signature, and the
 * roots that witnesses saw. Gives how many leaves and checkpoints there are. Throws the first `Misfit`.
 */
export async function checkTree(ctx: Ctx, log: Log, seen: Seen[]): Promise<{ leaves: number; checkpoints: number }> {
  const hash = treeHash(log.hash);
  const keys = await listKeys(ctx, log.logId);
  const tree = new GrowingTree(hash);
  const witnessed = Map.groupBy(seen, ({ size }) => size);
  let [checkpoints, nodes, signed] = [0, 0, 0];
  for (;;) {
    const leaves = await listLeaves(ctx, log.logId, tree.size, PAGE);
    const due = new Map((await checkpointsWithin(ctx, log, tree.size, tree.size + leaves.length)).map((each) => [each.size, each]));
    const made: (Place & { hash: Buffer })[] = [];
    for (const leaf of leaves) {
      if (leaf.index !== tree.size) throw leafMisfit(`第 ${tree.size} 片叶不见了。`);
      if (!leafHash(hash, leaf).equals(leaf.hash)) throw leafMisfit(`第 ${leaf.index} 片叶被改动过（${NAMES[leaf.kind](leaf)}的叶）。`);
      made.push(...tree.add(leaf.hash));
      const checkpoint = due.get(tree.size);
      if (checkpoint) {
        checkCheckpoint(checkpoint, tree.root(), keys);
        checkpoints += 1;
        signed = tree.size;
      }
      for (const { size, root } of witnessed.get(tree.size) ?? []) {
        if (!root.equals(tree.root())) throw leafMisfit(`前 ${size} 片叶与见证文件里记的不一样：日志在那以后被改写过。`);
      }
    }
    nodes += made.length;
    await checkNodes(ctx, log, made);
    if (leaves.length < PAGE) break;
  }
  await checkBatches(ctx, log);
  const beyond = await first<{ size: number }>(ctx.db, "select size from log.checkpoints where log_id = $1 and (size > $2 or size < 1) order by size limit 1", [
    log.logId,
    tree.size,
  ]);
  if (beyond) throw leafMisfit(`日志只有 ${tree.size} 片叶，检查点却签到了 ${beyond.size} 片：后面的叶不见了。`);
  if (signed !== tree.size) throw leafMisfit(`第 ${signed} 片叶是多出来的，不在任何检查点里。`);
  const longer = seen.find(({ size }) => size > tree.size || size < 1);
  if (longer) throw leafMisfit(`见证文件里的日志有 ${longer.size} 片叶，这里只有 ${tree.size} 片：后面的叶不见了。`);
  const { count } = await one<{ count: number }>(ctx.db, "select count(*) as count from log.nodes where log_id = $1", [log.logId]);
  if (count !== nodes) throw new Misfit("log.nodes", `应有 ${nodes} 个节点，却有 ${count} 个。`);
  return { leaves: tree.size, checkpoints };
}
