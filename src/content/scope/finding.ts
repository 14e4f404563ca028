import { Refusal } from "#values/errors";
import { typeOf, type RecordType, type Type } from "#language/typing";

/** A place in a YAML file, what is wrong there, and the word that is wrong, where there is one. */
export interface Finding {
  path: (string | number)[];
  message: string;
  word?: string;
  /** What is wrong is the name that stands at the end of the path. */
  key?: true;
}

/** An element of a drawing, what is wrong with it, and the word of it that is wrong. */
export interface ElementFinding {
  element: string;
  message: string;
  word?: string;
}

/** What is wrong with a formula over a scope, and what it gives. A text that cannot be read is one fault. */
export function formulaFaults(text: string, scope: RecordType): { type: Type; faults: { message: string; word?: string; hidden?: true }[] } {
  try {
    return typeOf(text, scope, { spaced: false });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { type: { is: "any" }, faults: [{ message: error.message }] };
  }
}
