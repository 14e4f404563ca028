/** What each role may do. One table, read by every route and every act; a permission is `noun.verb`. Who brings records in need not read them. */
export const ROLES = {
  acceptor: { name: "受理", permissions: ["matter.work", "matter.accept", "matter.read", "register.list", "register.read", "licence.read"] },
  reviewer: { name: "审查", permissions: ["matter.work", "matter.review", "matter.read", "register.list", "register.read", "licence.read", "payment.read"] },
  inspector: { name: "现场核查", permissions: ["matter.work", "matter.inspect", "matter.read", "licence.read"] },
  decider: {
    name: "决定",
    permissions: [
      "matter.work",
      "matter.decide",
      "matter.read",
      "register.list",
      "register.read",
      "licence.read",
      "licence.suspend",
      "licence.cancel",
      "payment.read",
      "payment.manage",
    ],
  },
  supervisor: {
    name: "监督",
    permissions: ["matter.read", "matter.supervise", "statistics.read", "rating.handle", "register.list", "licence.read", "payment.read"],
  },
  administrator: { name: "管理", permissions: ["staff.manage", "duty.manage", "catalogue.manage", "clock.manage", "register.list", "register.import"] },
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

/** Whether a role grants a permission. */
export function roleGrants(role: string, permission: string): boolean {
  return isRole(role) && (ROLES[role].permissions as readonly string[]).includes(permission);
}

/** What a role is called; its id where nobody gives it a word. */
export function roleName(role: string): string {
  return isRole(role) ? ROLES[role].name : role;
}
