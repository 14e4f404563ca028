import { isMistypedCard } from "#values/codes";
import type { Answers, Field, Form } from "./form.ts";

/** What a card number that may be mistyped is told with. Never a reason to refuse it: some accounts look like cards and have no check figure. */
export const DOUBTFUL_CARD = "校验位对不上，可能抄错了一位";

function remarkOn({ personal }: Field, value: unknown): string | undefined {
  return personal === "bank-account" && typeof value === "string" && isMistypedCard(value) ? DOUBTFUL_CARD : undefined;
}

/**
 * What somebody should look at once more among answers that are taken as they are, by field: the person beside the field, staff beside the value. `answers`
 * are those of the person, not masked.
 */
export function remarksOn(form: Form, answers: Answers): Record<string, string> {
  const remarks = [...form.fields.values()].map((field) => [field.name, remarkOn(field, answers[field.name])] as const);
  return Object.fromEntries(remarks.filter((each): each is [string, string] => each[1] !== undefined));
}
