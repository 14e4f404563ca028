import { evaluate, parseExpression } from "@bpmn-io/feelin";
import { badInput, Refusal } from "#kernel/errors";
import { names } from "./names.ts";

/** Longest FEEL text that is compiled, in characters: the parser's time grows with the text. */
export const LONGEST = 4000;

/** The names (with an example of what is below them) that contain spaces or signs; FEEL cannot be parsed without knowing them. */
export type Shape = Readonly<Record<string, unknown>>;

/** A compiled FEEL text: its values are FEEL values, with dates and durations as objects of the FEEL engine. */
export type Evaluation = (context: Readonly<Record<string, unknown>>) => unknown;

type Compiled = { fn: () => unknown };

/**
 * Compiles FEEL to a closure, once. The engine parses at every evaluation (250 µs); but a FEEL function body is
 * kept compiled by the engine itself, so the text becomes the body of a function without parameters (5 µs a call)
 * which reads its variables from an object that we fill before each call.
 */
export function compileFeel(source: string, shape: Shape = {}): Evaluation {
  const text = textOf(source);
  if (text === "") throw syntax(source, 0, "没有内容");
  const tree = parseExpression(text, shape, undefined);
  let wrong: number | undefined;
  tree.iterate({
    enter(node) {
      if (node.type.isError && wrong === undefined) wrong = node.from;
    },
  });
  if (wrong !== undefined) throw syntax(text, wrong);
  const holder: Record<string, unknown> = { ...shape };
  const wanted = [...new Set([...names(text, tree), ...Object.keys(shape)])];
  const { body, warnings } = bodyOf(text, holder);
  return (context) => {
    for (const name of wanted) holder[name] = Object.hasOwn(context, name) ? context[name] : undefined;
    try {
      return body.fn();
    } catch (error) {
      throw notEvaluable(text, error);
    } finally {
      // The engine keeps a warning for every missing name of every call; without this the list would grow for ever.
      warnings.length = 0;
    }
  };
}

/** The FEEL text without the "=" by which BPMN modellers mark expressions; refuses what is too long. */
export function textOf(source: string): string {
  if (source.length > LONGEST) throw badInput("FEEL_TOO_LONG", `表达式最长 ${LONGEST} 个字符，现在有 ${source.length} 个。请拆成几个决策。`);
  const text = source.trim();
  return text.startsWith("=") ? text.slice(1).trim() : text;
}

/** The refusal of a text that is not FEEL, with the place where reading stopped (counted from 1). */
export function syntax(text: string, at: number, what = `从第 ${at + 1} 个字符“${text.slice(at, at + 12)}”起读不懂`): Refusal {
  return badInput("FEEL_SYNTAX", `表达式“${text.slice(0, 80)}”写得不对：${what}。`);
}

function bodyOf(text: string, holder: Record<string, unknown>): { body: Compiled; warnings: unknown[] } {
  try {
    const { value, warnings } = evaluate(`function() ${text}`, holder);
    return { body: value as Compiled, warnings };
  } catch (error) {
    throw notEvaluable(text, error);
  }
}

function notEvaluable(text: string, error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return badInput("FEEL_NOT_EVALUABLE", `表达式“${text.slice(0, 80)}”算不出来：${error instanceof Error ? error.message : String(error)}。`);
}
