import { expression } from "#language/feel";
import type { Answers, Facts } from "#content/form";
import type { Item } from "#content/pack";

/** Who an application is for. */
export interface Beneficiary {
  number: string;
  name: string;
  /** The applicant's own self. */
  own: boolean;
}

/** Who an application is for: whom the form names, where the item says so, else the applicant. Undefined while the form does not name them yet. */
export function beneficiaryOf(
  { beneficiary: rule }: Pick<Item, "beneficiary">,
  applicant: { name: string; number: string },
  answers: Answers,
  facts: Facts,
): Beneficiary | undefined {
  const own = { number: applicant.number, name: applicant.name, own: true };
  if (!rule) return own;
  if (rule.when && expression(rule.when)({ ...facts, form: answers }) !== true) return own;
  const number = answers[rule.number];
  if (typeof number !== "string" || number === "") return undefined;
  const name = answers[rule.name];
  return number === applicant.number ? own : { number, name: typeof name === "string" ? name : "", own: false };
}
