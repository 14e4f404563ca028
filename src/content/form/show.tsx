import type { ComponentChild } from "preact";
import { answered, NOWHERE, TYPES, type Around, type Asked, type FieldDefinition } from "./field/index.ts";

/** An answer as a person reads it, plain text: labels of options, 是 and 否, 未填. */
export function showAnswer(field: FieldDefinition, value: unknown, around: Around = NOWHERE): string {
  return answered(value) ? TYPES[field.type].say(value, field, around) : "未填";
}

/** An answer as a page shows it: days as they are spoken, lists and tables where it is several. */
export function answerOnPage(field: FieldDefinition, value: unknown, around: Around = NOWHERE): ComponentChild {
  const { show } = TYPES[field.type];
  return answered(value) && show ? show(value, field, around) : showAnswer(field, value, around);
}

/** One question of a form on a page: of the portal and the console alike. */
export function FieldOnPage({ around = NOWHERE, ...asked }: Omit<Asked, "around"> & { around?: Around }) {
  return <>{TYPES[asked.field.type].draw({ ...asked, around })}</>;
}
