import { randomBytes } from "node:crypto";
import { listDuties } from "#people/duty";
import { dayOf } from "#kernel/clock";
import { sm3 } from "#crypto/crypto";
import { type Actor, type Ctx, anonymous } from "#kernel/ctx";
import { first } from "#kernel/db";
import { forbidden } from "#values/errors";
import { agencyHolds, findAgency, itemsOf } from "./agency.ts";

const HOUR = 3_600_000;
// Idle staff sessions end after half an hour (GB/T 22239 asks for a time-out), people's after two hours: forms take long.
const IDLE = { staff: HOUR / 2, person: 2 * HOUR } as const;
const LONGEST = 12 * HOUR;

interface Row {
  kind: "person" | "staff";
  subject_id: string;
  agency_organisation_id: string | null;
  agency_id: string | null;
  seen_at: Date;
  expires_at: Date;
  name: string | null;
  level: number | null;
}

const FIND = `
  select s.kind, s.subject_id, s.agency_organisation_id, s.agency_id, s.seen_at, s.expires_at, coalesce(f.name, p.name) as name, p.level
  from identity.sessions s
  left join identity.people p on s.kind = 'person' and p.person_id = s.subject_id
  left join identity.staff f on s.kind = 'staff' and f.staff_id = s.subject_id and f.disabled_at is null
  where s.session_hash = $1 and s.ended_at is null and s.bearer = $2 and not s.enrols`;

/** What is kept of a token. Pure. */
export function hashOf(token: string): string {
  return sm3(token).toString("base64url");
}

// Of staff only while the account is open: the row is held, so that closing it at this moment comes before or after, and ends what came before.
const OPEN = `
  insert into identity.sessions (session_hash, kind, subject_id, bearer, address, created_at, seen_at, expires_at, enrols)
  select $1, $2, $3, $4, $5, $6, $6, $7, $8
  where $2 = 'person' or exists (select from identity.staff where staff_id = $3 and disabled_at is null for share) returning session_hash`;

async function opened(
  ctx: Ctx,
  { kind, id }: { kind: "person" | "staff"; id: string },
  { address, bearer, lasts, enrols }: { address: string; bearer: boolean; lasts: number; enrols: boolean },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const rows = await ctx.db.query(OPEN, [hashOf(token), kind, id, bearer, address, ctx.now, new Date(ctx.now.getTime() + lasts), enrols]);
  if (rows.length === 0) throw forbidden("这个账号已经停用，请联系管理员。");
  return token;
}

/** Opens a session and gives its secret: a cookie value, or a bearer token for programs. Only its hash is stored. */
export function openSession(ctx: Ctx, subject: { kind: "person" | "staff"; id: string }, address: string, bearer = false): Promise<string> {
  return opened(ctx, subject, { address, bearer, lasts: LONGEST, enrols: false });
}

/** Opens a session in which a member of staff may do nothing but set their own password and second factor, for half an hour. */
export function openEnrolment(ctx: Ctx, staffId: string, address: string): Promise<string> {
  return opened(ctx, { kind: "staff", id: staffId }, { address, bearer: false, lasts: HOUR / 2, enrols: true });
}

async function onBehalf(ctx: Ctx, row: Row): Promise<Actor["onBehalf"]> {
  if (!row.agency_organisation_id || !row.agency_id) return undefined;
  const agency = await findAgency(ctx, row.agency_organisation_id, row.agency_id);
  if (!agency || !agencyHolds(agency, dayOf(ctx.now))) return undefined;
  return { organisationId: agency.organisationId, name: agency.organisationName, agencyId: agency.agencyId, items: itemsOf(agency) };
}

/** Who a session belongs to; anonymous when it is unknown, ended, idle too long or its account is disabled. */
export async function actorOf(ctx: Ctx, token: string, bearer = false): Promise<Actor> {
  const hash = hashOf(token);
  const row = await first<Row>(ctx.db, FIND, [hash, bearer]);
  if (!row || row.name === null) return anonymous;
  const idle = ctx.now.getTime() - row.seen_at.getTime();
  if (ctx.now > row.expires_at || idle > IDLE[row.kind]) return anonymous;
  // Written at most once a minute: a page view must not cost a write.
  if (idle > 60_000) await ctx.db.query("update identity.sessions set seen_at = $2 where session_hash = $1", [hash, ctx.now]);
  if (row.kind === "staff") {
    return { kind: "staff", id: row.subject_id, name: row.name, duties: await listDuties(ctx, row.subject_id), sessionId: hash };
  }
  const behalf = await onBehalf(ctx, row);
  return { kind: "person", id: row.subject_id, name: ctx.personal.decrypt(row.name), level: row.level!, sessionId: hash, ...(behalf && { onBehalf: behalf }) };
}

/** Acts for an organisation from now on in this session, or for oneself again when no agency is named. */
export async function actFor(ctx: Ctx, agency: { organisationId: string; agencyId: string } | undefined): Promise<void> {
  if (agency) {
    const found = await findAgency(ctx, agency.organisationId, agency.agencyId);
    if (!found || found.personId !== ctx.actor.id || !agencyHolds(found, dayOf(ctx.now))) throw forbidden("您没有得到这个单位的有效授权。");
  }
  await ctx.db.query("update identity.sessions set agency_organisation_id = $2, agency_id = $3 where session_hash = $1", [
    ctx.actor.sessionId,
    agency?.organisationId ?? null,
    agency?.agencyId ?? null,
  ]);
}

/** Ends the session of the actor. */
export async function endSession(ctx: Ctx): Promise<void> {
  if (ctx.actor.sessionId)
    await ctx.db.query("update identity.sessions set ended_at = $2 where session_hash = $1 and ended_at is null", [ctx.actor.sessionId, ctx.now]);
}

/** A login of the actor's that is open. */
export interface Login {
  /** Names it, and opens nothing. */
  loginId: string;
  address: string;
  /** Of a program, by token. */
  bearer: boolean;
  createdAt: Date;
  seenAt: Date;
  current: boolean;
}

const OPEN_LOGINS = `
  select session_hash as "loginId", address, bearer, created_at as "createdAt", seen_at as "seenAt", session_hash = $3 as current from identity.sessions
  where kind = $1 and subject_id = $2 and ended_at is null and not enrols and expires_at > $4 and seen_at > $5 order by seen_at desc limit 100`;

/** The actor's logins that are open now, the last used first. */
export function listLogins(ctx: Ctx): Promise<Login[]> {
  const { kind, id, sessionId = "" } = ctx.actor;
  if (kind !== "person" && kind !== "staff") return Promise.resolve([]);
  return ctx.db.query<Login>(OPEN_LOGINS, [kind, id, sessionId, ctx.now, new Date(ctx.now.getTime() - IDLE[kind])]);
}

/** Ends one of the actor's own logins; without an id, all of them. Somebody else's is left alone. */
export async function endLogins(ctx: Ctx, loginId?: string): Promise<void> {
  const { kind, id } = ctx.actor;
  await ctx.db.query(
    "update identity.sessions set ended_at = $3 where kind = $1 and subject_id = $2 and ended_at is null and ($4::text is null or session_hash = $4)",
    [kind, id, ctx.now, loginId ?? null],
  );
}
