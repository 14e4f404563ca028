import { randomBytes } from "node:crypto";
import { listDuties } from "#base/duty";
import { dayOf } from "#kernel/clock";
import { sm3 } from "#kernel/crypto";
import type { Actor, Ctx } from "#kernel/ctx";
import { anonymous } from "#kernel/ctx";
import { first } from "#kernel/db";
import { forbidden } from "#kernel/errors";
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
  where s.session_hash = $1 and s.ended_at is null and s.bearer = $2`;

function hashOf(token: string): string {
  return sm3(token).toString("base64url");
}

/** Opens a session and gives its secret: a cookie value, or a bearer token for programs. Only its hash is stored. */
export async function openSession(ctx: Ctx, subject: { kind: "person" | "staff"; id: string }, address: string, bearer = false): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await ctx.db.query(
    "insert into identity.sessions (session_hash, kind, subject_id, bearer, address, created_at, seen_at, expires_at) values ($1, $2, $3, $4, $5, $6, $6, $7)",
    [hashOf(token), subject.kind, subject.id, bearer, address, ctx.now, new Date(ctx.now.getTime() + LONGEST)],
  );
  return token;
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
  return { kind: "person", id: row.subject_id, name: ctx.personal.open(row.name), level: row.level!, sessionId: hash, ...(behalf && { onBehalf: behalf }) };
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
