import { answerIn, maskedAnswer, sealedText, type Field, type Form } from "#content/form";
import { looksEncrypted, mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";

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

/** What stands in clear among encrypted answers and looks like one would be taken for one that was altered: nobody writes so but to try it. */
function onlyPlain(form: Form, answers: Answers): void {
  const wrong = Object.entries(answers).filter(([name, value]) => !form.personal.has(name) && looksEncrypted(value));
  const faults = wrong.map(([name]) => [name, `${form.fields.get(name)?.label ?? name}不能填这样一长串字母和数字，请改写。`] as const);
  if (faults.length > 0) throw badInput("LOOKS_ENCRYPTED", "有的内容写法不对，没有保存，请核对。", Object.fromEntries(faults));
}

/** Answers as they are stored: what the form declares personal is encrypted. Refuses what is not personal and looks so. */
export function encryptAnswers(ctx: Ctx, form: Form, answers: Answers): Answers {
  onlyPlain(form, answers);
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
