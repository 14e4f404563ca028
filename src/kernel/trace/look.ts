import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { firstBroken, GENESIS, link } from "./chain.ts";
import type { ChainTable } from "./settled.ts";

/** Where looks are kept. */
export const LOOKS: ChainTable = { table: "trace.looks", id: "subject_id" };

/** Somebody looked at somebody's data. */
export interface Look {
  /** Whose data: id of the person or organisation. */
  subjectId: string;
  /** Chinese names of the fields seen. */
  fields: string[];
  /** Why, in the words of who looked. */
  purpose: string;
  matterId?: string;
}

/** A look as its subject reads it. */
export interface RecordedLook extends Look {
  seq: number;
  at: Date;
  actor: { kind: string; id: string; name: string; unit?: string };
}

function recordOf(look: Omit<RecordedLook, "seq">): object {
  return { at: look.at.toISOString(), actor: look.actor, fields: look.fields, purpose: look.purpose, matterId: look.matterId ?? null };
}

/** Records a look at the end of its subject's chain, in the transaction that shows the data. Own looks are not recorded. */
export async function recordLook(ctx: Ctx, look: Look): Promise<void> {
  if (ctx.actor.kind === "person" && ctx.actor.id === look.subjectId) return;
  await ctx.db.transaction(async (db) => {
    await db.query("select pg_advisory_xact_lock(hashtextextended($1, 7))", [look.subjectId]);
    const last = await first<{ seq: number; hash: Buffer }>(db, "select seq, hash from trace.looks where subject_id = $1 order by seq desc limit 1", [
      look.subjectId,
    ]);
    const unit = ctx.actor.duties?.[0]?.unit;
    const actor = { kind: ctx.actor.kind, id: ctx.actor.id, name: ctx.actor.name, ...(unit && { unit }) };
    const hash = link(last?.hash ?? GENESIS, recordOf({ ...look, at: ctx.now, actor }));
    await db.query("insert into trace.looks (subject_id, seq, at, actor, fields, purpose, matter_id, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)", [
      look.subjectId,
      (last?.seq ?? 0) + 1,
      ctx.now,
      actor,
      look.fields,
      look.purpose,
      look.matterId ?? null,
      hash,
    ]);
  });
}

/** Who looked at a subject's data, of these matters only where they are named, newest first, at most 200. */
export function listLooks(ctx: Ctx, subjectId: string, matterIds?: readonly string[]): Promise<RecordedLook[]> {
  return ctx.db.query<RecordedLook>(
    `select subject_id as "subjectId", seq, at, actor, fields, purpose, matter_id as "matterId"
     from trace.looks where subject_id = $1 and ($2::uuid[] is null or matter_id = any ($2)) order by seq desc limit 200`,
    [subjectId, matterIds ?? null],
  );
}

/** The first look of a subject's chain that does not fit, or undefined when the chain holds. */
export async function firstBrokenLook(ctx: Ctx, subjectId: string): Promise<number | undefined> {
  const rows = await ctx.db.query<RecordedLook & { hash: Buffer }>(
    `select seq, at, actor, fields, purpose, matter_id as "matterId", hash from trace.looks where subject_id = $1 order by seq`,
    [subjectId],
  );
  return firstBroken(rows.map((row) => ({ seq: row.seq, hash: row.hash, record: recordOf(row) })));
}

/** A look with its place in its subject's chain. */
export interface LinkedLook extends RecordedLook {
  hash: Buffer;
  /** The transaction that wrote it. */
  xact: number;
  /** Exactly what was linked. */
  record: object;
}

/** Every look, chain by chain; pages of at most `limit`. For a consistent picture, inside a snapshot. */
export async function* walkLooks(ctx: Ctx, limit = 1000): AsyncGenerator<LinkedLook[]> {
  let after = { subjectId: "00000000-0000-0000-0000-000000000000", seq: -1 };
  for (;;) {
    const rows = await ctx.db.query<Omit<LinkedLook, "record">>(
      `select subject_id as "subjectId", seq, at, actor, fields, purpose, matter_id as "matterId", hash, xact
       from trace.looks where (subject_id, seq) > ($1, $2) order by subject_id, seq limit $3`,
      [after.subjectId, after.seq, limit],
    );
    if (rows.length > 0) yield rows.map((row) => ({ ...row, record: recordOf(row) }));
    if (rows.length < limit) return;
    after = rows.at(-1)!;
  }
}
