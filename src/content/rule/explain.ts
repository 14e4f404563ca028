import { settle, type CompiledDecision, type Decisions, type Run } from "#language/decision";
import { bounded, toPlain, type Value } from "#language/feel";
import { judge, requiredBy, runOver, type Facts } from "./run-over.ts";
import { cellInWords, valueInWords } from "./words.ts";

/** A row that applied: the author's reason for the applicant, and for the clerk what each cell asked and found, one sentence a cell. */
export type ExplainedRow = { table: string; row: number; why: string; cells: { label: string; value: unknown; test: string; says: string }[] };

/** A value on the way, such as an entry of a boxed context. */
export type ExplainedStep = { name: string; value: unknown; says: string };

/** How a decision came about: its value, its rows, its steps in order, and the decisions it rests on. */
export type Explanation = {
  id: string;
  name: string;
  value: unknown;
  /** For the applicant: what the authors of the rows wrote, those it rests on first. */
  reasons: string[];
  /** For the clerk: the value in words. */
  says: string;
  rows: ExplainedRow[];
  steps: ExplainedStep[];
  required: Explanation[];
};

/**
 * Evaluates a decision as `decide` does, and tells how: for the applicant in the authors' words, for the clerk cell by cell.
 * Slower than `decide`; what is kept in a matter's history is the verdict, this is for reading.
 * @throws as `decide`
 */
export function explain(decisions: Decisions, decisionId: string, facts: Facts, day?: string): Explanation {
  const run = runOver(decisions, facts, day, true);
  return bounded(() => explanationOf(decisions, judge(decisions, decisionId, run), run));
}

function explanationOf(decisions: Decisions, decision: CompiledDecision, run: Run): Explanation {
  const { value, frame } = settle(decisions, decision, run);
  const required = requiredBy(decisions, decision, run).map((other) => explanationOf(decisions, other, run));
  const rows: ExplainedRow[] = [];
  const steps: ExplainedStep[] = [];
  for (const step of frame.steps ?? []) {
    if ("row" in step) rows.push({ ...step, cells: step.cells.map((cell) => ({ ...cell, value: toPlain(cell.value), says: cellInWords(cell) })) });
    else steps.push(named(step.name, step.value));
  }
  const reasons = [...new Set([...required.flatMap((other) => other.reasons), ...rows.map(({ why }) => why).filter((why) => why !== "")])];
  const { name, value: plain, says } = named(decision.name, value);
  return { id: decision.id, name, value: plain, reasons, says, rows, steps, required };
}

function named(name: string, value: Value): ExplainedStep {
  return { name, value: toPlain(value), says: `“${name}”为${valueInWords(value)}` };
}
