import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { isIdNumber, isUscc } from "#kernel/codes";

/** Mainland mobile number, or a landline with area code. */
const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/;

/**
 * A JSON Schema checker with our formats: `id-number` (GB 11643-1999), `uscc` (GB 32100-2015), `phone`, and the standard ones.
 * Unknown keywords and formats in a schema throw, so that a slip in a pack is seen.
 */
export function schemaChecker(): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false });
  addFormats.default(ajv, ["date", "email", "uri"]);
  ajv.addFormat("id-number", (text: string) => isIdNumber(text));
  ajv.addFormat("uscc", isUscc);
  ajv.addFormat("phone", PHONE);
  return ajv;
}
