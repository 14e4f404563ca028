import { coerce, conforms, FunctionValue, isList, kindOf, readText, typeConforms, type Context, type FeelType, type Value } from "#language/feel-value";
import { Day, midnight } from "#language/temporal";

/**
 * The value as a variable of a type holds it (DMN 1.5 clause 10.3.2.9.4, binding contexts): as it is where it conforms, else out of a list
 * of one, into a list of one, or a day as its midnight. A context that lacks an entry of its type does not conform; one whose entry is null does.
 * @returns undefined where it does not conform even then
 */
export function bound(value: Value, type: FeelType | undefined): Value | undefined {
  if (type === undefined || fits(value, type)) return value;
  const wanted = type.kind === "constrained" ? type.of : type;
  if (isList(value)) return wanted.kind !== "list" && value.length === 1 ? bound(value[0]!, type) : undefined;
  if (wanted.kind === "list") return fits([value], type) ? [value] : undefined;
  const moment = value instanceof Day ? midnight(value) : undefined;
  return moment !== undefined && fits(moment, type) ? moment : undefined;
}

function fits(value: Value, type: FeelType): boolean {
  if (value === null) return true;
  switch (type.kind) {
    case "list":
      return isList(value) && value.every((each) => fits(each, type.of));
    case "context":
      return kindOf(value) === "context" && holds(value as Context, type.entries);
    case "constrained":
      return fits(value, type.of) && type.allows(value);
    case "function":
      return value instanceof FunctionValue && accepts(value, type);
    default:
      return conforms(value, type);
  }
}

function holds(value: Context, entries: Readonly<Record<string, FeelType>>): boolean {
  return Object.keys(entries).every((name) => Object.hasOwn(value, name) && fits(value[name]!, entries[name]!));
}

/** Parameters as many and, where they are declared, as wide as asked for; a result, where it is declared, as narrow. */
function accepts({ parameters, result }: FunctionValue, type: Extract<FeelType, { kind: "function" }>): boolean {
  if (parameters === undefined) return true;
  if (parameters.length !== type.parameters.length) return false;
  const wide = parameters.every((parameter, at) => parameter.type === undefined || typeConforms(type.parameters[at]!, parameter.type));
  return wide && (result === undefined || typeConforms(result, type.result));
}

/** JSON as FEEL values: text that stands where a date, time or duration is declared is read as one. What does not fit stays as it is. */
export function fromJson(value: unknown, type: FeelType | undefined): Value {
  if (value === undefined) return null;
  if (type === undefined || value === null) return value as Value;
  const wanted = type.kind === "constrained" ? type.of : type;
  if (wanted.kind === "list") return isList(value) ? value.map((each) => fromJson(each, wanted.of)) : fromJson(value, wanted.of);
  if (wanted.kind === "context" && kindOf(value) === "context") {
    const context = value as Context;
    const read = Object.keys(wanted.entries).filter((name) => Object.hasOwn(context, name));
    return { ...context, ...Object.fromEntries(read.map((name) => [name, fromJson(context[name], wanted.entries[name])])) };
  }
  if (typeof value !== "string" || wanted.kind === "number" || wanted.kind === "boolean") return value as Value;
  const day = wanted.kind === "date and time" ? coerce(readText(value, { kind: "date" }) ?? null, wanted) : undefined;
  return readText(value, wanted) ?? day ?? value;
}
