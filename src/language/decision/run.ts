import type { Decision, InputData } from "#language/dmn";
import type { Value } from "#language/feel-value";
import type { Refusal } from "#values/errors";
import type { CompiledDecision } from "./compiled.ts";

/** Why a row applies. `row` counts from 1 as the table shows it; `table` names the table. */
export type Hit = { row: number; why: string; table: string };

/** A step worth telling: a named value on the way, or a row that applied with what each of its cells asked. */
export type Step = { name: string; value: Value } | { table: string; row: number; why: string; cells: Cell[] };

/** One cell that a row that applied was measured by. */
export type Cell = { label: string; value: Value; test: string };

/** What one decision's logic did: the rows that applied; steps only for those who want it explained. */
export type Frame = { hits: Hit[]; steps: Step[] | undefined };

/** The value of a decision, and how it came about. */
export type Settled = { value: Value; frame: Frame };

/**
 * One evaluation. Values of inputs and decisions are found once and kept; the day chooses among dated versions. What is wrong is
 * gathered: the standard makes it null and goes on, the platform refuses in the end.
 */
export type Run = {
  readonly day: string | undefined;
  /** Names that are nothing in the file: they are read as they are given. */
  readonly facts: Readonly<Record<string, Value>>;
  /** Whether values come from JSON, where dates are text. */
  readonly json: boolean;
  readonly explains: boolean;
  /** The value given for an input, undefined where none is. */
  readonly given: (element: InputData | Decision, namespace: string) => Value | undefined;
  readonly inputs: Map<InputData, Value>;
  readonly settled: Map<CompiledDecision, Settled>;
  readonly functions: Map<object, Value>;
  readonly problems: Refusal[];
  frame: Frame;
};

/** The names an expression sees, with their values. */
export type Names = Readonly<Record<string, Value>>;

/** A compiled piece of logic. */
export type Evaluate = (scope: Names, run: Run) => Value;

/** What one decision's logic will fill: empty yet, with room for steps only where they are told. */
export function newFrame(explains: boolean): Frame {
  return { hits: [], steps: explains ? [] : undefined };
}
