import { offDay, type KindLists } from "#content/kind";
import type { Day } from "#kernel/clock";

/** What of a matter says whether it is published. */
export interface Ended {
  closedAt: Date | null;
  number: string | null;
  confidentiality: string;
}

/** What stands in a public list where its kind does not say it: which matter, of what, how it ended, by whom, when. */
export const USUAL: readonly string[] = ["number", "item", "outcome", "unit", "closed"];

/**
 * The row of a matter that everybody may read from now on: one that ends in this step, of a kind with a public list, where that wants it. What is shown of it is
 * what was said as it ended. A work secret never is.
 * @param holds what the kind asks (`when`), over the facts
 */
export function disclosedRow(
  { before, after, day }: { before: Ended; after: Ended; day: Day },
  written: KindLists["public"],
  holds: (when: string) => boolean,
): { off_day: Day | null; columns: readonly string[] }[] {
  if (!written || before.closedAt !== null || after.closedAt === null || after.number === null || after.confidentiality === "work-secret") return [];
  if (written.when !== undefined && !holds(written.when)) return [];
  return [{ off_day: written.until === undefined ? null : offDay(day, written.until), columns: written.columns ?? USUAL }];
}

/** What a step writes of what is published. */
export const DISCLOSED_PART = `
  insert into matter.disclosed (matter_id, kind, at, off_day, columns)
  select head.matter_id, d.kind, :now::timestamptz, d.off_day, d.columns
  from head, jsonb_to_recordset(:disclosed) as d(kind text, off_day date, columns text[])
  on conflict (matter_id) do nothing`;
