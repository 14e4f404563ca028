import { changeAmount, endPayment, resumePayment, settleAccount, suspendPayment, type Payment } from "#matter/payment";
import type { Ctx } from "#kernel/ctx";

/** What a form of an act was sent with. */
export type Typed = (name: string) => string;

interface PaymentAct {
  label: string;
  /** What will happen, a sentence each. */
  consequences: string[];
  /** Fields besides the reason. */
  asks?: "amount" | "last-day";
  reason: "needed" | "optional";
  when(payment: Payment): boolean;
  act(ctx: Ctx, grantId: string, typed: Typed): Promise<unknown>;
}

/** Yuan as typed, in fen; NaN where it cannot be read. */
function fen(text: string): number {
  const plain = text.normalize("NFKC").replace(/[,\s元]/g, "");
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : Number.NaN;
}

/** A month "2027-01" as its first day; what is typed otherwise stays. */
function firstOf(month: string): string {
  return /^\d{4}-\d{2}$/.test(month) ? `${month}-01` : month;
}

const grounds = (typed: Typed): { reason: string; basis: string } => ({ reason: typed("reason"), basis: typed("basis") });

/** Everything staff do to a grant, in the order in which it is offered. */
export const ACTS: Record<string, PaymentAct> = {
  "confirm-account": {
    label: "确认新账户",
    consequences: ["以后打到新的账户；当事人会收到消息。"],
    reason: "optional",
    when: ({ wantedTail }) => wantedTail !== null,
    act: (ctx, grantId, typed) => settleAccount(ctx, grantId, { agree: true, ...grounds(typed) }),
  },
  "decline-account": {
    label: "不同意换账户",
    consequences: ["还是打到原来的账户；当事人会看到理由。"],
    reason: "needed",
    when: ({ wantedTail }) => wantedTail !== null,
    act: (ctx, grantId, typed) => settleAccount(ctx, grantId, { agree: false, ...grounds(typed) }),
  },
  suspension: {
    label: "暂停发放",
    consequences: ["从现在起不再发放，直到恢复或者停发。"],
    reason: "needed",
    when: ({ state }) => state === "running",
    act: (ctx, grantId, typed) => suspendPayment(ctx, grantId, grounds(typed)),
  },
  resumption: {
    label: "恢复发放",
    consequences: ["照现在的金额接着发放。"],
    reason: "needed",
    when: ({ state }) => state === "suspended",
    act: (ctx, grantId, typed) => resumePayment(ctx, grantId, grounds(typed)),
  },
  amount: {
    label: "调整金额",
    consequences: ["从写明的月份起按新的金额发放；规则不再自动调整。"],
    asks: "amount",
    reason: "needed",
    when: ({ state }) => state !== "ended",
    act: (ctx, grantId, typed) => changeAmount(ctx, grantId, { amount: fen(typed("amount")), fromDay: firstOf(typed("from_day")), ...grounds(typed) }),
  },
  end: {
    label: "停发",
    consequences: ["停发以后不能恢复；要再领，需要重新申请。", "这一天所在的月份照发，以后月份已经发的，自动算出并列入追回。"],
    asks: "last-day",
    reason: "needed",
    when: ({ state }) => state !== "ended",
    act: (ctx, grantId, typed) => endPayment(ctx, grantId, { lastDay: typed("last_day"), ...grounds(typed) }),
  },
};
