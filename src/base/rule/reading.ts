import { Refusal } from "#kernel/errors";
import { refuse } from "./dmn-refusal.ts";
import type { DmnRefusal } from "./dmn-refusal.ts";
import { compileFeel } from "./feel.ts";
import type { Evaluation, Shape } from "./feel.ts";
import type { Element } from "./xml.ts";

const FEEL = /^(feel|https?:\/\/www\.omg\.org\/spec\/(DMN\/\d+\/)?FEEL\/?.*)$/i;

/** What the readers of a file share: the names that FEEL has to know, and where refusals go. */
export type Reading = { shape: Shape; refusals: DmnRefusal[] };

/** Compiles the FEEL of an element; what cannot be compiled is noted as refused. */
export function feelOf(element: Element, owner: string, reading: Reading): Evaluation {
  const compiled = attempt(element, owner, reading, () => compileFeel(element.text ?? "", reading.shape));
  return compiled ?? (() => null);
}

/** Runs a compilation over an element, turning its Refusal into one of the file's. */
export function attempt<T>(element: Element, owner: string, reading: Reading, compile: () => T): T | undefined {
  const where = element.id ?? owner;
  const language = element.expressionLanguage;
  if (language && !FEEL.test(language)) reading.refusals.push(refuse(where, "unsupported-language", language));
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reading.refusals.push(refuse(where, "feel", error.message));
    return undefined;
  }
}
