/** Kinds of seals (GB/T 33481 §5): what their picture is like and whom they belong to. */
export const KINDS = {
  unit: { name: "单位法定名称章", note: "", shape: "round", type: 1 },
  finance: { name: "财务专用章", note: "财务专用章", shape: "round", type: 1 },
  contract: { name: "合同专用章", note: "合同专用章", shape: "round", type: 1 },
  "legal-person": { name: "法定代表人名章", note: "", shape: "square", type: 2 },
  personal: { name: "个人名章", note: "", shape: "square", type: 2 },
} as const satisfies Record<string, { name: string; note: string; shape: "round" | "square"; type: number }>;

export type SealKind = keyof typeof KINDS;

/** How a seal stands. */
export const STATES = {
  applied: "已申请",
  approved: "已批准",
  refused: "未批准",
  made: "已制作",
  active: "在用",
  frozen: "已冻结",
  revoked: "已注销",
  expired: "已过期",
} as const;

export type SealState = keyof typeof STATES;

/** What happens to a seal: from which states, and what it is then. One table, read by every act. */
export const MOVES = {
  approved: { verb: "批准", from: ["applied"], to: "approved" },
  refused: { verb: "不予批准", from: ["applied"], to: "refused" },
  made: { verb: "制作", from: ["approved"], to: "made" },
  activated: { verb: "启用", from: ["made"], to: "active" },
  frozen: { verb: "冻结", from: ["active"], to: "frozen" },
  thawed: { verb: "解冻", from: ["frozen"], to: "active" },
  revoked: { verb: "注销", from: ["approved", "made", "active", "frozen"], to: "revoked" },
  expired: { verb: "到期", from: ["made", "active", "frozen"], to: "expired" },
} as const satisfies Record<string, { verb: string; from: readonly SealState[]; to: SealState }>;

export type SealMove = keyof typeof MOVES;

/** What a seal may be set under. */
export const PURPOSES = {
  receipt: "收件和告知文书",
  decision: "决定文书",
  licence: "证照",
  document: "公文",
  contract: "合同",
  finance: "财务票据",
} as const;

export type SealPurpose = keyof typeof PURPOSES;

/** One step of a seal's life, as it was recorded. */
export interface SealStep {
  kind: "applied" | SealMove;
  reason: string;
  happenedAt: Date;
  actorId: string;
  actorName: string;
  /** Whose work the actor did while they were away. */
  insteadOf: string | null;
}

/** A seal of the register. */
export interface Seal {
  sealId: string;
  /** 印章编码, 13 digits: area and a running number. */
  code: string;
  /** 电子印章唯一标识. */
  esId: string;
  kind: SealKind;
  /** What stands on it: the unit's full name, or a person's. */
  name: string;
  /** Under the star, e.g. 行政许可专用章. */
  note: string;
  unit: string;
  /** Whose it is, when it is a person's. */
  holderId: string | null;
  purposes: SealPurpose[];
  steps: SealStep[];
  state: SealState;
  /** What was made; undefined before. */
  making: { certificateId: string; data: Buffer; svg: string; png: Buffer; validFrom: Date; validUntil: Date } | undefined;
}

/** How a seal stood at a time: its last step by then, and its dates. Pure. */
export function stateAt(steps: readonly Pick<SealStep, "kind" | "happenedAt">[], validUntil: Date | undefined, at: Date): SealState | undefined {
  const last = steps.filter(({ happenedAt }) => happenedAt <= at).at(-1);
  if (!last) return undefined;
  const state: SealState = last.kind === "applied" ? "applied" : MOVES[last.kind].to;
  const living = (MOVES.expired.from as readonly SealState[]).includes(state);
  return living && validUntil && at > validUntil ? "expired" : state;
}
