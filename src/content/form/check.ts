import { notFound } from "#values/errors";
import { answered, fillIn, NOWHERE, TYPES, type Around } from "./field/index.ts";
import type { Answers, Facts, Field, Form } from "./form.ts";
import { pagesFor } from "./pages.ts";
import { relationFault } from "./relations.ts";

/** Whether a register vouches for an answer: what it says stands, though a check may speak against it. */
export type Vouched = (field: Field, value: unknown) => boolean;

function check(form: Form, fields: Field[], answers: Answers, facts: Facts, vouched: Vouched = () => false, around: Around = NOWHERE): Record<string, string> {
  const found: Record<string, string> = {};
  for (const field of fields) {
    const value = answers[field.name];
    const message = answered(value)
      ? (relationFault(form, field, answers, facts) ?? (vouched(field, value) ? undefined : form.checks.get(field.name)?.(value, around)))
      : field.required
        ? (TYPES[field.type].missing ?? fillIn)(field)
        : undefined;
    if (message) found[field.name] = message;
  }
  return found;
}

/**
 * What is wrong with the answers of one page, as one Chinese sentence for each field that names it ("请填写经营场所地址"). Empty when all is well.
 * @throws Refusal 404 when the page does not exist or does not apply.
 */
export function checkPage(form: Form, pageId: string, answers: Answers, facts: Facts, vouched?: Vouched, around?: Around): Record<string, string> {
  const page = pagesFor(form, answers, facts).find(({ id }) => id === pageId);
  if (!page) throw notFound("表单页");
  return check(form, page.fields, answers, facts, vouched, around);
}

/** What is wrong with the whole form, over all pages that apply. Answers to questions that do not apply are not looked at; drop them with `liveAnswers`. */
export function checkForm(form: Form, answers: Answers, facts: Facts, vouched?: Vouched, around?: Around): Record<string, string> {
  return check(
    form,
    pagesFor(form, answers, facts).flatMap((page) => page.fields),
    answers,
    facts,
    vouched,
    around,
  );
}
