import { FunctionValue, isList, kindOf, spend, type Kind, type Value } from "#language/feel-value";
import { Day, midnight } from "#language/temporal";

type Wanted = Readonly<{ name: string; kinds: readonly string[]; optional: boolean; rest: boolean }>;
type Result = Value | undefined;

/** One way to call a built-in function. */
export type Signature = Readonly<{ name: string; wanted: readonly Wanted[]; run: (args: readonly Value[]) => Result }>;

const KINDS: Readonly<Record<string, Kind>> = {
  dateTime: "date and time",
  days: "days and time duration",
  months: "years and months duration",
};

/**
 * A way to call a built-in function, written as the tables of the standard write it:
 * `substring(string: string, start position: number, length?: number)`. Kinds are joined by "|"; "Any" takes null too, "null" says
 * that null may stand there; `...` before a name takes all arguments from there on. What does not fit gives null.
 */
export function define<Args extends readonly (Value | undefined)[]>(written: string, run: (...args: Args) => Result): Signature {
  const cut = written.indexOf("(");
  const inside = written.slice(cut + 1, -1);
  return { name: written.slice(0, cut), wanted: inside === "" ? [] : inside.split(", ").map(wantedOf), run: (args) => run(...(args as unknown as Args)) };
}

function wantedOf(written: string): Wanted {
  const [name, kinds] = written.split(": ") as [string, string];
  return {
    name: name.replace(/^\.\.\.|\?$/g, ""),
    kinds: kinds.split("|").map((kind) => KINDS[kind] ?? kind),
    optional: name.endsWith("?"),
    rest: name.startsWith("..."),
  };
}

/** The functions of these signatures, by name; several of one name are tried in their order. */
export function functionsOf(signatures: readonly Signature[]): ReadonlyMap<string, FunctionValue> {
  const byName = Map.groupBy(signatures, ({ name }) => name);
  return new Map([...byName].map(([name, ways]) => [name, functionOf(name, ways)]));
}

function functionOf(name: string, ways: readonly Signature[]): FunctionValue {
  const call = (args: readonly Value[]): Value => firstFitting(ways, (way) => byPosition(way, args));
  const named = (names: readonly string[], args: readonly Value[]): Value => firstFitting(ways, (way) => byName(way, names, args));
  return new FunctionValue(parametersOf(ways), call, named, name);
}

/** What `instance of` and callers see: the parameters, where there is only one way to call. */
function parametersOf(ways: readonly Signature[]): { name: string }[] | undefined {
  return ways.length === 1 ? ways[0]!.wanted.map(({ name }) => ({ name })) : undefined;
}

function firstFitting(ways: readonly Signature[], argsOf: (way: Signature) => Value[] | undefined): Value {
  for (const way of ways) {
    const args = argsOf(way);
    if (!args) continue;
    weigh(args);
    return way.run(args) ?? null;
  }
  return null;
}

function byPosition({ wanted }: Signature, args: readonly Value[]): Value[] | undefined {
  const last = wanted.at(-1);
  if (args.length > wanted.length && !last?.rest) return undefined;
  const fitted: Value[] = [];
  for (let at = 0; at < Math.max(args.length, wanted.length); at += 1) {
    const want = wanted[at] ?? last!;
    if (at >= args.length) {
      if (want.optional || want.rest) continue;
      return undefined;
    }
    const value = fit(args[at] ?? null, want.kinds);
    if (value === undefined) return undefined;
    fitted.push(value);
  }
  return fitted;
}

function byName(way: Signature, names: readonly string[], args: readonly Value[]): Value[] | undefined {
  const { wanted } = way;
  if (names.some((name, at) => names.indexOf(name) < at || !wanted.some((want) => want.name === name))) return undefined;
  const placed: Value[] = [];
  for (const [at, want] of wanted.entries()) {
    const given = names.indexOf(want.name);
    if (given >= 0) placed[at] = args[given]!;
    else if (!want.optional && !want.rest) return undefined;
  }
  return fitSparse(wanted, placed);
}

/** Optional arguments that were left out stay undefined. */
function fitSparse(wanted: readonly Wanted[], placed: readonly Value[]): Value[] | undefined {
  const fitted: Value[] = [];
  for (let at = 0; at < placed.length; at += 1) {
    if (placed[at] === undefined) {
      fitted.push(undefined as never);
      continue;
    }
    const value = fit(placed[at]!, wanted[at]!.kinds);
    if (value === undefined) return undefined;
    fitted.push(value);
  }
  return fitted;
}

/** Long texts count for what it takes to look through them; lists are counted by the functions that go through them. */
function weigh(args: readonly Value[]): void {
  for (const value of args) if (typeof value === "string" && value.length > 100) spend(value.length >> 6);
}

/** The argument as it is wanted, with the conversions of DMN 1.5 clause 10.3.2.9.4; undefined where it does not fit. */
function fit(value: Value, kinds: readonly string[]): Value | undefined {
  const kind = kindOf(value);
  if (kinds.includes(kind)) return kind === "null" ? null : value;
  if (kinds.includes("Any")) return value ?? null;
  if (kind === "null") return undefined;
  if (kinds.includes("list")) return [value];
  if (isList(value)) return value.length === 1 && !isList(value[0]) ? fit(value[0]!, kinds) : undefined;
  return kinds.includes("date and time") && value instanceof Day ? midnight(value) : undefined;
}

/** The two ways of a function over a list: the list itself, or its elements as arguments, which have no names that could be written. */
export function overList(name: string, run: (list: readonly Value[]) => Result): Signature[] {
  return [define(`${name}(list: list)`, run), define(`${name}(#1: Any, #2: Any, ...#: Any)`, (...list: Value[]) => run(list))];
}
