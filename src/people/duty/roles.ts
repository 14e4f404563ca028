import { port, type Actor, type Ctx, type Duty } from "#kernel/ctx";

/**
 * What each role of the house may do; those that work on matters are their packs'. One table, read by every route and every act; a permission is `noun.verb`.
 * Who brings records in need not read them.
 */
export const ROLES = {
  supervisor: {
    name: "监督",
    permissions: ["matter.read", "matter.supervise", "statistics.read", "rating.handle", "register.list", "licence.read", "payment.read"],
  },
  administrator: {
    name: "管理",
    permissions: ["staff.manage", "duty.manage", "catalogue.manage", "clock.manage", "place.manage", "exchange.read", "register.list", "register.import"],
  },
  // The second person of the three: agrees to, or refuses, what administrators may not do alone.
  "security-administrator": { name: "安全管理", permissions: ["request.answer"] },
  "flow-administrator": { name: "流程管理", permissions: ["flow.manage", "matter.read", "matter.redirect"] },
  "seal-keeper": { name: "用印", permissions: ["seal.read", "seal.manage", "seal.use"] },
  auditor: { name: "审计", permissions: ["trace.read", "matter.read", "register.list", "seal.read"] },
} as const satisfies Record<string, { name: string; permissions: readonly string[] }>;

export type Role = keyof typeof ROLES;

/** Whether a text is the name of a role. */
export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}

/** A role that packs declare: its word, the permissions it grants, all of them and by the kind of matter that they are for. */
export interface PackRole {
  word: string;
  grants: readonly string[];
  may: Readonly<Record<string, readonly string[]>>;
  /** Roles that nobody holds beside it. */
  apart: readonly string[];
  /** Whether it takes two persons, to be given and to be taken. */
  powerful: boolean;
}

/** The roles that packs declare; plugged in by who knows packs. */
export const PACK_ROLES = port<(ctx: Ctx) => Promise<ReadonlyMap<string, PackRole>>>("duty.pack-roles");

/** The roles that packs declare in this city; none where nobody brings any. */
export async function packRoles(ctx: Ctx): Promise<ReadonlyMap<string, PackRole>> {
  return (await ctx.ports.find(PACK_ROLES)?.(ctx)) ?? new Map<string, PackRole>();
}

// What duties on records that no matter holds ask for; roles of the house and of packs are granted them by name.
const OF_RECORDS = ["watch.manage", "register.read", "licence.read", "licence.suspend", "licence.cancel", "payment.read", "payment.manage"];

/** What a verb of a pack's role lets its holders do with matters of a kind. */
export const VERBS: Readonly<Record<string, readonly string[]>> = {
  begin: ["matter.begin"],
  read: ["matter.read"],
  work: ["matter.work", "matter.read"],
  direct: ["matter.decide", "matter.read"],
  supervise: ["matter.supervise", "matter.read", "statistics.read"],
  redirect: ["matter.redirect", "matter.read"],
};

/** Every permission that code knows. */
export const PERMISSIONS: readonly string[] = [
  ...new Set([...Object.values(ROLES).flatMap(({ permissions }) => permissions as readonly string[]), ...Object.values(VERBS).flat(), ...OF_RECORDS]),
].sort();

/** Whether a duty, or a role by its name, grants a permission. */
export function roleGrants(held: string | Pick<Duty, "role" | "grants">, permission: string): boolean {
  const { role, grants = [] } = typeof held === "string" ? { role: held } : held;
  return grants.includes(permission) || (isRole(role) && (ROLES[role].permissions as readonly string[]).includes(permission));
}

/** What a role is called; its id where nobody gives it a word. */
export function roleName(role: string, packs: ReadonlyMap<string, PackRole> = new Map()): string {
  return isRole(role) ? ROLES[role].name : (packs.get(role)?.word ?? role);
}

/** Duties as they are with what packs say of their roles. */
export async function withPackRoles<D extends Duty>(ctx: Ctx, duties: readonly D[]): Promise<D[]> {
  if (duties.every(({ role }) => isRole(role))) return [...duties];
  const roles = await packRoles(ctx);
  return duties.map((duty) => {
    const declared = roles.get(duty.role);
    return declared ? { ...duty, word: declared.word, grants: declared.grants, may: declared.may } : duty;
  });
}

/** The kinds of matter that a duty is for, or for which it grants a permission; undefined for every one. */
export function kindsOf({ may }: Pick<Duty, "may">, permission?: string): readonly string[] | undefined {
  return may && Object.keys(may).filter((kind) => permission === undefined || may[kind]!.includes(permission));
}

/** An actor with the duties alone that reach matters of a kind, and of each what it grants there. */
export function forKind(actor: Actor, kind: string): Actor {
  const { duties } = actor;
  if (!duties || duties.every((duty) => kindsOf(duty) === undefined)) return actor;
  const there = duties.filter((duty) => kindsOf(duty)?.includes(kind) ?? true);
  return { ...actor, duties: there.map((duty) => (duty.may ? { ...duty, grants: duty.may[kind]! } : duty)) };
}
