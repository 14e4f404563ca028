import { badInput } from "#values/errors";
import { bounded, toPlain, type Scope, type Value } from "#language/feel-value";
import { compileExpression, compileUnaryTests } from "./compiled.ts";
import { remembering } from "./kept.ts";

/** Longest text of a form, a flow or a rule, in characters. */
const LONGEST = 4000;

/** A compiled FEEL text over plain JSON, with plain JSON as its value. */
export type Evaluation = (context: Scope) => unknown;

/** Whether a value passes a cell of a decision table, in the light of the other names. */
export type CellTest = (value: unknown, context: Scope) => boolean;

/** The FEEL text without the "=" by which BPMN modellers mark expressions; refuses what is too long. */
export function textOf(source: string): string {
  if (source.length > LONGEST) throw badInput("FEEL_TOO_LONG", `表达式最长 ${LONGEST} 个字符，现在有 ${source.length} 个。请拆成几个决策。`);
  const text = source.trim();
  return text.startsWith("=") ? text.slice(1).trim() : text;
}

const rememberedExpression = remembering<Evaluation>((source) => {
  const run = compileExpression(textOf(source));
  return (context) => {
    const value = run(context);
    return typeof value === "object" ? bounded(() => toPlain(value)) : toPlain(value);
  };
});

/**
 * FEEL (DMN 1.5 clause 10) as a function, compiled once and cached by its text. A leading "=" is allowed.
 *
 * The context is plain JSON; names that it does not hold are null. The value is plain JSON (dates as "2026-11-21").
 * @throws Refusal FEEL_SYNTAX with the place, FEEL_TOO_LONG; on evaluation FEEL_TOO_LONG_RUNNING, FEEL_TOO_LARGE
 */
export function expression(source: string): Evaluation {
  return rememberedExpression(source);
}

const rememberedTests = remembering<CellTest>((source) => {
  const run = compileUnaryTests(textOf(source));
  return (value, context) => run((value ?? null) as Value, context) === true;
});

/**
 * Compiles FEEL unary tests (DMN 1.5 clause 7.3.15), cached by their text: `-`, `"a", "b"`, `> 5`, `[1..3)`, `not(…)`, or any
 * expression over `?`. What cannot be compared does not pass.
 * @throws Refusal FEEL_SYNTAX
 */
export function unaryTests(source: string): CellTest {
  return rememberedTests(source);
}
