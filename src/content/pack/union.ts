import { kindOf, ownChecklist, type Elements, type Kind, type UnknownElement } from "#content/kind";
import type { Checklist, ItemDefinition, KindDefinition, Pack, WrittenKind, RoleDefinition } from "./pack.ts";

/** The elements that all packs together define. */
export function elementsOf(packs: readonly Pack[]): Elements {
  return Object.assign({}, ...packs.map(({ elements }) => elements)) as Elements;
}

/** Check lists that works write out where they ask for them. */
function checklistsAsked({ works }: Kind): Checklist[] {
  return Object.entries(works).flatMap(([id, work]) => {
    const own = ownChecklist(id, work);
    return own ? [{ id: own.id, name: own.label, basis: "", points: own.points.map((point) => ({ key: false, hint: "", ...point })) }] : [];
  });
}

/** Check lists under which an item of a kind runs: its own, and those of the kind that it does not say otherwise. */
export function checklistsOf({ checklists: own = [] }: Partial<Pick<ItemDefinition, "checklists">>, kind: KindDefinition | undefined): Checklist[] {
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...(kind?.checklists ?? []).filter(({ id }) => !ids.has(id))];
}

/** A kind written out with the elements of all packs, and the elements that it asks for and nobody defines. */
export function definitionOf(
  { id, written, form, flow, rules, papers, lists, checklists, codes }: WrittenKind,
  elements: Elements,
): { definition: KindDefinition; unknown: UnknownElement[] } {
  const { kind, unknown } = kindOf(id, written, elements);
  const all = [...checklists, ...checklistsAsked(kind)];
  return {
    definition: {
      kind: { ...kind, ...(codes && { codes }) },
      ...(form && { form }),
      ...(flow !== undefined && { flow }),
      ...(rules !== undefined && { rules }),
      papers,
      lists,
      ...(all.length > 0 && { checklists: all }),
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
  const checklists = checklistsOf(service, kind);
  return { ...service, checklists, ...(form && { form }), ...(flow !== undefined && { flow }), ...(rules !== undefined && { rules }) };
}

const both = (one: readonly string[], other: readonly string[] = []): string[] => [...new Set([...one, ...other])];

/** Roles by id: what several packs say of one role holds together, its word is that of the first. */
export function joinedRoles(said: Iterable<readonly [id: string, definition: RoleDefinition]>): Map<string, RoleDefinition> {
  const roles = new Map<string, RoleDefinition>();
  for (const [id, definition] of said) {
    const { word, may = {}, also = [], apart = [], powerful = false } = roles.get(id) ?? definition;
    roles.set(id, {
      word,
      may: { ...may, ...definition.may },
      also: both(also, definition.also),
      apart: both(apart, definition.apart),
      powerful: powerful || definition.powerful === true,
    });
  }
  return roles;
}
