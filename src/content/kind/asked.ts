import type { FieldDefinition } from "#content/form";
import type { Outcome, Work } from "./kind.ts";

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
