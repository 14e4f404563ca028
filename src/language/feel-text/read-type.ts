import { ANY, kindOf, simpleType, TYPE_NAMES, type FeelType } from "#language/feel-value";
import { NAME_BEFORE_COLON, tidy, WORD } from "./characters.ts";
import { knownNames } from "./known-names.ts";
import { must, sees, skip, takeMatch, takes, within, wrong, type Reader } from "./reader.ts";

const builtIn = knownNames(TYPE_NAMES);

/** `function` alone, which says nothing of parameters and result. */
const ANY_FUNCTION: FeelType = { kind: "constrained", of: ANY, allows: (value) => kindOf(value) === "function", structural: true };

/** A type (DMN 1.5 grammar rule 52): a name, list<…>, range<…>, context<…>, function<…>->…. */
export function readType(reader: Reader): FeelType {
  return within(reader, () => {
    const name = readTypeName(reader);
    const declared = Object.hasOwn(reader.types, name) ? reader.types[name] : undefined;
    if (declared) return declared;
    if (name === "list" || name === "range") return { kind: name, of: takes(reader, "<") ? closed(reader, readType(reader)) : ANY };
    if (name === "context" && takes(reader, "<")) return { kind: "context", entries: readEntries(reader) };
    if (name === "function") return readFunctionType(reader);
    const simple = simpleType(name);
    if (!simple) throw wrong(reader);
    return simple;
  });
}

function readTypeName(reader: Reader): string {
  skip(reader);
  const long = knownNames(Object.keys(reader.types), builtIn).longest(reader.text, reader.at);
  if (long) {
    reader.at = long.end;
    return long.name;
  }
  let name = takeMatch(reader, WORD)?.[0] ?? "";
  while (sees(reader, ".") && !sees(reader, "..")) {
    must(reader, ".");
    name += `.${takeMatch(reader, WORD)?.[0] ?? ""}`;
  }
  return name;
}

function closed<T>(reader: Reader, found: T): T {
  must(reader, ">");
  return found;
}

function readEntries(reader: Reader): Record<string, FeelType> {
  const entries: [string, FeelType][] = [];
  while (!takes(reader, ">")) {
    if (entries.length > 0) must(reader, ",");
    const [, name] = takeMatch(reader, NAME_BEFORE_COLON) ?? [];
    if (name === undefined) throw wrong(reader);
    entries.push([tidy(name), readType(reader)]);
  }
  return Object.fromEntries(entries);
}

function readFunctionType(reader: Reader): FeelType {
  const parameters: FeelType[] = [];
  if (!takes(reader, "<")) return ANY_FUNCTION;
  while (!takes(reader, ">")) {
    if (parameters.length > 0) must(reader, ",");
    parameters.push(readType(reader));
  }
  must(reader, "->");
  return { kind: "function", parameters, result: readType(reader) };
}
