import type { Desk } from "#content/kind";
import { openRows } from "#register/reading";
import { organisationNow } from "#people/duty";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { tellingWords } from "./words.ts";

/** A question that is known, with what is answered. */
export interface Known {
  question: string;
  answer: string;
  /** Where the answer stands, and who keeps it up. */
  source: string;
  unit: string;
  until: string;
  /** Why it may not be told as it stands: past its day, or nobody keeps it up any more. */
  stale?: "expired" | "unit-gone";
}

const SHOWN = 3;
const OF_CATEGORY = 1.5;

/** What is known about what is said, the nearest first, three at most; what has expired stands last and says so. */
export async function knowledgeFor(ctx: Ctx, { knowledge }: Desk, text: string, category: string | undefined): Promise<Known[]> {
  if (!knowledge) return [];
  const words = tellingWords(text);
  if (words.length === 0 && category === undefined) return [];
  const [rows, { unitName, units }] = await Promise.all([openRows(ctx, knowledge.register), organisationNow(ctx)]);
  const today = dayOf(ctx.now);
  const at = (row: Readonly<Record<string, unknown>>, field: string | undefined): string => (field === undefined ? "" : String(row[field] ?? ""));
  // A word that every question has says nothing.
  const questions = rows.map((row) => at(row, knowledge.question));
  const rarity = new Map(words.map((word) => [word, Math.log(1 + rows.length / (1 + questions.filter((question) => question.includes(word)).length))]));
  return rows
    .map((row) => {
      const question = at(row, knowledge.question);
      const met = words.filter((word) => question.includes(word)).reduce((sum, word) => sum + rarity.get(word)!, 0);
      const told = words.filter((word) => !question.includes(word) && at(row, knowledge.answer).includes(word)).length * 0.3;
      const same = category !== undefined && at(row, knowledge.category) === category ? OF_CATEGORY : 0;
      const until = at(row, knowledge.until);
      const unit = at(row, knowledge.unit);
      const stale = until !== "" && until < today ? ("expired" as const) : unit !== "" && !units.has(unit) ? ("unit-gone" as const) : undefined;
      const known = { question, answer: at(row, knowledge.answer), source: at(row, knowledge.source), unit: unit && unitName(unit), until };
      return { known: { ...known, ...(stale && { stale }) }, score: met + told + same };
    })
    .filter(({ score }) => score >= 1)
    .toSorted((a, b) => Number(a.known.stale !== undefined) - Number(b.known.stale !== undefined) || b.score - a.score)
    .slice(0, SHOWN)
    .map(({ known }) => known);
}
