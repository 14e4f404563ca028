import { TYPES } from "#content/form";
import { partsOf, type Kind, type KindAct } from "#content/kind";
import { DUES } from "#matter/matter";

type Values = Readonly<Record<string, unknown>>;

/** Names of personal answers that works of a kind ask for: no record holds them in the open. */
function personalNames({ works }: Pick<Kind, "works">): Set<string> {
  const fields = Object.values(works).flatMap(({ asks, outcomes }) => [...asks, ...Object.values(outcomes).flatMap((outcome) => outcome.asks)]);
  return new Set(fields.filter((field) => (field.personal ?? TYPES[field.type].personal?.(field)) !== undefined).map(({ name }) => name));
}

/**
 * What of a result the texts of an act tell, and until when clocks run where they tell of that: it is kept with the act, since they are said later than the
 * step, and once more whenever the history is read. Nothing personal.
 */
export function mentionedIn({ tells }: Pick<KindAct, "tells">, kind: Pick<Kind, "works">, given: Values = {}): Record<string, unknown> {
  const texts = Object.values(tells).flatMap((each) => (typeof each === "string" ? [each] : [each.title ?? "", each.text]));
  const formulas = texts.flatMap((text) => partsOf(text).flatMap(({ formula }) => formula ?? []));
  const named = new Set(formulas.flatMap((formula) => formula.match(/[a-z_]\w*/gi) ?? []));
  const personal = personalNames(kind);
  const answers = Object.entries(given).filter(([name, value]) => named.has(name) && !personal.has(name) && value !== undefined && value !== null);
  return { ...Object.fromEntries(answers), ...((named.has("clock") || named.has("notice")) && { [DUES]: {} }) };
}
