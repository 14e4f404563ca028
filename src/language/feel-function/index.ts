import { BOOLEAN } from "./boolean.ts";
import { CONTEXT } from "./context.ts";
import { CONVERSION } from "./conversion.ts";
import { functionsOf } from "./define.ts";
import { LIST } from "./list.ts";
import { NUMERIC } from "./numeric.ts";
import { RANGE } from "./range.ts";
import { STATISTICS } from "./statistics.ts";
import { STRING } from "./string.ts";
import { TEMPORAL } from "./temporal.ts";

export { MOMENTARY } from "./temporal.ts";

/** All built-in functions of DMN 1.5 clause 10.3.4, by name. */
export const BUILT_IN = functionsOf([...CONVERSION, ...BOOLEAN, ...STRING, ...LIST, ...STATISTICS, ...NUMERIC, ...RANGE, ...TEMPORAL, ...CONTEXT]);
