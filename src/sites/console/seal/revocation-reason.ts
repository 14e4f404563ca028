import { REASONS, type RevocationReason } from "#trust/certificate";
import { badInput } from "#values/errors";
import { typed } from "../typed.ts";

/** Why a certificate is ended, as the revocation list says it; a hold ends nothing. */
export const WHY = Object.entries(REASONS).flatMap(([value, { name }]) => (value === "hold" || value === "unspecified" ? [] : [{ value, label: name }]));

/** The reason that was chosen. Refused (`WHY`) when none was. */
export function whyOf(body: Record<string, unknown>): Exclude<RevocationReason, "hold"> {
  const value = typed(body, "why");
  if (!WHY.some((each) => each.value === value)) throw badInput("WHY", "请选择属于哪一种情况。", { why: "请选择一种情况。" });
  return value as Exclude<RevocationReason, "hold">;
}
