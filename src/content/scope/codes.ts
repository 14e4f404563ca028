import type { Kind } from "#content/kind";
import { hostFunctions, type Scope } from "#language/feel";
import { oneOf, recordOf, TEXT, ANY, type Type } from "#language/typing";

type Lists = Pick<Kind, "codes">;

/** code("list", value): the entry of a code list of the kind's pack with that value, all its attributes; null where there is none. */
export function codesScope({ codes }: Lists): Scope {
  if (!codes) return {};
  const find = (list: unknown, value: unknown): unknown =>
    (typeof list === "string" && Object.hasOwn(codes, list) ? codes[list]!.find((entry) => entry.value === value) : undefined) ?? null;
  return hostFunctions({ code: find });
}

/** What that gives, list by list: attributes that some entries have are there for all. */
export function codesType({ codes = {} }: Lists): Type {
  const gives = Object.entries(codes).map(([list, entries]) => {
    const names = new Set(entries.flatMap((entry) => Object.keys(entry)));
    const attribute = (name: string): Type => (entries.every((entry) => ["string", "undefined"].includes(typeof entry[name])) ? textOf(entries, name) : ANY);
    return [list, recordOf(Object.fromEntries([...names].map((name) => [name, attribute(name)])), { called: `代码表“${list}”` })] as const;
  });
  return { is: "function", gives: Object.fromEntries(gives), what: "代码表" };
}

/** The texts that an attribute has; every one of them may be looked at as a value. */
function textOf(entries: NonNullable<Lists["codes"]>[string], name: string): Type {
  const values = [...new Set(entries.flatMap((entry) => (typeof entry[name] === "string" ? [entry[name]] : [])))];
  return name === "label" ? TEXT : oneOf(values);
}
