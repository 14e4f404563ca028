import { BUILT_IN } from "#language/feel-function";
import type { Tree } from "#language/feel-text";
import { instead } from "#values/spelling";
import { incomparable, tell } from "./compare.ts";
import { elementOf } from "./loop.ts";
import { lookUp, namesIn, typed, type Sight } from "./sight.ts";
import { ANY, BOOLEAN, join, joined, listOf, NUMBER, TEXT, WHOLE, type Type } from "./type.ts";

type Of<K extends Tree["kind"]> = Extract<Tree, { kind: K }>;
type Result = (args: readonly Type[]) => Type;

const always =
  (type: Type): Result =>
  () =>
    type;
/** Results by function (DMN 1.5 clause 10.3.4); one that is not here may give anything. */
const GIVES: Readonly<Record<string, Result>> = Object.fromEntries([
  ..."string,substring,upper case,lower case,substring before,substring after,replace,string join,day of week,month of year"
    .split(",")
    .map((name) => [name, always(TEXT)] as const),
  ..."number,decimal,round up,round down,round half up,round half down,modulo,sqrt,log,exp,mean,stddev,sum,product"
    .split(",")
    .map((name) => [name, always(NUMBER)] as const),
  ..."floor,ceiling,count,string length,day of year,week of year".split(",").map((name) => [name, always(WHOLE)] as const),
  ..."contains,starts with,ends with,matches,list contains,not,odd,even,all,any,is,before,after,meets,met by,overlaps,includes,during,starts,finishes,coincides"
    .split(",")
    .map((name) => [name, always(BOOLEAN)] as const),
  ["date", always({ is: "date" })],
  ["today", always({ is: "date" })],
  ["time", always({ is: "time" })],
  ["date and time", always({ is: "date and time" })],
  ["now", always({ is: "date and time" })],
  ["duration", always({ is: "duration" })],
  ["years and months duration", always({ is: "duration" })],
  ["abs", ([type = ANY]) => type],
  ["concatenate", (args) => listOf(joined(args.map(elementOf)))],
  ["union", (args) => listOf(joined(args.map(elementOf)))],
  ["append", ([list = ANY, ...items]) => listOf(items.reduce(join, elementOf(list)))],
  ...["reverse", "sublist", "distinct values", "remove", "sort"].map((name) => [name, ([list = ANY]: readonly Type[]) => listOf(elementOf(list))] as const),
  ["index of", always(listOf(WHOLE))],
  ["split", always(listOf(TEXT))],
]);

/** function(arguments): the arguments are looked at whatever is called. */
export function typedCall({ of, args, names }: Of<"call">, sight: Sight): Type {
  const types = args.map((arg) => typed(arg, sight));
  if (of.kind !== "name") return (void typed(of, sight), ANY);
  const given = lookUp(of.name, sight);
  if (given !== undefined) return given !== "open" && given.is === "function" ? givenBy(given, of.name, args, sight) : ANY;
  if (!BUILT_IN.has(of.name)) {
    sight.found.push({ word: of.name, message: `没有叫“${of.name}”的函数。${instead(of.name, [...BUILT_IN.keys(), ...namesIn(sight)])}` });
    return ANY;
  }
  if (of.name === "list contains" && !names && types.length === 2) checkMember(args[0]!, args[1]!, types, sight);
  return Object.hasOwn(GIVES, of.name) && !names ? GIVES[of.name]!(types) : ANY;
}

/** What a function of the scope gives by the text that it takes first. */
function givenBy({ gives, what = "值" }: Extract<Type, { is: "function" }>, name: string, [first, ...more]: readonly Tree[], { found }: Sight): Type {
  if (!gives) return ANY;
  if (first?.kind !== "literal" || typeof first.value !== "string" || more.length !== 1) {
    found.push({ word: name, message: `${name} 要写两项，前一项是加引号的名字：${name}("${Object.keys(gives)[0] ?? "…"}", …)` });
    return ANY;
  }
  if (Object.hasOwn(gives, first.value)) return gives[first.value]!;
  found.push({ word: first.value, message: `没有${what}“${first.value}”。${instead(first.value, Object.keys(gives))}` });
  return ANY;
}

/** Whether a value can be in a list; of a list that is written out each element is asked for. */
function checkMember(list: Tree, value: Tree, [inList = ANY, searched = ANY]: readonly Type[], sight: Sight): void {
  if (list.kind !== "list") return tell(sight, incomparable(elementOf(inList), searched, { of: list, to: value }));
  for (const item of list.items) tell(sight, incomparable(searched, typed(item, { ...sight, found: [] }), { of: value, to: item }));
}
