import { FieldOnPage, type FieldDefinition } from "#content/form";
import { partyIn as partyUnder } from "#matter/begin";
import type { PartyGiven } from "#matter/party";

export { partyField } from "#matter/begin";

// Names that begin with "_" belong to the page and are no answers of the form.
const NAME = "_party";

/** What was typed of whom it is for, and what is wrong with it. */
export function partyIn(field: FieldDefinition, body: Record<string, unknown>): { given: PartyGiven | undefined; error?: string } {
  return partyUnder(field, NAME, body);
}

/** The question for whom it is. */
export function PartyQuestion({ field, given, error }: { field: FieldDefinition; given: PartyGiven | undefined; error?: string | undefined }) {
  return <FieldOnPage field={{ ...field, name: NAME }} value={given ?? ""} {...(error && { error })} />;
}
