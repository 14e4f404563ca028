import { answerIn, maskedAnswer, sealedText, type Field, type Form } from "#content/form";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";

type Answers = Record<string, unknown>;

function mapPersonal(form: Form, answers: Answers, change: (field: Field, value: unknown) => unknown): Answers {
  const empty = (value: unknown): boolean => value === undefined || value === null || value === "";
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, form.personal.has(name) && !empty(value) ? change(form.fields.get(name)!, value) : value]),
  );
}

/** What is stored of a personal answer is one encrypted text. */
function opened(ctx: Ctx, field: Field, stored: unknown): unknown {
  return typeof stored === "string" ? answerIn(field, ctx.personal.decrypt(stored)) : stored;
}

/** Answers as they are stored: what the form declares personal is encrypted. */
export function encryptAnswers(ctx: Ctx, form: Form, answers: Answers): Answers {
  return mapPersonal(form, answers, (field, value) => ctx.personal.encrypt(sealedText(field, value)));
}

/** Answers in full: for the owner, and for rules of form at submission. */
export function openAnswers(ctx: Ctx, form: Form, stored: Answers): Answers {
  return mapPersonal(form, stored, (field, value) => opened(ctx, field, value));
}

/** Answers as staff see them: personal ones masked. */
export function maskAnswers(ctx: Ctx, form: Form, stored: Answers): Answers {
  return mapPersonal(form, stored, (field, value) => maskedAnswer(field, opened(ctx, field, value), mask));
}
