import { kindsNow } from "#content/catalogue";
import { type Kind, type KindLists } from "#content/kind";
import { expression } from "#language/feel";
import type { Ctx } from "#kernel/ctx";

/** A kind of matter that has a place, as maps show it. */
export interface MappedKind {
  kind: Kind;
  lists: KindLists;
  /** States in which its matters are on the map; undefined: in every one that is not closed. */
  states: readonly string[] | undefined;
}

/** The states in which a matter is on the map: `map.when` of lists.yaml asks of the matter its state and phase, so that every answer is known beforehand. */
export function statesShown({ states }: Kind, when: string | undefined): readonly string[] | undefined {
  if (when === undefined) return undefined;
  const asked = expression(when);
  return Object.entries(states).flatMap(([state, { phase }]) => (phase !== "closed" && asked({ matter: { state, phase } }) === true ? [state] : []));
}

/** The kinds whose matters have a place, in the order of the catalogue. */
export async function mappedKinds(ctx: Ctx): Promise<MappedKind[]> {
  return [...(await kindsNow(ctx)).values()].flatMap(({ kind, lists }) =>
    kind.place === undefined ? [] : [{ kind, lists, states: statesShown(kind, lists.map?.when) }],
  );
}
