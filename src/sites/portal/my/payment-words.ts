import type { Payment } from "#matter/payment";
import { formatDate, formatMoney, type Tone } from "#ui";

const PERIODS: Record<string, string> = { P1M: "每月", P3M: "每季度", P1Y: "每年" };
const TONES: Record<Payment["state"], Tone> = { running: "good", suspended: "waiting", ended: "closed" };

/** "每月 100 元" */
export function amountWords({ amount, period }: Pick<Payment, "amount" | "period">): string {
  return `${period ? (PERIODS[period] ?? "每期") : "一次性"} ${formatMoney(amount)}`;
}

/** "2027年1月", of a payment each month; a whole day otherwise. */
export function firstWords({ fromDay, period }: Pick<Payment, "fromDay" | "period">): string {
  return period ? formatDate(fromDay, { year: true }).replace(/\d+日.*$/, "") : formatDate(fromDay, { year: true });
}

/** The colour of how it stands. */
export function paymentTone({ state }: Pick<Payment, "state">): Tone {
  return TONES[state];
}
