import { midnight, Day } from "#language/temporal";
import { FunctionValue } from "./function-value.ts";
import { isList, kindOf } from "./kind.ts";
import { RangeValue } from "./range.ts";
import { spend } from "./bound.ts";
import { ANY, type FeelType } from "./type.ts";
import type { Context, Value } from "./value.ts";

/** Whether a value is of a type (DMN 1.5 clause 10.3.2.9), with allowed values unless only its structure is asked. Null belongs to every type. */
export function conforms(value: Value, type: FeelType, structure?: "structure"): boolean {
  if (value === null || value === undefined || type.kind === "Any") return true;
  spend(1);
  switch (type.kind) {
    case "Null":
      return false;
    case "list":
      return isList(value) && (type.of.kind === "Any" || value.every((item) => conforms(item, type.of, structure)));
    case "range":
      return value instanceof RangeValue && conforms(value.low, type.of, structure) && conforms(value.high, type.of, structure);
    case "context":
      return kindOf(value) === "context" && holds(value as Context, type.entries, structure);
    case "function":
      return value instanceof FunctionValue && accepts(value, type);
    case "constrained":
      return conforms(value, type.of, structure) && ((structure && !type.structural) || type.allows(value));
    default:
      return kindOf(value) === type.kind;
  }
}

/** `instance of`: as `conforms` by structure, but null is an instance of Null alone. */
export function isInstance(value: Value, type: FeelType): boolean {
  if (value === null || value === undefined) return type.kind === "Null";
  return conforms(value, type, "structure");
}

function holds(value: Context, entries: Readonly<Record<string, FeelType>>, structure: "structure" | undefined): boolean {
  return Object.keys(entries).every((name) => Object.hasOwn(value, name) && conforms(value[name]!, entries[name]!, structure));
}

/** What a function does not declare may be anything: its parameters take all values, its result is taken as it is wanted. */
function accepts({ parameters, result }: FunctionValue, wanted: Extract<FeelType, { kind: "function" }>): boolean {
  const own = parameters?.map(({ type }) => type ?? ANY) ?? wanted.parameters;
  return typeConforms({ kind: "function", parameters: own, result: result ?? wanted.result }, wanted);
}

/** Whether every value of the first type is one of the second: results one way, parameters the other (DMN 1.5 clause 10.3.2.9.2). */
export function typeConforms(type: FeelType, to: FeelType): boolean {
  if (to.kind === "Any" || type.kind === "Null") return true;
  if (to.kind === "constrained") return type === to;
  if (type.kind === "constrained") return typeConforms(type.of, to);
  if (type.kind === "list" || type.kind === "range") return to.kind === type.kind && typeConforms(type.of, to.of);
  if (type.kind === "context")
    return (
      to.kind === "context" &&
      Object.keys(to.entries).every((name) => Object.hasOwn(type.entries, name) && typeConforms(type.entries[name]!, to.entries[name]!))
    );
  if (type.kind !== "function") return type.kind === to.kind;
  if (to.kind !== "function" || to.parameters.length !== type.parameters.length) return false;
  return typeConforms(type.result, to.result) && to.parameters.every((parameter, at) => typeConforms(parameter, type.parameters[at]!));
}

/**
 * The value as the type wants it (DMN 1.5 clause 10.3.2.9.4): a value becomes a list of one, a list of one its value, a date its
 * midnight in UTC. Undefined where it does not fit.
 */
export function coerce(value: Value, type: FeelType): Value | undefined {
  if (conforms(value, type)) return value ?? null;
  const wanted = type.kind === "constrained" ? type.of : type;
  if (isList(value) && wanted.kind !== "list") return value.length === 1 ? coerceOnce(value[0]!, type) : undefined;
  if (wanted.kind === "list" && !isList(value)) return conforms([value], type) ? [value] : undefined;
  return coerceOnce(value, type);
}

function coerceOnce(value: Value, type: FeelType): Value | undefined {
  if (conforms(value, type)) return value;
  const moment = value instanceof Day ? midnight(value) : undefined;
  return moment && conforms(moment, type) ? moment : undefined;
}
