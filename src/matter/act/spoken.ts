import { answered, NOWHERE, TYPES, type Around, type FieldDefinition, type TypeName } from "#content/form";
import { workOf, type Kind } from "#content/kind";
import type { Graph } from "#process/graph";

type Values = Readonly<Record<string, unknown>>;

/** Types whose answers are ids, figures or parts: people read what they mean. Of the others the answer is what is read. */
const MEANT: ReadonlySet<TypeName> = new Set<TypeName>([
  "choice",
  "choices",
  "code",
  "yes-no",
  "money",
  "date",
  "instant",
  "area",
  "place",
  "party",
  "unit",
  "units",
  "signature",
  "document",
]);

/** An answer as people read it; undefined where it is read as it is. Rows keep their parts, each said. */
function spoken(field: FieldDefinition, value: unknown, around: Around): unknown {
  if (!answered(value)) return undefined;
  if (field.type === "rows" && Array.isArray(value))
    return value.map((row: Values) => ({ ...row, ...spokenAll(new Map((field.fields ?? []).map((each) => [each.name, each])), row, around, NAMED) }));
  return MEANT.has(field.type) ? TYPES[field.type].say(value, field, around) : undefined;
}

/** Types whose answers have parts that a row names: o.who.name. */
const NAMED: ReadonlySet<TypeName> = new Set<TypeName>(["party", "place", "signature"]);

/** Of answers by their fields those that are read otherwise than they are kept. @param kept types that stay as they are */
export function spokenAll(
  fields: ReadonlyMap<string, FieldDefinition>,
  values: Values,
  around: Around = NOWHERE,
  kept: ReadonlySet<TypeName> = new Set(),
): Record<string, unknown> {
  const said = Object.entries(values).map(([name, value]) => {
    const field = fields.get(name);
    return [name, field && !kept.has(field.type) ? spoken(field, value, around) : undefined] as const;
  });
  return Object.fromEntries(said.filter(([, words]) => words !== undefined));
}

/** What a work asks for, by name; where its outcomes ask otherwise under one name, as that outcome does. */
function askedBy({ asks, outcomes }: ReturnType<typeof workOf> & object, outcome: unknown): Map<string, FieldDefinition> {
  const own = typeof outcome === "string" && Object.hasOwn(outcomes, outcome) ? outcomes[outcome]!.asks : Object.values(outcomes).flatMap((each) => each.asks);
  return new Map([...asks, ...own].map((field) => [field.name, field]));
}

/** The works behind an id of a flow: those of a step, and of an event at its border that takes what an aside asked. */
function worksBehind(id: string, kind: Kind, { nodes }: Graph): NonNullable<ReturnType<typeof workOf>>[] {
  return Object.values(nodes).flatMap((node) => {
    if (node.kind !== "user") return [];
    const own = node.id === id || node.boundary.some((key) => nodes[key]?.id === id);
    const work = own ? workOf(kind, node.work) : undefined;
    return work ? [work] : [];
  });
}

/** A result of a step as people read it, its outcome by its word. Undefined for what no work gave. */
export function spokenResult(id: string, result: unknown, { kind, graph }: { kind: Kind; graph: Graph }, around: Around): unknown {
  if (typeof result !== "object" || result === null) return undefined;
  const [work] = worksBehind(id, kind, graph);
  if (!work) return undefined;
  if (Array.isArray(result)) return result.map((each: Values) => ({ ...each, ...(spokenResult(id, each, { kind, graph }, around) as object) }));
  const { outcome } = result as { outcome?: unknown };
  const word = typeof outcome === "string" && Object.hasOwn(work.outcomes, outcome) ? work.outcomes[outcome]!.word : undefined;
  return { ...spokenAll(askedBy(work, outcome), result as Values, around), ...(word !== undefined && { outcome: word }) };
}

/** The result that led to an act as people read it, whichever work it was of: its fields by their plain names. */
export function spokenGiven(given: Values, { works }: Pick<Kind, "works">, around: Around): Record<string, unknown> {
  const fields = new Map<string, FieldDefinition>();
  for (const work of Object.values(works)) {
    const fits = typeof given["outcome"] === "string" && Object.hasOwn(work.outcomes, given["outcome"]);
    for (const [name, field] of askedBy(work, given["outcome"])) if (fits || !fields.has(name)) fields.set(name, field);
  }
  return spokenAll(fields, given, around);
}
