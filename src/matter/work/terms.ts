import type { Ctx } from "#kernel/ctx";
import { type Change, listDocuments } from "#matter/matter";

/** What was granted, a line each: amount and first month, premises and validity. What is `open` holds nothing personal and may stand in a message. */
export interface Term {
  label: string;
  value: string;
  open: boolean;
}

/** Writes what comes of a grant into its decision, when both happen in one step: the decision says what was decided. */
export function addTerms({ documents }: Change, terms: readonly Term[]): void {
  const grant = documents.find(({ kind }) => kind === "grant");
  if (grant) grant.data = { ...grant.data, terms: [...termsIn(grant.data), ...terms.filter(({ value }) => value !== "")] };
}

/** The terms that a decision holds; none in one from before they were written. */
export function termsIn(data: Readonly<Record<string, unknown>>): Term[] {
  return Array.isArray(data["terms"]) ? (data["terms"] as Term[]) : [];
}

/** What a matter granted, as its decision says; empty when nothing is. */
export async function termsOf(ctx: Ctx, matterId: string): Promise<Term[]> {
  const decision = (await listDocuments(ctx, matterId)).findLast(({ kind }) => kind === "grant");
  return decision ? termsIn(decision.data) : [];
}
