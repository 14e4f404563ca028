import type { Organisation } from "#people/duty";
import type { PartyGiven } from "./parties.ts";

const isParty = (value: unknown): value is PartyGiven => typeof value === "object" && value !== null && "kind" in value && "name" in value;

/** Whoever an answer names: a party of the form, a unit, one or several, or one in each row. */
export function namedIn(answer: unknown, { unitName }: Pick<Organisation, "unitName">): PartyGiven[] {
  return [answer].flat().flatMap((each): PartyGiven[] => {
    if (typeof each === "string" && each !== "") return [{ kind: "unit", name: unitName(each), number: each }];
    if (typeof each !== "object" || each === null) return [];
    return "kind" in each ? [each as PartyGiven] : Object.values(each).flatMap((part) => (isParty(part) ? [part] : []));
  });
}
