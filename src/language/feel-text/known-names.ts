import { IS_PART, tidy } from "./characters.ts";

/** The names that cannot be told from expressions by their looks, because they hold spaces or signs. */
export type KnownNames = {
  add(name: string): void;
  /** The longest known name that stands here, and where it ends. */
  longest(text: string, at: number): { name: string; end: number } | undefined;
};

const PLAIN = /^[\p{L}\p{N}_]+$/u;

/** @param below names known already, which are not changed */
export function knownNames(names: Iterable<string>, below?: KnownNames): KnownNames {
  const byFirst = new Map<string, string[]>();
  const add = (given: string): void => {
    const name = tidy(given);
    if (name === "" || PLAIN.test(name)) return;
    const beginning = byFirst.get(name[0]!) ?? [];
    if (beginning.includes(name)) return;
    byFirst.set(
      name[0]!,
      [...beginning, name].toSorted((a, b) => b.length - a.length),
    );
  };
  for (const name of names) add(name);
  return {
    add,
    longest(text, at) {
      const under = below?.longest(text, at);
      for (const name of byFirst.get(text[at]!) ?? []) {
        const end = endOf(name, text, at);
        if (end > 0) return under && under.end > end ? under : { name, end };
      }
      return under;
    },
  };
}

/** Where the name ends if it stands here, else 0. One space in the name matches any blanks in the text. */
function endOf(name: string, text: string, from: number): number {
  let at = from;
  for (let place = 0; place < name.length; place += 1) {
    if (name[place] !== " ") {
      if (text[at] !== name[place]) return 0;
      at += 1;
      continue;
    }
    if (!isBlank(text[at])) return 0;
    while (isBlank(text[at])) at += 1;
  }
  return isPart(text, at - 1) && isPart(text, at) ? 0 : at;
}

function isBlank(sign: string | undefined): boolean {
  return sign !== undefined && /[\s\u00a0]/.test(sign);
}

function isPart(text: string, at: number): boolean {
  IS_PART.lastIndex = at;
  return IS_PART.test(text);
}
