import type { Numeric } from "#language/decimal";
import type { Temporal } from "#language/temporal";
import type { FunctionValue } from "./function-value.ts";
import type { RangeValue } from "./range.ts";

/** A context: its own properties are its entries, in their order. Plain JSON objects are contexts as they are. */
export type Context = { readonly [name: string]: Value };

/**
 * A value of FEEL (DMN 1.5 clause 10.3.2). Plain JSON is one as it is: a JS number stands for the decimal of its shortest text,
 * an array is a list, an object a context. Undefined, NaN and the infinities do not belong; what reads data takes them for null.
 */
export type Value = null | boolean | string | Numeric | Temporal | RangeValue | FunctionValue | readonly Value[] | Context;

/** Under this key a scope carries the moment for which `now()` and `today()` answer; where there is none it is the moment of the call. */
export const MOMENT: unique symbol = Symbol("moment");

/** The names in sight of an expression, with their values; its own properties only. */
export type Scope = Readonly<Record<string, unknown>> & { readonly [MOMENT]?: Date };
