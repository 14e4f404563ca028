import { MOST_ROWS, type FieldDefinition } from "./field/index.ts";
import type { Answers } from "./form.ts";

const PRESS = /^(add|remove) ([a-z][a-z0-9_]*)(?: (\d{1,2}))?$/;

/**
 * The answers with a row added or taken away, as the buttons of a field of rows ask (`_rows`: "add tasks", "remove tasks 2"); undefined when no such button was
 * pressed, or it names no rows of these fields. A row that was added is empty: it is there to be filled in, and is no answer.
 */
export function withRows(fields: readonly FieldDefinition[], answers: Answers, press: unknown): Answers | undefined {
  const [, act, name, at] = PRESS.exec(typeof press === "string" ? press : "") ?? [];
  const field = fields.find((each) => each.name === name && (each.type === "rows" || each.type === "marks"));
  if (!field) return undefined;
  const rows: unknown[] = Array.isArray(answers[field.name]) ? (answers[field.name] as unknown[]) : [];
  const most = Math.min(field.max ?? MOST_ROWS, MOST_ROWS);
  // With nothing written yet there stands one row already.
  const shown = rows.length === 0 && act === "add" ? [{}] : rows;
  const changed = act === "add" ? (shown.length < most ? [...shown, {}] : shown) : shown.filter((_row, i) => i !== Number(at));
  return { ...answers, [field.name]: changed };
}
