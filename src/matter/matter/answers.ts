import type { Form } from "#content/form";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";

type Answers = Record<string, unknown>;

function mapPersonal(form: Form, answers: Answers, change: (name: string, text: string) => string): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, form.personal.has(name) && typeof value === "string" && value !== "" ? change(name, value) : value]),
  );
}

/** Answers as they are stored: what the form declares personal is encrypted. */
export function encryptAnswers(ctx: Ctx, form: Form, answers: Answers): Answers {
  return mapPersonal(form, answers, (_name, text) => ctx.personal.encrypt(text));
}

/** Answers in full: for the applicant, and for rules of form at submission. */
export function openAnswers(ctx: Ctx, form: Form, stored: Answers): Answers {
  return mapPersonal(form, stored, (_name, text) => ctx.personal.decrypt(text));
}

/** Answers as staff see them: personal ones masked. */
export function maskAnswers(ctx: Ctx, form: Form, stored: Answers): Answers {
  return mapPersonal(form, stored, (name, text) => mask(form.personal.get(name)!, ctx.personal.decrypt(text)));
}
