import { ENCRYPTED, ENCRYPTED_IN_JSON, type PersonalCodec } from "./personal.ts";

type Values = Readonly<Record<string, unknown>>;

/** Where an object of the database holds what of it is encrypted, as one text: nothing that people name is called so. */
const PARTS = "*";

const LOOKS_ENCRYPTED = new RegExp(ENCRYPTED_IN_JSON);

/** Whether a value holds a text that whoever reads the database would take for an encrypted one. */
export function looksEncrypted(value: unknown): boolean {
  return typeof value === "string" ? ENCRYPTED.test(value) : typeof value === "object" && value !== null && LOOKS_ENCRYPTED.test(JSON.stringify(value));
}

/**
 * An object for a column of the domain `sealed_json`, of which the parts named are encrypted together, into one text. It says itself that it is so:
 * `openParts` needs no names. A part that merely looks encrypted goes with them, lest it be taken for one.
 */
export function encryptParts(personal: PersonalCodec, values: Values, names: ReadonlySet<string>): Record<string, unknown> {
  const closed = Object.entries(values).filter(([name, value]) => value !== undefined && (names.has(name) || looksEncrypted(value)));
  if (closed.length === 0) return { ...values };
  const open = Object.entries(values).filter(([name]) => !closed.some(([each]) => each === name));
  return { ...Object.fromEntries(open), [PARTS]: personal.encrypt(JSON.stringify(Object.fromEntries(closed))) };
}

/** The whole object again; one of before its parts were encrypted is as it is. */
export function openParts(personal: PersonalCodec, stored: Values): Record<string, unknown> {
  const { [PARTS]: closed, ...open } = stored;
  return typeof closed === "string" ? { ...open, ...(JSON.parse(personal.decrypt(closed)) as Values) } : { ...stored };
}
