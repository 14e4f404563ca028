import { STATES, type Payment } from "#matter/payment";
import { formatMoney, State, type Tone } from "#ui";

const TONES: Record<Payment["state"], Tone> = { running: "good", suspended: "waiting", ended: "closed" };
const PERIODS: Record<string, string> = { P1M: "每月", P3M: "每季度", P1Y: "每年" };

/** How a grant stands. */
export function PaymentStanding({ state }: Pick<Payment, "state">) {
  return <State tone={TONES[state]}>{STATES[state]}</State>;
}

/** "每月 100 元" */
export function amountWords({ amount, period }: Pick<Payment, "amount" | "period">): string {
  return `${period ? (PERIODS[period] ?? "每期") : "一次性"} ${formatMoney(amount)}`;
}
