import type { CodeEntry, Desk, Kind } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { said, tellingWords, wordsIn } from "./words.ts";

/** A category that is suggested, and why. */
export interface SuggestedCategory {
  value: string;
  label: string;
  /** 说到了：路灯、不亮 */
  reason: string;
}

/** What past matters of a kind said, by the words in them: how often in matters of which category. */
interface Past {
  /** Matters of each category. */
  of: Map<string, number>;
  words: Map<string, Map<string, number>>;
}

const YEAR = 365 * 86_400_000;
const HOUR = 3_600_000;
const PAST = `
  select form ->> $2 as category, form ->> $3 as text from matter.matters
  where kind = $1 and submitted_at > $4 and form ->> $2 is not null and form ->> $3 is not null order by submitted_at desc limit 20000`;

/** What a kind's matters of the last year said; counted anew each hour. */
function pastOf(ctx: Ctx, kind: string, category: string, about: string): Promise<Past> {
  const hour = String(Math.floor(ctx.now.getTime() / HOUR));
  return ctx.memory.recall(
    `desk.past.${kind}`,
    async () => {
      const rows = await ctx.db.query<{ category: string; text: string }>(PAST, [kind, category, about, new Date(ctx.now.getTime() - YEAR)]);
      const past: Past = { of: new Map(), words: new Map() };
      for (const row of rows) {
        past.of.set(row.category, (past.of.get(row.category) ?? 0) + 1);
        for (const word of new Set(tellingWords(row.text))) {
          const counts = past.words.get(word) ?? new Map<string, number>();
          past.words.set(word, counts.set(row.category, (counts.get(row.category) ?? 0) + 1));
        }
      }
      return past;
    },
    { at: hour },
  );
}

/** What a word is worth that the list itself names, against one that past matters of a category share. */
const NAMED = 2;
/** A word says something of a category when so many past matters of it had it, and it holds so much of the word. */
const LEAST = 2;
const SHARE = 0.4;
const SHOWN = 3;

interface Weighed {
  entry: CodeEntry;
  named: string[];
  past: string[];
  score: number;
}

function weigh(entry: CodeEntry, text: string, words: readonly string[], past: Past): Weighed {
  const named = said(text, [...wordsIn(entry["words"]), ...wordsIn(entry.label).filter((word) => [...word].length > 1)]);
  const shared = words.flatMap((word) => {
    const counts = past.words.get(word);
    const here = counts?.get(entry.value) ?? 0;
    const all = counts ? [...counts.values()].reduce((sum, count) => sum + count, 0) : 0;
    return here >= LEAST && here / all >= SHARE ? [{ word, share: here / all }] : [];
  });
  const score = named.reduce((sum, word) => sum + NAMED * Math.min(2, [...word].length / 2), 0) + shared.reduce((sum, { share }) => sum + share, 0);
  return { entry, named, past: shared.toSorted((a, b) => b.share - a.share).map(({ word }) => word), score };
}

function reasonOf({ named, past, entry }: Weighed, { of }: Past): string {
  const more = past.filter((word) => !named.some((each) => each.includes(word) || word.includes(each))).slice(0, 3);
  const before = `近一年归这一类的 ${of.get(entry.value) ?? 0} 件里常说：${more.join("、")}`;
  if (named.length === 0) return before;
  return `说到了：${named.join("、")}${more.length > 0 ? `；${before}` : ""}`;
}

/** The list that a field's codes are those of: with what it says of each besides its word. */
function listOf({ codes: lists = {} }: Kind, codes: object): readonly CodeEntry[] {
  const values = Object.keys(codes);
  return Object.values(lists).find((entries) => entries.length === values.length && entries.every(({ value }) => Object.hasOwn(codes, value))) ?? [];
}

/**
 * Categories that what is said sounds like, the likeliest first, three at most: by the words that the pack gives each entry of its list, and by those which
 * matters of the last year had in common. Each says why.
 * @param places what in the text, or beside it, names a place
 */
export async function categoriesFor(
  ctx: Ctx,
  kind: Kind,
  desk: Desk,
  codes: object,
  { text, places }: { text: string; places: readonly string[] },
): Promise<SuggestedCategory[]> {
  const entries = listOf(kind, codes);
  if (desk.category === undefined || text.trim() === "") return [];
  const past = await pastOf(ctx, kind.id, desk.category, desk.about);
  // Where it is says nothing of what it is.
  const words = tellingWords(text).filter((word) => !places.some((place) => place.includes(word)));
  const above = new Set(entries.map(({ parent }) => parent));
  return entries
    .filter(({ value }) => !above.has(value))
    .map((entry) => weigh(entry, text, words, past))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, SHOWN)
    .map((each) => ({ value: each.entry.value, label: each.entry.label, reason: reasonOf(each, past) }));
}
