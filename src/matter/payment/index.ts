export { GRANT_ACT } from "./act.ts";
export { askAccount, changeAmount, endPayment, objectToPayment, resumePayment, settleAccount, suspendPayment } from "./acts.ts";
export { departedThings, keepDeparted, type DepartedThing } from "./departed.ts";
export { followRules, suspendObjected, suspendOf } from "./following.ts";
export { grantPayment, type NewGrant } from "./granting.ts";
export { overpaidOf } from "./life.ts";
export { nextMonth, overpaid, type Rate } from "./months.ts";
export { CHANGES, STATES, tailOf, type ChangeKind, type Payment, type PaymentChange, type PaymentState } from "./payment.ts";
export {
  listChanges,
  listMyPayments,
  listPayments,
  listPaymentsOf,
  mayOver,
  myGrant,
  openGrant,
  readPayment,
  searchPayments,
  type OpenGrant,
} from "./queries.ts";
