import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { isRole, packRoles, roleName, type PackRole, type Role } from "./roles.ts";

/**
 * 三员分立: administration, security and audit lie in three hands (GB/T 22239 安全管理中心), and none of the three does business. A pack
 * says of its roles what is to lie in other hands: who decides neither takes in nor holds the seal. Each row: a role, and those that nobody holds beside it, on
 * the same days.
 */
const APART: Partial<Record<Role, readonly Role[]>> = {
  administrator: ["security-administrator", "auditor", "seal-keeper", "supervisor"],
  "security-administrator": ["administrator", "auditor", "seal-keeper", "supervisor", "flow-administrator"],
  auditor: ["administrator", "security-administrator", "seal-keeper", "flow-administrator"],
};

/** Roles of the house that one person alone gives to nobody. */
const POWERFUL: readonly string[] = ["administrator", "security-administrator", "auditor", "seal-keeper", "flow-administrator"];

type Packs = ReadonlyMap<string, PackRole>;

/** Whether a role takes two persons, to be given and to be taken. */
export function isPowerful(role: string, packs: Packs): boolean {
  return POWERFUL.includes(role) || (packs.get(role)?.powerful ?? false);
}

/** Whether two roles may not be held by one person. */
export function apart(one: string, other: string, packs: Packs): boolean {
  const row = (role: string): readonly string[] => APART[role as Role] ?? packs.get(role)?.apart ?? [];
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

/** Why somebody who holds some roles may not hold others beside them; undefined when nothing speaks against it. */
export function conflictOf(held: readonly string[], wanted: readonly string[], packs: Packs): string | undefined {
  for (const one of wanted)
    for (const other of held)
      if (apart(one, other, packs)) return `“${roleName(one, packs)}”和“${roleName(other, packs)}”不能由同一个人担任，请另选一人，或者先结束原来的任职。`;
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
  const packs = await packRoles(ctx);
  return rows.flatMap(({ staffId, roles }) =>
    roles.flatMap((one, i) => roles.slice(i + 1).flatMap((other): Conflict[] => (apart(one, other, packs) ? [{ staffId, roles: [one, other] }] : []))),
  );
}
