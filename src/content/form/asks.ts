import type { FieldDefinition } from "./field/index.ts";

type Asking = Pick<FieldDefinition, "type" | "format" | "schema">;

/** By what a value is written: the format, which the first writing had in its schema, else the type. */
function writtenBy({ type, format, schema }: Asking): string {
  return String((type === "schema" ? schema?.["format"] : format) ?? type);
}

/** Whether a field asks for a day. */
export function asksForDay(field: Asking): boolean {
  return writtenBy(field) === "date";
}

/** Whether a field asks for the number of an identity paper. */
export function asksForIdentity(field: Asking): boolean {
  return ["id-number", "id-paper"].includes(writtenBy(field));
}

/** Whether a field asks for a paper of any kind, not for an identity number alone. */
export function asksForPaper(field: Asking): boolean {
  return writtenBy(field) === "id-paper";
}

/** Whether a field asks for a credit code. */
export function asksForCreditCode(field: Asking): boolean {
  return writtenBy(field) === "uscc";
}

/** Whether a field asks where something is. */
export function asksForAddress({ type, format, widget }: Pick<FieldDefinition, "type" | "format" | "widget">): boolean {
  return type === "place" || (type === "text" && format === "address") || widget === "address";
}

/** The address of such an answer; of a place without one its point. */
export function addressOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { address, point } = value as { address?: unknown; point?: unknown };
  return address ?? point;
}

/** Whether a field asks for files. */
export function asksForFiles({ type }: Pick<FieldDefinition, "type">): boolean {
  return type === "files" || type === "photos";
}

/** Whether a field only has a sentence confirmed. */
export function isDeclaration({ type, fixed, schema }: Pick<FieldDefinition, "type" | "fixed" | "schema">): boolean {
  return type === "schema" ? schema?.["const"] === true : fixed === true;
}
