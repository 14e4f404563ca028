import { addressOf, asksForAddress, showAnswer, type Form } from "#content/form";
import type { Once } from "#content/pack";

/**
 * Whom a matter is from and whom it is for, by identity number or credit code: the party of its kind by the name of its role, and the `beneficiary`, who is
 * undefined while not known.
 */
export type Parties = Readonly<Record<string, string | undefined>>;

const DASHES = /[‐‑‒–—―−－]/g;
const MARKS = /[\s,.，。、;；:：'"“”‘’（）()〔〕［］[\]【】]/g;

/** A text as it is compared: width, blanks, case and marks do not make it another one. */
export function folded(value: unknown): string {
  return [value]
    .flat()
    .map((one) => String(one ?? ""))
    .sort()
    .join("|")
    .normalize("NFKC")
    .toLowerCase()
    .replace(DASHES, "-")
    .replace(MARKS, "");
}

/** An address as it is compared: besides, the names of the city, district and street it may begin with are left out, written or not. */
export function foldedAddress(value: unknown, areas: readonly string[]): string {
  const names = areas.map(folded).filter((name) => name !== "");
  let rest = folded(value);
  for (let name = names.find((each) => rest.startsWith(each)); name !== undefined; name = names.find((each) => rest.startsWith(each)))
    rest = rest.slice(name.length);
  return rest;
}

/**
 * What an application would have once, as a text to be blinded: the same for whoever asks for the same. Undefined while it is not known for
 * whom it is.
 */
export function onceKey(
  { by }: Pick<Once, "by">,
  given: { form: Form; answers: Readonly<Record<string, unknown>>; situation: Readonly<Record<string, unknown>>; parties: Parties; areas: readonly string[] },
): string | undefined {
  const { form, answers, situation, parties, areas } = given;
  if (by.includes("beneficiary") && parties["beneficiary"] === undefined) return undefined;
  const part = (name: string): string => {
    if (Object.hasOwn(parties, name)) return folded(parties[name]);
    if (name.startsWith("situation.")) return folded(situation[name.slice("situation.".length)]);
    const field = form.fields.get(name);
    const value = answers[name];
    if (field && asksForAddress(field)) return foldedAddress(addressOf(value), areas);
    return folded(field && typeof value === "object" && !Array.isArray(value) ? showAnswer(field, value) : value);
  };
  return JSON.stringify(by.map(part));
}
