import type { Ctx } from "#kernel/ctx";
import type { Place } from "#crypto/merkle";
import type { Checkpoint } from "./checkpoint.ts";
import type { Leaf } from "./leaf.ts";
import type { Log, ReadTo } from "./queries.ts";

interface Batch {
  leaves: Leaf[];
  nodes: (Place & { hash: Buffer })[];
  checkpoint?: Checkpoint;
  batch: { number: number; size: number; readTo: ReadTo };
}

/** Writes a batch: leaves, the nodes that became whole, the checkpoint over them, and how far was read. */
export async function writeBatch(ctx: Ctx, { logId }: Log, { leaves, nodes, checkpoint, batch }: Batch): Promise<void> {
  const { db } = ctx;
  await Promise.all([
    db.query(
      `insert into log.leaves (log_id, index, kind, subject_id, seq, link, salt, hash)
       select $1, r.* from unnest($2::bigint[], $3::text[], $4::uuid[], $5::int[], $6::bytea[], $7::bytea[], $8::bytea[]) as r`,
      [
        logId,
        leaves.map(({ index }) => index),
        leaves.map(({ kind }) => kind),
        leaves.map(({ subjectId }) => subjectId),
        leaves.map(({ seq }) => seq),
        leaves.map(({ link }) => link),
        leaves.map(({ salt }) => salt),
        leaves.map(({ hash }) => hash),
      ],
    ),
    db.query("insert into log.nodes (log_id, height, index, hash) select $1, r.* from unnest($2::int[], $3::bigint[], $4::bytea[]) as r", [
      logId,
      nodes.map(({ height }) => height),
      nodes.map(({ index }) => index),
      nodes.map(({ hash }) => hash),
    ]),
    checkpoint &&
      db.query("insert into log.checkpoints (log_id, size, root, at, key_id, signature) values ($1, $2, $3, $4, $5, $6)", [
        logId,
        checkpoint.size,
        checkpoint.root,
        checkpoint.at,
        checkpoint.keyId,
        checkpoint.signature,
      ]),
    db.query("insert into log.batches (log_id, number, size, at, read_to) values ($1, $2, $3, $4, $5)", [
      logId,
      batch.number,
      batch.size,
      ctx.now,
      batch.readTo,
    ]),
  ]);
}
