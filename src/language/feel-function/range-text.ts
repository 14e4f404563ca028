import { numberOf } from "#language/decimal";
import { canBound, kindOf, order, RangeValue, type Value } from "#language/feel-value";
import { parseClock, parseDate, parseDuration, parseMoment, parseTemporal } from "#language/temporal";

const RANGE = /^\s*([[\](])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s;
const NUMBER = /^-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d{1,4})?$/;
const TEXT = /^"((?:[^"\\]|\\.)*)"$/s;
const AT = /^@\s*"([^"]*)"$/;
const CALL = /^(date and time|date|time|duration)\s*\(\s*"([^"]*)"\s*\)$/;
const PARSERS: Readonly<Record<string, (text: string) => Value | undefined>> = {
  "date and time": parseMoment,
  date: parseDate,
  time: parseClock,
  duration: parseDuration,
};

/**
 * range("[18..21)") (DMN 1.5 Table 73, grammar rules 66 to 68): ends are literals of one kind; an end may be missing where its side is open.
 */
export function rangeFromText(text: string): RangeValue | undefined {
  const [, left, from, to, right] = RANGE.exec(text) ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return undefined;
  const low = from === "" ? null : endOf(from);
  const high = to === "" ? null : endOf(to);
  const lowIn = left === "[";
  const highIn = right === "]";
  if (low === undefined || high === undefined || (low === null && lowIn) || (high === null && highIn)) return undefined;
  if (low === null) return new RangeValue(null, false, high, highIn, highIn ? "<=" : "<");
  if (high === null) return new RangeValue(low, lowIn, null, false, lowIn ? ">=" : ">");
  const found = kindOf(low) === kindOf(high) ? order(low, high) : undefined;
  return found !== undefined && found <= 0 ? new RangeValue(low, lowIn, high, highIn) : undefined;
}

function endOf(text: string): Value | undefined {
  const value = literal(text);
  return value !== undefined && canBound(value) ? value : undefined;
}

function literal(text: string): Value | undefined {
  if (NUMBER.test(text)) return numberOf(text);
  const [, inside] = TEXT.exec(text) ?? [];
  if (inside !== undefined) return inside.replace(/\\(["\\])/g, "$1");
  const [, at] = AT.exec(text) ?? [];
  if (at !== undefined) return parseTemporal(at);
  const [, name, argument] = CALL.exec(text) ?? [];
  return name === undefined ? undefined : PARSERS[name]?.(argument!);
}
