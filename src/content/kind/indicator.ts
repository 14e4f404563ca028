import type { JsonSchema } from "#content/form";
import { fieldsAsked } from "./asked.ts";
import { CORE_ACTS, CORE_FLAGS } from "./core.ts";
import type { Kind } from "./kind.ts";

/** By what the figures of an indicator are told apart. Never by a person. */
export const INDICATED_BY = ["unit", "item", "area"] as const;
export type IndicatedBy = (typeof INDICATED_BY)[number];

/** 指标: a share of what happened to matters of a kind. */
export interface Indicator {
  id: string;
  name: string;
  /** The kind whose matters it counts. */
  of: string;
  /** Measures whose sum is the part, and the whole: both are shown, since a share without its numbers says nothing. */
  met: string[];
  of_all: string[];
  /** Matters with one of these flags are left out of both; of measures of closed matters alone. */
  without?: string[];
  /** Where it means something: a step of the centre is no figure of the unit that handles. Everywhere unless told. */
  by?: IndicatedBy[];
  /** 岗位: the role whose step it counts. A post of many people, never one of them. */
  post?: string;
  /** Where it comes from. */
  standard: string;
  note?: string;
}

const ID = { type: "string", pattern: "^[a-z][a-z0-9_-]{0,59}$" };
const text = (most: number) => ({ type: "string", minLength: 1, maxLength: most });
const list = (items: object) => ({ type: "array", items, minItems: 1 });

/** indicators.yaml. */
export const INDICATORS_SCHEMA: JsonSchema = {
  type: "array",
  items: {
    type: "object",
    additionalProperties: false,
    properties: {
      id: ID,
      name: text(40),
      of: ID,
      met: list(text(120)),
      of_all: list(text(120)),
      without: list(ID),
      by: list({ enum: INDICATED_BY }),
      post: ID,
      standard: text(400),
      note: text(400),
    },
    required: ["id", "name", "of", "met", "of_all", "standard"],
  },
};

const LEVELS = ["1", "2", "3", "4", "5"];

/** Answers of a work that are one of a few: choices, and yes or no. */
function choices(kind: Kind): [name: string, word: string][] {
  return Object.entries(kind.works).flatMap(([id, work]) =>
    fieldsAsked(work).flatMap(({ name, label, type, options = [], personal }): [string, string][] => {
      if (personal) return [];
      const at = `answer.${id}.${name}`;
      if (type === "yes-no")
        return (
          [
            ["yes", "是"],
            ["no", "否"],
          ] as const
        ).map(([value, word]) => [`${at}.${value}`, `${label}：${word}`]);
      return type === "choice" ? options.map(({ value, label: word }) => [`${at}.${value}`, `${label}：${word}`]) : [];
    }),
  );
}

/**
 * Everything that can be counted of matters of a kind, with its words. What happened on a day: `received act.X act.X.CLOCK.met|missed` (a clock that
 * the act ends) `clock.X.met|missed rated.N answer.WORK.FIELD.VALUE`. Of the matters that closed on it, each once: `closed closed.in-time closed.act.X
 * closed.act.X.once closed.flag.X closed.clock.X.met|missed closed.answer.… outcome.X outcome.X.in-time`.
 * What stands at the end of a period: `open late stopped clock.X.late`.
 */
export function measuresOf(kind: Kind): Map<string, string> {
  const acts = Object.entries({ ...CORE_ACTS, ...Object.fromEntries(Object.entries(kind.acts).map(([id, { word }]) => [id, word || CORE_ACTS[id] || id])) });
  const flags = Object.entries({ ...CORE_FLAGS, ...kind.flags });
  const clocks = Object.entries(kind.clocks);
  const closed = Object.entries(kind.states).filter(([, { phase }]) => phase === "closed");
  const answers = choices(kind);
  return new Map([
    ["received", "收到"],
    ["closed", "办结"],
    ["open", "期末在办"],
    ["late", "期末超期在办"],
    ["stopped", "期末暂停"],
    ...acts.map(([id, word]): [string, string] => [`act.${id}`, word]),
    ...Object.entries(kind.acts).flatMap(([id, { word, ends }]) =>
      ends.flatMap((clock): [string, string][] => [
        [`act.${id}.${clock}.met`, `${word}，按时`],
        [`act.${id}.${clock}.missed`, `${word}，超时`],
      ]),
    ),
    ...closed.flatMap(([id, { word }]): [string, string][] => [
      [`outcome.${id}`, word],
      [`outcome.${id}.in-time`, `${word}，没有超过任何时限`],
    ]),
    ...clocks.flatMap(([id, { word }]): [string, string][] => [
      [`clock.${id}.met`, `按时${word}`],
      [`clock.${id}.missed`, `超时${word}`],
      [`clock.${id}.late`, `期末还没有${word}、已超时`],
    ]),
    ...LEVELS.map((level): [string, string] => [`rated.${level}`, `评价 ${level}`]),
    ...answers,
    ["closed.in-time", "办结的件中没有超过任何时限"],
    ...acts.flatMap(([id, word]): [string, string][] => [
      [`closed.act.${id}`, `办结的件中有过${word}`],
      [`closed.act.${id}.once`, `办结的件中只${word}过一次`],
    ]),
    ...flags.map(([id, word]): [string, string] => [`closed.flag.${id}`, `办结的件中${word}`]),
    ...clocks.flatMap(([id, { word }]): [string, string][] => [
      [`closed.clock.${id}.met`, `办结的件中按时${word}`],
      [`closed.clock.${id}.missed`, `办结的件中超时${word}`],
    ]),
    ...answers.map(([name, word]): [string, string] => [`closed.${name}`, `办结的件中${word}`]),
  ]);
}

/** Whether a measure is of what stands at the end of a period: counted anew each time, kept for no day. */
export function isStanding(measure: string): boolean {
  return ["open", "late", "stopped"].includes(measure) || /^clock\..+\.late$/.test(measure);
}

/** Whether a measure is of matters that closed, each once: known for good, so some of them may be left out. */
export function isOfClosed(measure: string): boolean {
  return measure === "closed" || measure.startsWith("closed.") || measure.startsWith("outcome.");
}
