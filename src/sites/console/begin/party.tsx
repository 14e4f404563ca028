import { FieldOnPage, parseAnswers, TYPES, type FieldDefinition } from "#content/form";
import type { Kind } from "#content/kind";
import type { PartyGiven } from "#matter/party";

// Names that begin with "_" belong to the page and are no answers of the form.
const NAME = "_party";
const WHO: Readonly<Record<string, string>> = { person: "个人", organisation: "单位", unit: "行政单位", anonymous: "不愿透露姓名" };

/** Whom staff begin a matter for, as a field: those that the role may be. Undefined where the channel is for nobody. */
export function partyField({ parties }: Kind, role: string | undefined): FieldDefinition | undefined {
  const party = role === undefined ? undefined : parties[role];
  if (!party) return undefined;
  const options = party.who.filter((who) => who !== "unit").map((value) => ({ value, label: WHO[value]! }));
  return { name: "party", label: party.word, type: "party", options, required: !party.who.includes("anonymous") };
}

/** What was typed of whom it is for, and what is wrong with it. */
export function partyIn(field: FieldDefinition, body: Record<string, unknown>): { given: PartyGiven | undefined; error?: string } {
  const own = Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (name.startsWith(`${NAME}-`) ? [[`party-${name.slice(NAME.length + 1)}`, value]] : [])),
  );
  const given = (parseAnswers([field], own)["party"] ?? undefined) as PartyGiven | undefined;
  const error = given ? TYPES.party.check(given, field, {}) : field.required ? `请写明${field.label}是谁` : undefined;
  return { given, ...(error && { error }) };
}

/** The question for whom it is. */
export function PartyQuestion({ field, given, error }: { field: FieldDefinition; given: PartyGiven | undefined; error?: string | undefined }) {
  return <FieldOnPage field={{ ...field, name: NAME }} value={given ?? ""} {...(error && { error })} />;
}
