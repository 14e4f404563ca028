import type { Refusal } from "#values/errors";
import { ErrorSummary } from "#ui";

/** Why a form came back: a sentence for each field, or the one for all of it. Nothing while nothing was refused. */
export function Refused({ refusal, errors = refusal?.fields ?? {} }: { refusal: Refusal | undefined; errors?: Record<string, string> }) {
  return refusal ? <ErrorSummary errors={errors} {...(!refusal.fields && { message: refusal.message })} /> : null;
}
