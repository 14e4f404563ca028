import { add, big, compare, divide, multiply, squareRoot, subtract, type Numeric } from "#language/decimal";
import { equals, kindOf, order, spend, type Value } from "#language/feel-value";
import { overList, type Signature } from "./define.ts";

type List = readonly Value[];
type Numbers = readonly Numeric[];

function numeric(run: (numbers: Numbers) => Value | undefined): (list: List) => Value | undefined {
  return (list) => {
    spend(list.length);
    return list.every((item) => kindOf(item) === "number") ? run(list as Numbers) : undefined;
  };
}

function folded(numbers: Numbers, step: (a: Numeric, b: Numeric) => Numeric | undefined): Numeric | undefined {
  let result: Numeric | undefined = numbers[0];
  for (let at = 1; at < numbers.length && result !== undefined; at += 1) result = step(result, numbers[at]!);
  return result;
}

function mean(numbers: Numbers): Numeric | undefined {
  const sum = folded(numbers, add);
  return sum === undefined ? undefined : divide(sum, numbers.length);
}

function inOrder(numbers: Numbers): Numbers {
  return numbers.toSorted(compare);
}

function median(numbers: Numbers): Numeric | undefined {
  const sorted = inOrder(numbers);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : sorted.length > 0 ? mean([sorted[middle - 1]!, sorted[middle]!]) : undefined;
}

/** Of a sample: divided by one less than there are. */
function deviation(numbers: Numbers): Numeric | undefined {
  const average = numbers.length > 1 ? mean(numbers) : undefined;
  if (average === undefined) return undefined;
  const squares = numbers.map((value) => {
    const distance = big(subtract(value, average) ?? 0);
    return multiply(distance, distance) ?? 0;
  });
  const variance = divide(folded(squares, add) ?? 0, numbers.length - 1);
  return variance === undefined ? undefined : squareRoot(variance);
}

/** Those that come most often, in ascending order. */
function mode(numbers: Numbers): Numbers {
  const runs: { value: Numeric; times: number }[] = [];
  for (const value of inOrder(numbers)) {
    const last = runs.at(-1);
    if (last && equals(last.value, value)) last.times += 1;
    else runs.push({ value, times: 1 });
  }
  const most = Math.max(0, ...runs.map(({ times }) => times));
  return runs.filter(({ times }) => times === most).map(({ value }) => value);
}

function extreme(sign: 1 | -1): (list: List) => Value | undefined {
  return (list) => {
    spend(list.length);
    let best: Value | undefined = list[0];
    if (best === undefined || order(best, best) === undefined) return undefined;
    for (const item of list) {
      const found = order(item, best);
      if (found === undefined) return undefined;
      if (found * sign > 0) best = item;
    }
    return best;
  };
}

/** All true, or at least one: an element that is no boolean leaves it open unless another decides (DMN 1.5 Table 76). */
function decided(by: boolean): (list: List) => Value | undefined {
  return (list) => (list.includes(by) ? by : list.every((item) => item === !by) ? !by : undefined);
}

/** Functions that make one value of many (DMN 1.5 Table 76). */
export const STATISTICS: readonly Signature[] = [
  ...overList("min", extreme(-1)),
  ...overList("max", extreme(1)),
  ...overList(
    "sum",
    numeric((numbers) => folded(numbers, add)),
  ),
  ...overList(
    "product",
    numeric((numbers) => folded(numbers, multiply)),
  ),
  ...overList("mean", numeric(mean)),
  ...overList("median", numeric(median)),
  ...overList("stddev", numeric(deviation)),
  ...overList("mode", numeric(mode)),
  ...overList("all", decided(false)),
  ...overList("any", decided(true)),
];
