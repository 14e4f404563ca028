import { formulaFaults, type Finding } from "#content/scope";
import { instead, nearest } from "#values/spelling";
import { misfit, type RecordType, type Type } from "#language/typing";
import type { Slip } from "./mended.ts";

export type Path = Finding["path"];

/** What there is of a sort, in words: 状态, with its names and what they mean. */
export interface Known {
  what: string;
  names: readonly string[];
  words?: Readonly<Record<string, string>>;
}

/** Collects findings of one file. */
export interface Finder {
  found: Finding[];
  /** Names that there are not, with those that were meant. */
  slips: Slip[];
  say(path: Path, message: string, more?: Pick<Finding, "word" | "key">): void;
  /** That a name is one of those that there are. */
  named(path: Path, name: string | undefined, known: Known): void;
  /** A formula over a scope, and that it gives what is wanted; `what` is the whole in a sentence. */
  formula(path: Path, text: string, scope: RecordType, wanted?: { type: Type; what: string }): void;
}

/** A finder with nothing found. */
export function finder(): Finder {
  const found: Finding[] = [];
  const slips: Slip[] = [];
  const say: Finder["say"] = (path, message, more = {}) => void found.push({ path, message, ...more });
  return {
    found,
    slips,
    say,
    named: (path, name, { what, names, words = {} }) => {
      if (name === undefined || names.includes(name)) return;
      const there = names.length === 0 ? `这里一个${what}也没有写` : instead(name, names, words);
      slips.push({ path, wrong: name, right: nearest(name, names) });
      say(path, `没有${what}“${name}”。${there}`, { word: name });
    },
    formula: (path, text, scope, wanted) => {
      const { type, faults } = formulaFaults(text, scope);
      for (const { message, word } of faults) say(path, message, word === undefined ? {} : { word });
      const fault = faults.length === 0 && wanted ? misfit(type, wanted.type) : undefined;
      if (fault) say(path, `${wanted!.what}${fault}`);
    },
  };
}
