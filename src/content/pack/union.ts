import { kindOf, type Elements, type UnknownElement } from "#content/kind";
import type { ItemDefinition, KindDefinition, Pack, WrittenKind } from "./pack.ts";

/** The elements that all packs together define. */
export function elementsOf(packs: readonly Pack[]): Elements {
  return Object.assign({}, ...packs.map(({ elements }) => elements)) as Elements;
}

/** A kind written out with the elements of all packs, and the elements that it asks for and nobody defines. */
export function definitionOf(
  { id, written, form, flow, rules, papers, lists, codes }: WrittenKind,
  elements: Elements,
): { definition: KindDefinition; unknown: UnknownElement[] } {
  const { kind, unknown } = kindOf(id, written, elements);
  return {
    definition: {
      kind: { ...kind, ...(codes && { codes }) },
      ...(form && { form }),
      ...(flow !== undefined && { flow }),
      ...(rules !== undefined && { rules }),
      papers,
      lists,
    },
    unknown,
  };
}

/** Every kind of the packs that are looked at together. */
export function kindsOf(packs: readonly Pack[]): Map<string, KindDefinition> {
  const all = elementsOf(packs);
  // What a pack defines itself counts for its own kinds, whatever another pack calls so.
  return new Map(packs.flatMap(({ kinds, elements }) => kinds.map((kind) => [kind.id, definitionOf(kind, { ...all, ...elements }).definition])));
}

/** An item with what it takes over from its kind. */
export function withKind<T extends ItemDefinition>(service: T, kind: KindDefinition | undefined): T {
  const { form = kind?.form, flow = kind?.flow, rules = kind?.rules } = service;
  return { ...service, ...(form && { form }), ...(flow !== undefined && { flow }), ...(rules !== undefined && { rules }) };
}
