import { expression } from "#language/feel";
import { answered } from "./field/index.ts";
import type { Answers, Facts, Form, Page } from "./form.ts";

/** Whether a condition holds; no condition always does. Anything but true is no. */
export function holds(when: string | undefined, facts: Facts, form: Answers): boolean {
  return when === undefined || expression(when)({ ...facts, form }) === true;
}

/** Pages and fields that apply, and the answers that count: those of fields which apply. Read from first to last, since conditions look back only. */
function walk(form: Form, answers: Answers, facts: Facts): { pages: Page[]; live: Answers } {
  const live: Answers = {};
  const pages: Page[] = [];
  for (const page of form.pages) {
    if (!holds(page.when, facts, live)) continue;
    const fields = page.fields.filter((field) => {
      if (!holds(field.when, facts, live)) return false;
      if (answered(answers[field.name])) live[field.name] = answers[field.name];
      return true;
    });
    if (fields.length > 0) pages.push({ ...page, fields });
  }
  return { pages, live };
}

/** The pages to show, each with the fields that apply, for these answers and facts. Pages without fields are left out. */
export function pagesFor(form: Form, answers: Answers, facts: Facts): Page[] {
  return walk(form, answers, facts).pages;
}

/** The answers that count: an answer to a question that no longer applies is dropped, and so is an empty one. */
export function liveAnswers(form: Form, answers: Answers, facts: Facts): Answers {
  return walk(form, answers, facts).live;
}
