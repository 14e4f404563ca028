// The same runs as in matter.words of the database: what separates words there separates them here.
const RUNS = /[A-Z0-9]+|[^A-Z0-9\s!-/:-@[-`{-\u00BF\u2000-\u206F\u3000-\u303F]+/g;

function tokensOf(run: string): string[] {
  if (/^[A-Z0-9]/.test(run)) return [`'${run}':*`];
  const characters = [...run];
  return characters.length === 1 ? [`'${run}':*`] : characters.slice(1).map((character, at) => `'${characters[at]}${character}'`);
}

/** What was typed as a query over words: every pair of characters, every run of letters and digits from its beginning; undefined where nothing of it is a word. */
export function wordsQuery(typed: string): string | undefined {
  const runs = typed.normalize("NFKC").toUpperCase().match(RUNS) ?? [];
  return runs.length > 0 ? runs.flatMap(tokensOf).join(" & ") : undefined;
}

/** The end of a number from its end, as it is kept; undefined for what is no part of a number. */
export function backwards(typed: string): string | undefined {
  const folded = typed.normalize("NFKC").toUpperCase().replace(/\s/g, "");
  return /^[0-9A-Z〔〕号-]{3,60}$/u.test(folded) ? [...folded].toReversed().join("") : undefined;
}
