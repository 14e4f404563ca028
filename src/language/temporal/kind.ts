/** Under this symbol a value says what it is. JSON cannot hold a symbol, so no data can pass itself off as a date. */
export const KIND: unique symbol = Symbol("kind");

/** The kinds of values about time, named as FEEL names their types. */
export type TemporalKind = "date" | "time" | "date and time" | "days and time duration" | "years and months duration";
