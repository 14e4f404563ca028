import { canBound, kindOf, order, RangeValue, type Value } from "#language/feel-value";
import { define, type Signature } from "./define.ts";

/** How the ends of two ranges lie to each other: s for start, e for end, of the first and the second. */
type Ends = Readonly<{ a: RangeValue; b: RangeValue; ss: number; se: number; es: number; ee: number }>;
type Relation = (ends: Ends) => boolean;

const before: Relation = ({ a, b, es }) => es < 0 || (es === 0 && !(a.highIn && b.lowIn));
const meets: Relation = ({ a, b, es }) => es === 0 && a.highIn && b.lowIn;
const overlapsBefore: Relation = ({ a, b, ss, es, ee }) =>
  (ss < 0 || (ss === 0 && a.lowIn && !b.lowIn)) && (es > 0 || (es === 0 && a.highIn && b.lowIn)) && (ee < 0 || (ee === 0 && (!a.highIn || b.highIn)));
const overlaps: Relation = ({ a, b, es, se }) => (es > 0 || (es === 0 && a.highIn && b.lowIn)) && (se < 0 || (se === 0 && a.lowIn && b.highIn));
const finishes: Relation = ({ a, b, ss, ee }) => ee === 0 && a.highIn === b.highIn && (ss > 0 || (ss === 0 && (!a.lowIn || b.lowIn)));
const starts: Relation = ({ a, b, ss, ee }) => ss === 0 && a.lowIn === b.lowIn && (ee < 0 || (ee === 0 && (!a.highIn || b.highIn)));
const includes: Relation = ({ a, b, ss, ee }) => (ss < 0 || (ss === 0 && (a.lowIn || !b.lowIn))) && (ee > 0 || (ee === 0 && (a.highIn || !b.highIn)));
const coincides: Relation = ({ a, b, ss, ee }) => ss === 0 && ee === 0 && a.lowIn === b.lowIn && a.highIn === b.highIn;

/** The relation seen from the other side. */
function turned(relation: Relation): Relation {
  return ({ a, b, ss, se, es, ee }) => relation({ a: b, b: a, ss: 0 - ss, se: 0 - es, es: 0 - se, ee: 0 - ee });
}

type Place = readonly [value: Value, unlimited: -1 | 0 | 1];

const lowOf = (range: RangeValue): Place => [range.low, range.sign?.startsWith("<") ? -1 : 0];
const highOf = (range: RangeValue): Place => [range.high, range.sign?.startsWith(">") ? 1 : 0];

function between([a, farA]: Place, [b, farB]: Place): number | undefined {
  return farA !== 0 || farB !== 0 ? farA - farB : order(a, b);
}

/** A point is the range that holds nothing else: all definitions of DMN 1.5 Table 78 agree with that. */
function asRange(value: Value): RangeValue | undefined {
  if (value instanceof RangeValue) return value.sign === "!=" ? undefined : value;
  return canBound(value) ? new RangeValue(value, true, value, true) : undefined;
}

function related(relation: Relation): (first: Value, second: Value) => boolean | undefined {
  return (first, second) => {
    const a = asRange(first);
    const b = asRange(second);
    if (!a || !b) return undefined;
    const ss = between(lowOf(a), lowOf(b));
    const se = between(lowOf(a), highOf(b));
    const es = between(highOf(a), lowOf(b));
    const ee = between(highOf(a), highOf(b));
    return ss === undefined || se === undefined || es === undefined || ee === undefined ? undefined : relation({ a, b, ss, se, es, ee });
  };
}

const POINT = "number|string|date|time|dateTime|days|months";
const NAMES = { point: ["point", POINT], range: ["range", "range"] } as const;
type Side = keyof typeof NAMES;

function ways(name: string, relation: Relation, sides: readonly (readonly [Side, Side])[]): Signature[] {
  const run = related(relation);
  return sides.map(([left, right]) => {
    const names = left === right ? [`${NAMES[left][0]}1`, `${NAMES[right][0]}2`] : [NAMES[left][0], NAMES[right][0]];
    return define(`${name}(${names[0]}: ${NAMES[left][1]}, ${names[1]}: ${NAMES[right][1]})`, (a: Value, b: Value) =>
      kindOf(a) === "null" ? undefined : run(a, b),
    );
  });
}

const RANGES = [["range", "range"]] as const;
const INNER = [["point", "range"], ...RANGES] as const;
const OUTER = [["range", "point"], ...RANGES] as const;
const ALL = [["point", "point"], ["point", "range"], ["range", "point"], ...RANGES] as const;

/** Range functions (DMN 1.5 Table 78). */
export const RANGE: readonly Signature[] = [
  ...ways("before", before, ALL),
  ...ways("after", turned(before), ALL),
  ...ways("meets", meets, RANGES),
  ...ways("met by", turned(meets), RANGES),
  ...ways("overlaps", overlaps, RANGES),
  ...ways("overlaps before", overlapsBefore, RANGES),
  ...ways("overlaps after", turned(overlapsBefore), RANGES),
  ...ways("finishes", finishes, INNER),
  ...ways("finished by", turned(finishes), OUTER),
  ...ways("includes", includes, OUTER),
  ...ways("during", turned(includes), INNER),
  ...ways("starts", starts, INNER),
  ...ways("started by", turned(starts), OUTER),
  ...ways("coincides", coincides, [["point", "point"], ...RANGES]),
];
