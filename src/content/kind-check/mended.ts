import type { Path } from "./finder.ts";

/** A name that there is not, and the one that was likely meant; undefined where none is near. */
export interface Slip {
  path: Path;
  wrong: string;
  right: string | undefined;
}

type Holder = Record<string | number, unknown>;

function changed(value: unknown, { wrong, right }: Slip): unknown {
  if (value === wrong) return right;
  if (typeof value === "string" && /^[+-]/.test(value) && value.slice(1) === wrong) return right === undefined ? undefined : `${value[0]}${right}`;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, each === wrong && right !== undefined ? right : each]));
}

/** Lists without what was taken out of them. */
function packed(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => each !== undefined).map(packed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, packed(each)]])));
}

/**
 * A kind as its author likely meant it: each slip of a name put right, or left out where nobody knows what was meant. What else is looked at in the check is
 * looked at in this one, so that one slip is told once and not again by everything that builds on it.
 */
export function mended(written: unknown, slips: readonly Slip[]): unknown {
  const whole = structuredClone(written);
  for (const slip of slips) {
    const last = slip.path.at(-1)!;
    const holder = slip.path.slice(0, -1).reduce<unknown>((at, part) => (typeof at === "object" && at !== null ? (at as Holder)[part] : undefined), whole);
    if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, last)) continue;
    const at = holder as Holder;
    // The name itself is the key.
    if (last === slip.wrong) {
      if (slip.right !== undefined && !Object.hasOwn(at, slip.right)) at[slip.right] = at[last];
      delete at[last];
    } else at[last] = changed(at[last], slip);
  }
  return packed(whole);
}
