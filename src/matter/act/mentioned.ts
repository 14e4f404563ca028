import { fieldsAsked, partsOf, type Kind, type KindAct } from "#content/kind";
import { DUES } from "#matter/matter";

type Values = Readonly<Record<string, unknown>>;

/** Names of personal answers that works and stops of a kind ask for: no record holds them in the open. */
function personalNames({ works, stops }: Pick<Kind, "works" | "stops">): Set<string> {
  const fields = [...Object.values(works).flatMap(fieldsAsked), ...Object.values(stops).flatMap(({ asks }) => asks)];
  return new Set(fields.flatMap(({ name, personal }) => (personal === undefined ? [] : [name])));
}

/**
 * What of a result the texts of an act tell, and until when clocks run where they tell of that: it is kept with the act, since they are said later than the
 * step, and once more whenever the history is read. Nothing personal.
 */
export function mentionedIn({ tells }: Pick<KindAct, "tells">, kind: Pick<Kind, "works" | "stops">, given: Values = {}): Record<string, unknown> {
  const texts = Object.values(tells).flatMap((each) => (typeof each === "string" ? [each] : [each.title ?? "", each.text]));
  const formulas = texts.flatMap((text) => partsOf(text).flatMap(({ formula }) => formula ?? []));
  const named = new Set(formulas.flatMap((formula) => formula.match(/[a-z_]\w*/gi) ?? []));
  const personal = personalNames(kind);
  const answers = Object.entries(given).filter(([name, value]) => named.has(name) && !personal.has(name) && value !== undefined && value !== null);
  return { ...Object.fromEntries(answers), ...((named.has("clock") || named.has("notice")) && { [DUES]: {} }) };
}
