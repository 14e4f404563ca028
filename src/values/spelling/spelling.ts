/** More names than this are not listed one by one. */
const LISTED = 12;

/** A share of the longer word that may be wrong in a slip of it. */
const SLIP = 0.34;

/** Letters to change, add, leave out or swap until one word is the other (Damerau, neighbours only). */
function distance(a: readonly string[], b: readonly string[]): number {
  let [beforeLast, last]: [number[], number[]] = [[], b.concat("").map((_sign, at) => at)];
  for (const [i, sign] of a.entries()) {
    const row = [i + 1];
    for (const [j, other] of b.entries()) {
      const swapped = i > 0 && j > 0 && sign === b[j - 1] && a[i - 1] === other ? beforeLast[j - 1]! + 1 : Infinity;
      row.push(Math.min(last[j + 1]! + 1, row[j]! + 1, last[j]! + (sign === other ? 0 : 1), swapped));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}

function plain(word: string): string {
  return word
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]+/g, "-");
}

/** How far a name is from a word; undefined where nobody would take one for the other. */
function slip(word: string, name: string): number | undefined {
  const [a, b] = [plain(word), plain(name)];
  if (a === b) return 0;
  // Cut short or drawn out at an end: `organisation` for `organisation-name`, `fees` for `fee`.
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const [from, to] = [[...a], [...b]];
  const wrong = distance(from, to);
  if (wrong <= Math.max(1, Math.floor(Math.max(from.length, to.length) * SLIP)) && wrong < short.length) return wrong;
  return short.length >= 4 && (long.startsWith(short) || long.endsWith(short)) ? long.length - short.length : undefined;
}

/** The known name that a word is most likely a slip of; undefined where none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let found: { name: string; wrong: number } | undefined;
  for (const name of known) {
    const wrong = slip(word, name);
    if (wrong !== undefined && (!found || wrong < found.wrong)) found = { name, wrong };
  }
  return found?.name;
}

/** Names in a row; of many the first twelve and how many there are. */
export function listed(names: Iterable<string>): string {
  const all = [...names];
  return all.length > LISTED ? `${all.slice(0, LISTED).join("、")} 等 ${all.length} 个` : all.join("、");
}

/**
 * The end of a sentence about a name that nobody knows: what was likely meant, and what there is. Of many names those nearest come first.
 * @param words what the names stand for, shown behind them
 */
export function instead(word: string, known: Iterable<string>, words: Readonly<Record<string, string>> = {}): string {
  const all = [...known];
  if (all.length === 0) return "这里什么也没有";
  const near = nearest(word, all);
  const few = all.length > LISTED ? all.toSorted((a, b) => (slip(word, a) ?? 99) - (slip(word, b) ?? 99)) : all;
  const shown = listed(few.map((name) => (Object.hasOwn(words, name) ? `${name}（${words[name]}）` : name)));
  return `${near === undefined ? "" : `您是不是想写“${near}”？`}可以写的有：${shown}`;
}
