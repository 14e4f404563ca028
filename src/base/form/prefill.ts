import { answered } from "./form.ts";
import type { Answers, Field, Form } from "./form.ts";

/** Records of registers about the applicant, by register id: `{ population: { name: "林秀英", … } }`. */
export type Records = Record<string, Record<string, unknown> | undefined>;

function recorded({ source, checks }: { source: string | undefined; checks: (value: unknown) => string | undefined }, records: Records): unknown {
  const [register = "", column = ""] = source?.split(".") ?? [];
  const value = records[register]?.[column];
  // What the register holds but the form would refuse is no help: the person fills it in.
  return answered(value) && checks(value) === undefined ? value : undefined;
}

function known(form: Form, field: Field, records: Records): unknown {
  return recorded({ source: field.source, checks: form.checks.get(field.name)! }, records);
}

/** Answers that the registers already hold, for fields with a source. */
export function prefill(form: Form, records: Records): Answers {
  const entries = [...form.fields.values()].map((field) => [field.name, known(form, field, records)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Names of fields whose answer the registers fix: shown, not asked. */
export function lockedFields(form: Form, records: Records): Set<string> {
  return new Set([...form.fields.values()].filter((field) => field.locked && known(form, field, records) !== undefined).map((field) => field.name));
}

/** The answers with what the registers fix put in place, whatever was sent for it. */
export function withLocked(form: Form, answers: Answers, records: Records): Answers {
  const fixed = lockedFields(form, records);
  return { ...answers, ...Object.fromEntries(Object.entries(prefill(form, records)).filter(([name]) => fixed.has(name))) };
}
