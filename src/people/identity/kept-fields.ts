import { randomBytes } from "node:crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { hashOf } from "./session.ts";

const KEPT_FOR = 30 * 60_000;
const MOST = 5;
// What is typed only where its owner sits, or is the page's own.
const LEFT = new Set(["_token", "_key", "password", "again", "current", "code", "fresh"]);

/** What was typed into a form whose sender was signed in no more. */
export interface Typed {
  /** Where the form goes. */
  path: string;
  fields: Record<string, unknown>;
  /** Files were chosen too: they are not kept. */
  files: boolean;
}

/** What is kept of a session when it is signed out of: names it, opens nothing. */
export function nameOfSession(ctx: Ctx): string | undefined {
  return ctx.actor.sessionId;
}

const OWNER = "select kind, subject_id from identity.sessions where session_hash = $1 and not enrols and created_at > $2";

/**
 * Keeps what somebody typed, sealed, for half an hour: for whoever the session was whose cookie came with it, or whose name was left at signing out. Gives
 * a token for their browser; undefined when nobody is known, or there is nothing to keep.
 */
export async function keepTyped(ctx: Ctx, { session, was }: { session?: string; was?: string }, { path, fields, files }: Typed): Promise<string | undefined> {
  const given = Object.entries(fields).filter(([name, value]) => !LEFT.has(name) && [value].flat().every((each) => typeof each === "string"));
  if (given.length === 0) return undefined;
  const since = new Date(ctx.now.getTime() - 24 * 3_600_000);
  const hash = session ? hashOf(session) : was;
  const owner = hash && (await first<{ kind: string; subject_id: string }>(ctx.db, OWNER, [hash, since]));
  if (!owner) return undefined;
  const token = randomBytes(32).toString("base64url");
  await ctx.db.query(
    `delete from identity.kept_fields where subject_id = $1 and (path = $2 or kept_hash in (
       select kept_hash from identity.kept_fields where subject_id = $1 order by kept_at desc offset ${MOST - 1}))`,
    [owner.subject_id, path],
  );
  await ctx.db.query("insert into identity.kept_fields (kept_hash, kind, subject_id, path, fields, files, kept_at) values ($1, $2, $3, $4, $5, $6, $7)", [
    hashOf(token),
    owner.kind,
    owner.subject_id,
    path,
    ctx.personal.encrypt(JSON.stringify(Object.fromEntries(given))),
    files,
    ctx.now,
  ]);
  return token;
}

/** What the actor typed before, by the token of their browser; undefined of anybody else's, and after half an hour. */
export async function findTyped(ctx: Ctx, token: string): Promise<(Typed & { fields: Record<string, string | string[]> }) | undefined> {
  const row = await first<{ path: string; fields: string; files: boolean }>(
    ctx.db,
    "select path, fields, files from identity.kept_fields where kept_hash = $1 and kind = $2 and subject_id::text = $3 and kept_at > $4",
    [hashOf(token), ctx.actor.kind, ctx.actor.id, new Date(ctx.now.getTime() - KEPT_FOR)],
  );
  return row && { path: row.path, files: row.files, fields: JSON.parse(ctx.personal.decrypt(row.fields)) as Record<string, string | string[]> };
}

/** Forgets what was given back. */
export async function forgetTyped(ctx: Ctx, token: string): Promise<void> {
  await ctx.db.query("delete from identity.kept_fields where kept_hash = $1", [hashOf(token)]);
}

/** Forgets what nobody came back for. A job does it. */
export async function sweepTyped(ctx: Ctx): Promise<void> {
  await ctx.db.query("delete from identity.kept_fields where kept_at < $1", [new Date(ctx.now.getTime() - KEPT_FOR)]);
}
