import { BUILT_IN } from "#language/feel-function";
import type { Tree } from "#language/feel-text";
import { unknownMember, unknownName } from "./fault.ts";
import { lookUp, namesIn, pathText, typed, type Sight } from "./sight.ts";
import { ANY, listOf, NUMBER, ownEntry, TEXT, typeWords, WHOLE, type Type } from "./type.ts";

type Of<K extends Tree["kind"]> = Extract<Tree, { kind: K }>;

/** A name: what is bound or given, or a built-in function. */
export function typedName({ name }: Of<"name">, sight: Sight): Type {
  const found = lookUp(name, sight);
  if (found === "open") return ANY;
  if (found) return seen(name, name, found, sight);
  if (BUILT_IN.has(name)) return { is: "function" };
  sight.found.push(unknownName(name, namesIn(sight)));
  return ANY;
}

function seen(path: string, name: string, type: Type, { found }: Sight): Type {
  if (type.is !== "hidden") return type;
  found.push({ word: name, message: `表达式里的“${path}”${type.why}`, hidden: true });
  return ANY;
}

const CALENDAR = { year: WHOLE, month: WHOLE, day: WHOLE, weekday: WHOLE };
const CLOCK = { hour: WHOLE, minute: WHOLE, second: NUMBER, timezone: TEXT, "time offset": ANY };
const PARTS: Partial<Record<Type["is"], Readonly<Record<string, Type>>>> = {
  date: CALENDAR,
  time: CLOCK,
  "date and time": { ...CALENDAR, ...CLOCK },
  duration: { years: WHOLE, months: WHOLE, days: WHOLE, hours: WHOLE, minutes: WHOLE, seconds: NUMBER },
};

/** of.name: an entry, a part of a date, and of a list the same of every element. */
export function typedPath(tree: Of<"path">, sight: Sight): Type {
  return memberOf(typed(tree.of, sight), tree, sight);
}

function memberOf(type: Type, tree: Of<"path">, sight: Sight): Type {
  const path = pathText(tree) ?? `….${tree.name}`;
  const owner = pathText(tree.of);
  if (type.is === "list") return listOf(memberOf(type.of, tree, sight));
  if (type.is === "record") {
    const entry = ownEntry(type, tree.name);
    if (entry) return seen(path, tree.name, entry, sight);
    if (!type.open) sight.found.push(unknownMember(path, tree.name, type.called ?? (owner === undefined ? "它" : `“${owner}”`), Object.keys(type.entries)));
    return ANY;
  }
  if (type.is === "any" || type.is === "null" || type.is === "function" || type.is === "hidden") return ANY;
  const parts = PARTS[type.is] ?? {};
  if (Object.hasOwn(parts, tree.name)) return parts[tree.name]!;
  const asDate = type.is === "text" && type.form === "day" && Object.hasOwn(CALENDAR, tree.name);
  sight.found.push({
    word: tree.name,
    message: asDate
      ? `表达式里的“${path}”不存在：${owner ?? "它"}是${typeWords(type)}，要写 date(${owner ?? "…"}).${tree.name}`
      : `表达式里的“${path}”不存在：${owner === undefined ? "它" : `“${owner}”`}是${typeWords(type)}，没有“${tree.name}”`,
  });
  return ANY;
}
