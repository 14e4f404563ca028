import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import type { Part } from "./place.ts";

/** How far re-encrypting has come in one place. */
export interface Pass {
  place: string;
  partsDone: number;
  partsAll: number;
  /** Re-encrypted in all passes. */
  reencrypted: number;
  /** What this pass found under another version. */
  found: number;
  unreadable: number;
  startedAt: Date;
  /** When a whole pass found nothing left, after every process had taken up the version. */
  cleanAt: Date | null;
}

const SELECT = `
  select place, parts_done as "partsDone", parts_all as "partsAll", resealed as reencrypted, found, unreadable, started_at as "startedAt", clean_at as "cleanAt" from rotation.passes`;

/** The passes for a version, by place. */
export function listPasses(ctx: Ctx, version: number): Promise<Pass[]> {
  return ctx.db.query<Pass>(`${SELECT} where version = $1 order by place`, [version]);
}

/** The pass of a place, begun if there is none. */
export async function passOf(ctx: Ctx, version: number, place: string): Promise<Pass> {
  await ctx.db.query(
    `insert into rotation.passes (version, place, parts_done, parts_all, resealed, found, unreadable, started_at) values ($1, $2, 0, 0, 0, 0, 0, now()) on conflict do nothing`,
    [version, place],
  );
  return (await first<Pass>(ctx.db, `${SELECT} where version = $1 and place = $2`, [version, place]))!;
}

/** Writes down that a part is done; what was done twice because of a crash is counted as it was done. */
export async function keepPart(ctx: Ctx, version: number, place: string, part: Part): Promise<void> {
  await ctx.db.query(
    `update rotation.passes set parts_done = least($3::bigint, $4), parts_all = $4, resealed = resealed + $5, found = found + $6, unreadable = unreadable + $7
     where version = $1 and place = $2`,
    [version, place, part.next, part.all, part.reencrypted, part.found, part.unreadable],
  );
}

/** Ends a pass as clean, or begins the next one of the same place. */
export async function endPass(ctx: Ctx, version: number, place: string, clean: boolean): Promise<void> {
  await ctx.db.query(
    clean
      ? "update rotation.passes set clean_at = now() where version = $1 and place = $2"
      : "update rotation.passes set clean_at = null, parts_done = 0, found = 0, unreadable = 0, started_at = now() where version = $1 and place = $2",
    [version, place],
  );
}

/** Forgets the passes of versions that are gone. */
export async function forgetPasses(ctx: Ctx, version: number): Promise<void> {
  await ctx.db.query("delete from rotation.passes where version <= $1", [version]);
}
