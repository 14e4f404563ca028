import type { Kind } from "./kind.ts";
import type { Value } from "./value.ts";

type Simple = Exclude<Kind, "null" | "list" | "context" | "range" | "function">;

/** A type of FEEL (DMN 1.5 clause 10.3.2.8), as `instance of`, parameters and the item definitions of DMN name them. */
export type FeelType =
  | Readonly<{ kind: Simple | "Any" | "Null" }>
  | Readonly<{ kind: "list" | "range"; of: FeelType }>
  | Readonly<{ kind: "context"; entries: Readonly<Record<string, FeelType>> }>
  | Readonly<{ kind: "function"; parameters: readonly FeelType[]; result: FeelType }>
  /**
   * A type whose values must satisfy something more, as allowed values of an item definition do. `instance of` looks at the structure alone (DMN 1.5
   * clause 10.3.2.9), unless what is asked for more is the structure, as of `function` without parameters.
   */
  | Readonly<{ kind: "constrained"; of: FeelType; allows: (value: Value) => boolean; structural?: true }>;

/** Any value at all. */
export const ANY: FeelType = { kind: "Any" };

const SIMPLE = {
  Any: ANY,
  Null: { kind: "Null" },
  number: { kind: "number" },
  string: { kind: "string" },
  boolean: { kind: "boolean" },
  date: { kind: "date" },
  time: { kind: "time" },
  "date and time": { kind: "date and time" },
  dateTime: { kind: "date and time" },
  "days and time duration": { kind: "days and time duration" },
  dayTimeDuration: { kind: "days and time duration" },
  "years and months duration": { kind: "years and months duration" },
  yearMonthDuration: { kind: "years and months duration" },
  list: { kind: "list", of: ANY },
  context: { kind: "context", entries: {} },
} as const satisfies Record<string, FeelType>;

/** The built-in type of a name, with the older names of DMN files too: "number", "date and time", "dateTime", "Any". */
export function simpleType(name: string): FeelType | undefined {
  return Object.hasOwn(SIMPLE, name) ? SIMPLE[name as keyof typeof SIMPLE] : undefined;
}

/** The names of the built-in types. */
export const TYPE_NAMES: readonly string[] = Object.keys(SIMPLE);
