import { expression } from "#language/feel";
import type { Answers, Facts } from "#content/form";
import type { Item } from "#content/pack";

/** Who an application is for. */
export interface Beneficiary {
  number: string;
  name: string;
  /** Whoever asks, for themselves. */
  own: boolean;
}

/** Who an application is for: whom the form names, where the item says so, else whoever asks. Undefined while the form does not name them yet. */
export function beneficiaryOf(
  { beneficiary: rule }: Pick<Item, "beneficiary">,
  asking: { name: string; number: string },
  answers: Answers,
  facts: Facts,
): Beneficiary | undefined {
  const own = { number: asking.number, name: asking.name, own: true };
  if (!rule) return own;
  if (rule.when && expression(rule.when)({ ...facts, form: answers }) !== true) return own;
  const number = answers[rule.number];
  if (typeof number !== "string" || number === "") return undefined;
  const name = answers[rule.name];
  return number === asking.number ? own : { number, name: typeof name === "string" ? name : "", own: false };
}
