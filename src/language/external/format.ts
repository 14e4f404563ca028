import { round } from "#language/decimal";
import { toPlain } from "#language/feel-value";
import type { JavaValue } from "./java-values.ts";

const PLACE = /%(?:(\d+)\$)?([-0,+ ]*)(\d+)?(?:\.(\d+))?([sSdfbcxn%])/g;

/**
 * `String.format` of Java for texts, whole numbers, decimals, booleans and characters, with width, precision and the flags - 0 , + and space;
 * undefined where Java throws: an argument is missing or of another kind, or a conversion is none of these.
 */
export function formatted(pattern: string, ...args: JavaValue[]): string | undefined {
  let next = 0;
  let failed = pattern.replace(PLACE, "").includes("%");
  const text = pattern.replace(
    PLACE,
    (_all, position: string | undefined, flags: string, width: string | undefined, precision: string | undefined, kind: string) => {
      if (kind === "n") return "\n";
      if (kind === "%") return "%";
      const arg = args[position === undefined ? next++ : Number(position) - 1];
      const made = arg === undefined ? undefined : converted(arg, kind, flags, precision);
      if (made === undefined) failed = true;
      const wide = Math.min(Number(width ?? 0), 1000);
      if (flags.includes("-")) return (made ?? "").padEnd(wide);
      return (made ?? "").padStart(wide, flags.includes("0") ? "0" : " ");
    },
  );
  return failed ? undefined : text;
}

function converted(arg: JavaValue, kind: string, flags: string, precision: string | undefined): string | undefined {
  switch (kind) {
    case "s":
      return String(arg).slice(0, precision === undefined ? undefined : Number(precision));
    case "S":
      return String(arg).toUpperCase();
    case "b":
      return String(arg !== false);
    case "c":
      return typeof arg === "string" && arg.length === 1 ? arg : undefined;
    case "d":
      return isWhole(arg) ? signed(grouped(String(arg), flags), flags) : undefined;
    case "x":
      return isWhole(arg) ? BigInt(arg).toString(16) : undefined;
    default:
      return typeof arg === "number" ? signed(grouped(fixed(arg, Number(precision ?? 6)), flags), flags) : undefined;
  }
}

function isWhole(arg: JavaValue): arg is number | bigint {
  return typeof arg === "bigint" || (typeof arg === "number" && Number.isSafeInteger(arg));
}

/** Halves away from zero, as Java rounds. */
function fixed(arg: number, digits: number): string {
  const rounded = round(arg, Math.min(digits, 20), "half up");
  return Number(toPlain(rounded ?? arg)).toFixed(Math.min(digits, 20));
}

function grouped(text: string, flags: string): string {
  return flags.includes(",") ? text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",") : text;
}

function signed(text: string, flags: string): string {
  if (text.startsWith("-")) return text;
  return flags.includes("+") ? `+${text}` : flags.includes(" ") ? ` ${text}` : text;
}
