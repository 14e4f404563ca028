import type { Day } from "#kernel/clock";

/** How a grant stands. */
export const STATES = { running: "发放中", suspended: "暂停发放", ended: "已停发" } as const;
export type PaymentState = keyof typeof STATES;

/** What can happen to a grant, in the words of its history. */
export const CHANGES = {
  amount: "调整金额",
  "account-asked": "申请换收款账户",
  account: "换收款账户",
  "account-declined": "没有同意换收款账户",
  suspended: "暂停发放",
  objected: "受益人提出异议，暂停发放",
  resumed: "恢复发放",
  ended: "停发",
  recovery: "追回多发的钱",
} as const;
export type ChangeKind = keyof typeof CHANGES;

/** Money granted by a matter, once or each period, as it stands now; account masked. */
export interface Payment {
  grantId: string;
  matterId: string;
  itemId: string;
  name: string;
  unit: string;
  area: string;
  /** Masked name. */
  beneficiary: string;
  state: PaymentState;
  /** fen */
  amount: number;
  /** ISO duration of a period, null when paid once. */
  period: string | null;
  /** First day it is for, and the last when it has ended. */
  fromDay: Day;
  untilDay: Day | null;
  /** 尾号: last four digits of the account. */
  accountTail: string;
  bank: string | null;
  /** 尾号 of a new account that waits to be confirmed. */
  wantedTail: string | null;
  /** The check figure of the account, or of the one that waits, does not fit: to be looked at, not refused. */
  doubtful: { account: boolean; wanted: boolean };
}

/** Something that happened to a grant. */
export interface PaymentChange {
  kind: ChangeKind;
  fromDay: Day;
  amount: number | null;
  months: number | null;
  accountTail: string | null;
  reason: string;
  basis: string | null;
  by: string;
  at: Date;
}

/** Last four digits. */
export function tailOf(account: string): string {
  return account.replace(/\D/g, "").slice(-4);
}
