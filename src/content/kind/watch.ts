import type { FieldDefinition, JsonSchema } from "#content/form";

/**
 * 规则 of watches.yaml: what comes up again, by place, sort and time, and which matter is then begun. It watches places and sorts, never persons.
 * Either `within` or `season` says which time is meant.
 */
export interface Watch {
  id: string;
  name: string;
  /** The kind whose matters are counted. */
  of: string;
  /** FEEL: which of them. All of them without it. */
  when?: string;
  /** Typed paths by which those that belong together say the same. */
  same: string[];
  /** Metres around the one that makes the number full. */
  near?: number;
  /** Days in which they come: P30D. */
  within?: string;
  /** What came up in a month of last year is prepared so long before the same month: P14D. */
  season?: { ahead: string };
  /** How many it takes. */
  count: number;
  /** The item that is begun. */
  begins: string;
  /** What its form is answered, by field: a text with FEEL in braces, or FEEL after "=". */
  answers: Record<string, string>;
  basis: string;
}

/** The link by which what a rule has begun names the matters behind it: declared by its kind. */
export const RAISED_FROM = "raised-from";

/** Columns of a matter, beside its answers, by which a rule may tell groups apart. */
export const WATCHED_COLUMNS: readonly string[] = ["item", "area", "unit", "channel", "priority"];

// Answers that are a sort or a place and not somebody's words or somebody: texts, names and accounts are not among them.
const SORTS: readonly string[] = ["choice", "code", "yes-no", "area", "unit"];
const AMOUNTS: readonly string[] = ["choices", "integer", "number", "money", "date", "instant"];

/** Whether a rule may look at an answer (`when`). */
export function isWatched({ type, personal }: Pick<FieldDefinition, "type" | "personal">): boolean {
  return !personal && (SORTS.includes(type) || AMOUNTS.includes(type));
}

/** Whether a rule may tell groups apart by an answer (`same`). */
export function isSort({ type, personal }: Pick<FieldDefinition, "type" | "personal">): boolean {
  return !personal && SORTS.includes(type);
}

const text = (most: number): JsonSchema => ({ type: "string", minLength: 1, maxLength: most });
const id: JsonSchema = { type: "string", pattern: "^[a-z][a-z0-9-]{1,59}$" };
const days: JsonSchema = { type: "string", pattern: "^P[0-9]{1,3}D$" };
const whole = (least: number, most: number): JsonSchema => ({ type: "integer", minimum: least, maximum: most });

/** watches.yaml: rules, a list. */
export const WATCHES_SCHEMA: JsonSchema = {
  type: "array",
  minItems: 0,
  items: {
    type: "object",
    additionalProperties: false,
    properties: {
      id,
      name: text(60),
      of: id,
      when: text(2000),
      same: { type: "array", minItems: 1, items: text(80) },
      near: whole(10, 5000),
      within: days,
      season: { type: "object", additionalProperties: false, properties: { ahead: days }, required: ["ahead"] },
      count: whole(2, 1000),
      begins: id,
      answers: { type: "object", propertyNames: { type: "string", pattern: "^[a-z][a-z0-9_]{0,59}$" }, additionalProperties: text(2000) },
      basis: text(400),
    },
    required: ["id", "name", "of", "count", "begins", "basis"],
  },
};
