import { compileFeel } from "./feel.ts";
import type { Evaluation } from "./feel.ts";
import { plain } from "./plain.ts";

/** Texts kept compiled. A city has some thousands; beyond this the one compiled first makes room. */
const KEPT = 20_000;

const compiled = new Map<string, Evaluation>();

/**
 * FEEL (DMN 1.5 clause 10) as a function, compiled once and cached by its text. A leading "=" is allowed.
 *
 * The context is plain JSON; names that it does not hold are null. The value is plain JSON (dates as "2026-11-21").
 * Numbers are doubles: amounts of money are whole fen.
 * @throws Refusal FEEL_SYNTAX with the place, FEEL_TOO_LONG; on evaluation FEEL_NOT_EVALUABLE
 */
export function expression(source: string): Evaluation {
  const known = compiled.get(source);
  if (known) return known;
  const raw = compileFeel(source);
  const made: Evaluation = (context) => plain(raw(context));
  if (compiled.size >= KEPT) {
    const first = compiled.keys().next().value;
    if (first !== undefined) compiled.delete(first);
  }
  compiled.set(source, made);
  return made;
}
