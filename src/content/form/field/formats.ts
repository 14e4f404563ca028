import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { isIdNumber, isIdPaper, isPhone, isUscc } from "#values/codes";

/**
 * A JSON Schema checker with our formats: `id-number` (GB 11643-1999), `id-paper` (any identity paper, with its kind),
 * `uscc` (GB 32100-2015), `bank-card`, `phone`, `month`, and the standard ones.
 * Unknown keywords and formats in a schema throw, so that a slip in a pack is seen.
 */
export function schemaChecker(): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false });
  addFormats.default(ajv, ["date", "email", "uri"]);
  ajv.addFormat("id-number", (text: string) => isIdNumber(text));
  ajv.addFormat("id-paper", (text: string) => isIdPaper(text));
  ajv.addFormat("uscc", isUscc);
  ajv.addFormat("bank-card", /^\d{16,19}$/);
  ajv.addFormat("phone", isPhone);
  ajv.addFormat("month", /^(19|20)\d{2}-(0[1-9]|1[0-2])$/);
  return ajv;
}
