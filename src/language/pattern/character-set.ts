import { NoPattern, type CharacterSet } from "./tree.ts";
import { BLOCKS } from "./unicode-blocks.ts";

/** What JS knows about a code point, asked once for each. */
function known(source: string): CharacterSet {
  const test = new RegExp(`^${source}$`, "u");
  const answers = new Map<number, boolean>();
  return (point) => {
    const answered = answers.get(point);
    if (answered !== undefined) return answered;
    const answer = test.test(String.fromCodePoint(point));
    if (answers.size < 5000) answers.set(point, answer);
    return answer;
  };
}

/** All that the set does not hold. */
export function except(set: CharacterSet): CharacterSet {
  return (point) => !set(point);
}

const SPACE: CharacterSet = (point) => point === 0x20 || point === 0x9 || point === 0xa || point === 0xd;
const DIGIT = known("\\p{Nd}");
const WORD = known("[^\\p{P}\\p{Z}\\p{C}]");
const NAME_START = known("[\\p{L}\\p{Nl}:_]");
const NAME = known("[\\p{L}\\p{Nl}\\p{Nd}\\p{M}:_.\\u00b7-]");

const CLASSES: Readonly<Record<string, CharacterSet>> = { s: SPACE, d: DIGIT, w: WORD, i: NAME_START, c: NAME };

/** \s \d \w \i \c and their opposites in capitals; undefined for any other letter. */
export function classOf(letter: string): CharacterSet | undefined {
  const small = CLASSES[letter];
  if (small) return small;
  const opposite = CLASSES[letter.toLowerCase()];
  return opposite && except(opposite);
}

const CATEGORY = /^(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/;

/** \p{Lu} and \p{IsHiragana}. @throws NoPattern */
export function propertyOf(name: string): CharacterSet {
  const block = name.startsWith("Is") && Object.hasOwn(BLOCKS, name.slice(2)) ? BLOCKS[name.slice(2)] : undefined;
  if (block) return between(...block);
  if (!CATEGORY.test(name)) throw new NoPattern(name);
  return known(`\\p{${name}}`);
}

/** From one code point to another, both in. */
export function between(first: number, last: number): CharacterSet {
  return (point) => point >= first && point <= last;
}

/** The same sign in capitals, small letters and whatever else Unicode folds together with them. */
function variantsOf(point: number): number[] {
  const sign = String.fromCodePoint(point);
  const forms = [sign, sign.toLowerCase(), sign.toUpperCase(), sign.toLowerCase().toUpperCase(), sign.toUpperCase().toLowerCase()];
  return [...new Set(forms.filter((form) => Array.from(form).length === 1).map((form) => form.codePointAt(0)!))];
}

/** The set with every sign in capitals and small letters. */
export function anyCase(set: CharacterSet): CharacterSet {
  const answers = new Map<number, boolean>();
  return (point) => {
    const answered = answers.get(point);
    if (answered !== undefined) return answered;
    const answer = variantsOf(point).some(set);
    if (answers.size < 5000) answers.set(point, answer);
    return answer;
  };
}
