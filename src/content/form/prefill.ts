import { asksForCreditCode, asksForPaper } from "./asks.ts";
import { foldAnswer } from "./fold.ts";
import { answered } from "./field/index.ts";
import type { Answers, Facts, Field, Form } from "./form.ts";
import { holds } from "./pages.ts";
import { relationFault } from "./relations.ts";

/** Records of registers about the applicant, by register id: `{ population: { name: "林秀英", … } }`. */
export type Records = Record<string, Record<string, unknown> | undefined>;

/** Codes of which the register's word stands, whatever a check says of them: it gave them out, or saw the paper. */
const GIVEN_OUT: readonly (readonly [asks: (field: Field) => boolean, shape: RegExp])[] = [
  [asksForCreditCode, /^[0-9A-Z-]{9,20}$/],
  [asksForPaper, /^\S.{2,40}$/s],
];

/** Whether a value is what the register holds for a field, and a code that it may give out as it likes. */
export function saidByRegister(field: Field, value: unknown, records: Records): boolean {
  const [register = "", column = ""] = field.source?.split(".") ?? [];
  const held = records[register]?.[column];
  const shape = GIVEN_OUT.find(([asks]) => asks(field))?.[1];
  return shape !== undefined && typeof held === "string" && shape.test(held) && foldAnswer(field, held) === value;
}

/** What the register holds for a field. What the form would refuse is no help: then the person fills it in. */
function known(form: Form, field: Field, records: Records, facts: Facts): unknown {
  if (!holds(field.source_when, facts, {})) return undefined;
  const [register = "", column = ""] = field.source?.split(".") ?? [];
  const value = foldAnswer(field, records[register]?.[column]);
  if (!answered(value) || (form.checks.get(field.name)!(value) !== undefined && !saidByRegister(field, value, records))) return undefined;
  return relationFault(form, field, { [field.name]: value }, facts) === undefined ? value : undefined;
}

/** Answers that the registers already hold, for fields with a source. */
export function prefill(form: Form, records: Records, facts: Facts): Answers {
  const entries = [...form.fields.values()].map((field) => [field.name, known(form, field, records, facts)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Names of fields whose answer the registers fix: shown, not asked. */
export function lockedFields(form: Form, records: Records, facts: Facts): Set<string> {
  return new Set(Object.keys(prefill(form, records, facts)).filter((name) => form.fields.get(name)!.locked));
}

/** The answers with what the registers fix put in place, whatever was sent for it. */
export function withLocked(form: Form, answers: Answers, records: Records, facts: Facts): Answers {
  const fixed = Object.entries(prefill(form, records, facts)).filter(([name]) => form.fields.get(name)!.locked);
  return { ...answers, ...Object.fromEntries(fixed) };
}
