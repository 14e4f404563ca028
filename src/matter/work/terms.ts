import type { Ctx } from "#kernel/ctx";
import { type Change, listDocuments } from "#matter/matter";

/** What was granted, a line each: amount and first month, premises and validity. What is `open` holds nothing personal and may stand in a message. */
export interface Term {
  label: string;
  value: string;
  open: boolean;
}

/** Writes what was granted into the paper of the same step that speaks of it: the decision says what was decided. */
export function addTerms({ documents }: Change, terms: readonly Term[]): void {
  const decision = documents.findLast(({ again }) => again !== undefined);
  if (!decision) return;
  const all = [...termsIn(decision.data), ...terms.filter(({ value }) => value !== "")];
  decision.data = { ...decision.data, terms: all, ...decision.again!(all) };
}

/** The terms that a decision holds; none in one from before they were written. */
export function termsIn(data: Readonly<Record<string, unknown>>): Term[] {
  return Array.isArray(data["terms"]) ? (data["terms"] as Term[]) : [];
}

/** What a matter granted, as its decision says; empty when nothing is. */
export async function termsOf(ctx: Ctx, matterId: string): Promise<Term[]> {
  const decision = (await listDocuments(ctx, matterId)).findLast(({ data }) => Array.isArray(data["terms"]));
  return decision ? termsIn(decision.data) : [];
}
