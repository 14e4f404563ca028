import { parseAnswers, TYPES, type FieldDefinition } from "#content/form";
import type { Kind } from "#content/kind";
import type { PartyGiven } from "#matter/party";

const WHO: Readonly<Record<string, string>> = { person: "个人", organisation: "单位", unit: "行政单位", anonymous: "不愿透露姓名" };

/** Whom staff begin a matter for, as a field: those that the role may be. Undefined where the channel is for nobody. */
export function partyField({ parties }: Kind, role: string | undefined): FieldDefinition | undefined {
  const party = role === undefined ? undefined : parties[role];
  if (!party) return undefined;
  const options = party.who.filter((who) => who !== "unit").map((value) => ({ value, label: WHO[value]! }));
  return { name: "party", label: party.word, type: "party", options, required: !party.who.includes("anonymous") };
}

/** What was typed of whom it is for, under a name of the page, and what is wrong with it. */
export function partyIn(field: FieldDefinition, name: string, body: Readonly<Record<string, unknown>>): { given: PartyGiven | undefined; error?: string } {
  const own = Object.fromEntries(
    Object.entries(body).flatMap(([each, value]) => (each.startsWith(`${name}-`) ? [[`party-${each.slice(name.length + 1)}`, value]] : [])),
  );
  const given = (parseAnswers([field], own)["party"] ?? undefined) as PartyGiven | undefined;
  const error = given ? TYPES.party.check(given, field, {}) : field.required ? `请写明${field.label}是谁` : undefined;
  return { given, ...(error && { error }) };
}
