import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { isRole, ROLES, type Role } from "./roles.ts";

/**
 * 三员分立: administration, security and audit lie in three hands (GB/T 22239 安全管理中心), and none of the three does business; whoever decides neither
 * accepts nor holds the seal. Each row: a role, and those that nobody holds beside it, on the same days.
 */
const APART: Partial<Record<Role, readonly Role[]>> = {
  administrator: ["security-administrator", "auditor", "acceptor", "reviewer", "inspector", "decider", "seal-keeper", "supervisor"],
  "security-administrator": ["administrator", "auditor", "acceptor", "reviewer", "inspector", "decider", "seal-keeper", "supervisor", "flow-administrator"],
  auditor: ["administrator", "security-administrator", "acceptor", "reviewer", "inspector", "decider", "seal-keeper", "flow-administrator"],
  decider: ["acceptor", "seal-keeper"],
};

/** Roles that one person alone gives to nobody. */
const POWERFUL: readonly string[] = ["administrator", "security-administrator", "auditor", "decider", "seal-keeper", "flow-administrator"];

/** Whether a role takes two persons, to be given and to be taken. Pure. */
export function isPowerful(role: string): boolean {
  return POWERFUL.includes(role);
}

/** Whether two roles may not be held by one person. Pure. */
export function apart(one: string, other: string): boolean {
  const row = (role: string): readonly string[] => APART[role as Role] ?? [];
  // What packs declare is business, which none of the three does.
  const business = (role: string, beside: string): boolean => !isRole(role) && ["administrator", "security-administrator", "auditor"].includes(beside);
  return row(one).includes(other) || row(other).includes(one) || business(one, other) || business(other, one);
}

const HELD = `
  select distinct a.role from (
    select $1::uuid as staff_id union all
    select staff_id from duty.absences where deputy_id = $1 and ended_at is null and until_day >= $2 and from_day <= coalesce($3::date, from_day)) x
  join duty.appointments a using (staff_id) where (a.until_day is null or a.until_day >= $2) and ($3::date is null or a.from_day <= $3)`;

/** The roles somebody holds, or stands in for, on some of these days; without a last day from the first on. */
export async function rolesBetween(ctx: Ctx, staffId: string, fromDay: string, untilDay?: string): Promise<string[]> {
  return (await ctx.db.query<{ role: string }>(HELD, [staffId, fromDay, untilDay ?? null])).map(({ role }) => role);
}

const name = (role: string): string => ROLES[role as Role]?.name ?? role;

/** Why somebody who holds some roles may not hold others beside them; undefined when nothing speaks against it. Pure. */
export function conflictOf(held: readonly string[], wanted: readonly string[]): string | undefined {
  for (const one of wanted)
    for (const other of held) if (apart(one, other)) return `“${name(one)}”和“${name(other)}”不能由同一个人担任，请另选一人，或者先结束原来的任职。`;
  return undefined;
}

/** Somebody who holds what nobody should hold together: from before it was refused. */
export interface Conflict {
  staffId: string;
  roles: [string, string];
}

/** Everybody who holds conflicting roles today. */
export async function listConflicts(ctx: Ctx): Promise<Conflict[]> {
  const rows = await ctx.db.query<{ staffId: string; roles: string[] }>(
    `select staff_id as "staffId", array_agg(distinct role order by role) as roles from duty.appointments
     where from_day <= $1 and (until_day is null or until_day >= $1) group by staff_id having count(distinct role) > 1 order by staff_id`,
    [dayOf(ctx.now)],
  );
  return rows.flatMap(({ staffId, roles }) =>
    roles.flatMap((one, i) => roles.slice(i + 1).flatMap((other): Conflict[] => (apart(one, other) ? [{ staffId, roles: [one, other] }] : []))),
  );
}
