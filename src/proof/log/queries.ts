import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import type { HashName, Place } from "#crypto/merkle";
import type { Link, Mark } from "#kernel/trace";
import type { Checkpoint, LogKey } from "./checkpoint.ts";
import type { Leaf, LeafKind } from "./leaf.ts";

/** The log of a city. */
export interface Log {
  logId: string;
  hash: HashName;
}

/** Where a batch stopped reading. */
export interface ReadTo {
  act: Mark;
  look: Mark;
  /** Digests were taken of all that transactions below this one wrote. */
  digest: number;
}

const CHECKPOINT = `select c.log_id as "logId", l.hash, c.size, c.root, c.at, c.key_id as "keyId", c.signature from log.checkpoints c join log.logs l using (log_id)`;

export function findLog(ctx: Ctx): Promise<Log | undefined> {
  return first<Log>(ctx.db, 'select log_id as "logId", hash from log.logs order by made_at, log_id limit 1');
}

export function listKeys(ctx: Ctx, logId: string): Promise<LogKey[]> {
  return ctx.db.query<LogKey>('select key_id as "keyId", algorithm, public_key as "publicKey" from log.keys where log_id = $1 order by since', [logId]);
}

export function lastBatch(ctx: Ctx, logId: string): Promise<{ number: number; size: number; readTo: ReadTo } | undefined> {
  return first(ctx.db, 'select number, size, read_to as "readTo" from log.batches where log_id = $1 order by number desc limit 1', [logId]);
}

/** The newest checkpoint, or undefined while the log is empty. */
export function findLatest(ctx: Ctx): Promise<Checkpoint | undefined> {
  return first<Checkpoint>(ctx.db, `${CHECKPOINT} order by l.made_at, c.log_id, c.size desc limit 1`);
}

/** The checkpoint of exactly this size. */
export function findCheckpoint(ctx: Ctx, size: number): Promise<Checkpoint | undefined> {
  return first<Checkpoint>(ctx.db, `${CHECKPOINT} where c.size = $1 order by l.made_at, c.log_id limit 1`, [size]);
}

/** Checkpoints after a size, smaller first. */
export function listCheckpoints(ctx: Ctx, logId: string, after: number, limit: number): Promise<Checkpoint[]> {
  return ctx.db.query<Checkpoint>(`${CHECKPOINT} where c.log_id = $1 and c.size > $2 order by c.size limit $3`, [logId, after, limit]);
}

const LEAF = 'select index, kind, subject_id as "subjectId", seq, link, salt, hash from log.leaves where log_id = $1';

/** Leaves from an index on. */
export function listLeaves(ctx: Ctx, logId: string, from: number, limit: number): Promise<Leaf[]> {
  return ctx.db.query<Leaf>(`${LEAF} and index >= $2 order by index limit $3`, [logId, from, limit]);
}

/** Leaves of some chains, by chain and place in it. */
export function listLeavesOf(ctx: Ctx, logId: string, kind: LeafKind, subjects: string[]): Promise<Leaf[]> {
  return ctx.db.query<Leaf>(`${LEAF} and kind = $2 and subject_id = any($3::uuid[]) order by subject_id, seq`, [logId, kind, subjects]);
}

/** Those of some records that are in the log already, as "subject seq". */
export async function listKnown(ctx: Ctx, logId: string, kind: LeafKind, links: Link[]): Promise<Set<string>> {
  const rows = await ctx.db.query<{ subjectId: string; seq: number }>(
    `select l.subject_id as "subjectId", l.seq from unnest($3::uuid[], $4::int[]) as r(subject_id, seq)
     join log.leaves l on l.log_id = $1 and l.kind = $2 and l.subject_id = r.subject_id and l.seq = r.seq`,
    [logId, kind, links.map(({ subjectId }) => subjectId), links.map(({ seq }) => seq)],
    // A plan kept from when the log was small would read all of it for each record.
    "fresh",
  );
  return new Set(rows.map(({ subjectId, seq }) => `${subjectId} ${seq}`));
}

/** Kept nodes above the leaves. */
export function listNodes(ctx: Ctx, logId: string, places: Place[]): Promise<(Place & { hash: Buffer })[]> {
  return ctx.db.query(
    `select n.height, n.index, n.hash from unnest($2::int[], $3::bigint[]) as r(height, index)
     join log.nodes n on n.log_id = $1 and n.height = r.height and n.index = r.index`,
    [logId, places.map(({ height }) => height), places.map(({ index }) => index)],
    "fresh",
  );
}

/** Leaves by their index. */
export function listLeavesAt(ctx: Ctx, logId: string, indexes: number[]): Promise<Leaf[]> {
  return ctx.db.query<Leaf>(`${LEAF} and index = any($2::bigint[])`, [logId, indexes]);
}
