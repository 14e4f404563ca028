import type { PersonalKind } from "#crypto/crypto";
import { NOWHERE, TYPES } from "./field/index.ts";
import type { Field } from "./form.ts";

function isOneText(field: Field): boolean {
  return TYPES[field.type].schema(field)["type"] === "string";
}

/** A personal answer as the one text that is encrypted. */
export function sealedText(field: Field, value: unknown): string {
  return typeof value === "string" && isOneText(field) ? value : JSON.stringify(value);
}

/** The answer out of that text; what was typed and never understood is the text itself. */
export function answerIn(field: Field, text: string): unknown {
  if (isOneText(field)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A personal answer as staff see it: masked, in whole or in its parts. */
export function maskedAnswer(field: Field, value: unknown, mask: (kind: PersonalKind, text: string) => string): unknown {
  const { masked, say } = TYPES[field.type];
  const kind = field.personal ?? "name";
  if (masked && typeof value === "object") return masked(value, field, mask);
  return mask(kind, typeof value === "string" ? value : say(value, field, NOWHERE));
}
