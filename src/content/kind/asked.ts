import { upgradeField, type FieldDefinition } from "#content/form";
import type { Kind, Outcome, Work } from "./kind.ts";

/** A field that is personal by its type (a signature) says so, whatever its author wrote. */
function saidPersonal(field: FieldDefinition): FieldDefinition {
  return field.type === undefined ? field : upgradeField(field);
}

function each<Part>(parts: Record<string, Part>, make: (part: Part, id: string) => Part): Record<string, Part> {
  return Object.fromEntries(Object.entries(parts).map(([id, part]) => [id, make(part, id)]));
}

/**
 * A kind of which each field that a work or a stop asks for says whether it is personal. Whoever a work names as a party of the matter is not: of them the
 * result keeps the masked label alone. Pure; done again it changes nothing.
 */
export function withPersonal(kind: Kind): Kind {
  const labels = new Set(Object.values(kind.parties).map(({ from }) => from));
  const works = each(kind.works, (work, id) => {
    const said = (field: FieldDefinition): FieldDefinition => (labels.has(`${id}.${field.name}`) ? field : saidPersonal(field));
    return { ...work, asks: work.asks.map(said), outcomes: each(work.outcomes, (outcome) => ({ ...outcome, asks: outcome.asks.map(said) })) };
  });
  return { ...kind, works, stops: each(kind.stops, (stop) => ({ ...stop, asks: stop.asks.map(saidPersonal) })) };
}

/** Names that a result of a work with a second signer holds besides its fields. */
const SECOND = ["companion"];

/** What a work asks for whatever its outcome, and what each outcome asks for besides; a field asked twice is the same. */
export function fieldsAsked({ asks, outcomes }: Work): FieldDefinition[] {
  const all = [...asks, ...Object.values(outcomes).flatMap((outcome) => outcome.asks)];
  return [...new Map(all.map((field) => [field.name, field])).values()];
}

/** The names that a result of a work may hold besides its outcome. */
export function askedIn(work: Work): string[] {
  return [...fieldsAsked(work).map(({ name }) => name), ...(work.two ? SECOND : [])];
}

/** The field of a work that is a check list; undefined where it asks none. */
export function askedChecklist(work: Work): FieldDefinition | undefined {
  return fieldsAsked(work).find((field) => field.type === "checklist");
}

/** The check list whose points a work writes out where it asks for it; undefined where it asks none, or one that has a file. */
export function ownChecklist(id: string, work: Work): { id: string; label: string; points: NonNullable<FieldDefinition["points"]> } | undefined {
  const field = askedChecklist(work);
  return field?.points ? { id: `${id}-${field.name}`.replaceAll("_", "-"), label: field.label, points: field.points } : undefined;
}

/** Outcomes of a work in words, by id. */
export function outcomeWords({ outcomes }: Work): Record<string, string> {
  return Object.fromEntries(Object.entries(outcomes).map(([id, { word }]) => [id, word]));
}

/** What a work asks with one of its outcomes: what goes on beside the step asks only what is its own. */
export function asksOf(work: Work, outcome: Outcome): FieldDefinition[] {
  return [...new Map([...(outcome.aside ? [] : work.asks), ...outcome.asks].map((field) => [field.name, field])).values()];
}
