import { Refusal } from "#values/errors";
import { written, type Format } from "./format.ts";

/** 400: what was sent cannot be taken. */
export function bad(code: string, message: string): Refusal {
  return new Refusal(400, code, message);
}

// The protocol knows few statuses: what of a form is wrong is 400, whoever has no key is 403.
const STATUS: Readonly<Record<number, number>> = { 401: 403, 409: 400, 422: 400 };

/** How a refusal is told here: `errors` in the format that was asked for, in plain words, a line for each field that is wrong. */
export function refused(format: Format): (refusal: Refusal) => { status: number; type: string; content: string } {
  return ({ status, code, message, fields }) => {
    const words = [...new Set([message, ...Object.values(fields ?? {})])];
    const items = words.map((description) => ({ code, description }));
    return { status: STATUS[status] ?? status, ...written(format, "errors", { of: "error", items }) };
  };
}
