import { BUILT_IN } from "#language/feel-function";
import { knownNames, type KnownNames } from "#language/feel-text";
import { PART_NAMES } from "./compile-path.ts";

const always = knownNames([...BUILT_IN.keys(), ...PART_NAMES]);

/** The names that a text may use although they hold spaces: those given, and those of the language. */
export function namesWith(names: Iterable<string>): KnownNames {
  return knownNames(names, always);
}
