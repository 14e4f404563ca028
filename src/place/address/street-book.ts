import { figureOf } from "./number.ts";
import { soundsOf } from "./sound.ts";
import { STREET_WORDS } from "./saying.ts";

/** A street as it is held in memory. */
export interface Street {
  streetId: string;
  name: string;
  area: string | null;
  aliases: readonly string[];
}

/** A street that was likely meant, how surely, and what of the saying had to be changed. */
export interface StreetMatch {
  street: Street;
  /** Less is better; 0 as it was said. */
  cost: number;
  changed: string[];
}

interface Entry {
  street: Street;
  stem: string;
  word: string;
  sounds: string[];
  alias: string | undefined;
}

/** Streets to be found by what is said of them. */
export interface StreetBook {
  byStem: ReadonlyMap<string, Entry[]>;
  bySound: ReadonlyMap<string, Entry[]>;
  /** Of every length: names with one sign left out, to find those that differ by one. */
  byGap: ReadonlyMap<string, Entry[]>;
  longest: number;
}

/** A name in two: what it is called, and what it is. */
export function parted(street: string): { stem: string; word: string } {
  const word = STREET_WORDS.find((each) => street.endsWith(each) && street.length > each.length) ?? "";
  return { stem: word === "" ? street : street.slice(0, -word.length), word };
}

const gapsOf = (stem: string): string[] =>
  [...stem].length < 2 ? [] : [...stem].map((_sign, at) => [...stem].map((sign, i) => (i === at ? "*" : sign)).join(""));

function add(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const held = map.get(key);
  if (held) held.push(entry);
  else map.set(key, [entry]);
}

/** Puts streets in order. Pure. */
export function bookOf(streets: readonly Street[]): StreetBook {
  const [byStem, bySound, byGap] = [new Map<string, Entry[]>(), new Map<string, Entry[]>(), new Map<string, Entry[]>()];
  let longest = 0;
  for (const street of streets)
    for (const called of [street.name, ...street.aliases]) {
      const { stem, word } = parted(called);
      const entry: Entry = { street, stem, word, sounds: soundsOf(stem), alias: called === street.name ? undefined : called };
      longest = Math.max(longest, [...stem].length);
      add(byStem, stem, entry);
      add(bySound, entry.sounds.join(" "), entry);
      for (const gap of gapsOf(stem)) add(byGap, gap, entry);
    }
  return { byStem, bySound, byGap, longest };
}

/** What each change costs: wrong kind of street 2, heard alike nearly 3 (so that 清阁弄 and 青阁巷 for 清阁巷 are left to a person), one sign wrong 5. A short name that was heard alike says less than a long one. */
const COST = { alias: 0.2, word: 2, sound: 2.8, sign: 5, rest: 1.5 };

/**
 * The streets whose name ends where the word of a street stands: the longest as it is written, else by sound, else with one sign wrong. `before` is what stands there; what is left of it should say something (`explained`: a
 * district), else the name was likely longer. Pure.
 */
export function streetsSaid(book: StreetBook, before: string, word: string, explained: (rest: string) => boolean): StreetMatch[] {
  const signs = [...before];
  let rest = 0;
  const found = new Map<string, StreetMatch>();
  const take = ({ street, stem, word: own, alias }: Entry, cost: number, changed: readonly string[]): void => {
    const other = own !== word;
    const match: StreetMatch = {
      street,
      cost: cost + rest + (other ? COST.word : 0) + (alias ? COST.alias : 0),
      changed: [...changed, ...(other ? [`${stem}${word}→${stem}${own}`] : []), ...(alias ? [`${alias}即${street.name}`] : [])],
    };
    const held = found.get(street.streetId);
    if (!held || held.cost > match.cost) found.set(street.streetId, match);
  };
  for (let length = Math.min(book.longest, signs.length); length > 0; length -= 1) {
    const said = signs.slice(-length).join("");
    rest = explained(signs.slice(0, -length).join("")) ? 0 : COST.rest;
    for (const entry of book.byStem.get(said) ?? []) take(entry, 0, []);
    for (const entry of book.bySound.get(soundsOf(said).join(" ")) ?? []) if (entry.stem !== said) take(entry, COST.sound, [`${said}→${entry.stem}`]);
    if (length > 1)
      for (const gap of gapsOf(said))
        for (const entry of book.byGap.get(gap) ?? []) if (entry.stem !== said) take(entry, COST.sign + (length === 2 ? 1 : 0), [`${said}→${entry.stem}`]);
  }
  return [...found.values()].toSorted((a, b) => a.cost - b.cost);
}

/** The numbers of a street beside one that it does not have. */
export function beside(number: string, known: readonly string[]): string | undefined {
  const figure = figureOf(number);
  return known.reduce<string | undefined>((best, each) => {
    const far = (of: string): number => Math.abs(figureOf(of) - figure) + (figureOf(of) % 2 === figure % 2 ? 0 : 0.5);
    return best === undefined || far(each) < far(best) ? each : best;
  }, undefined);
}
