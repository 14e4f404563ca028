import type { kindsNow } from "#content/catalogue";
import { workOf } from "#content/kind";
import type { InboxRow } from "#matter/lists";

type Kinds = Awaited<ReturnType<typeof kindsNow>>;

/** An outcome that many tasks may be given at once, as their kinds declare it. */
export interface BatchOutcome {
  /** The outcome with its word: works of two kinds that call it the same are one. */
  value: string;
  word: string;
  /** The works that have it. */
  works: string[];
}

type Of = Pick<InboxRow, "matterKind" | "kind" | "signWhen">;

/** What of a row's work may be given to many at once. */
function outcomesOf(kinds: Kinds, { matterKind, kind: work, signWhen }: Of): { outcome: string; word: string; work: string }[] {
  const kind = kinds.get(matterKind)?.kind;
  const found = kind && signWhen === null ? workOf(kind, work) : undefined;
  return Object.entries(found?.outcomes ?? {}).flatMap(([outcome, { word, batch }]) => (batch ? [{ outcome, word, work: found!.word }] : []));
}

/** The outcomes of these rows that may be given to many at once. */
export function batchesOf(kinds: Kinds, rows: readonly Of[]): BatchOutcome[] {
  const all = new Map<string, BatchOutcome>();
  for (const { outcome, word, work } of rows.flatMap((row) => outcomesOf(kinds, row))) {
    const value = `${outcome} ${word}`;
    const one = all.get(value) ?? { value, word, works: [] };
    if (!one.works.includes(work)) one.works.push(work);
    all.set(value, one);
  }
  return [...all.values()];
}

/** Whether a row takes a batch outcome. */
export function takes(kinds: Kinds, row: Of, value: string): boolean {
  return outcomesOf(kinds, row).some(({ outcome, word }) => `${outcome} ${word}` === value);
}
