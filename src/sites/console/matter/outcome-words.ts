import { OUTCOMES } from "#matter/work";

const LABELS = new Map(Object.values(OUTCOMES).flatMap((outcomes) => outcomes.map(({ value, label }) => [value, label] as const)));

/** The words of an outcome, of one kind of work when it is known. */
export function outcomeWords(outcome: unknown, kind?: string): string {
  const text = typeof outcome === "string" ? outcome : "";
  return OUTCOMES[kind ?? ""]?.find(({ value }) => value === text)?.label ?? LABELS.get(text) ?? text;
}

const ENDS: Record<string, string> = { granted: "准予", refused: "不予许可", declined: "不予受理", withdrawn: "申请人撤回", terminated: "终止办理" };

/** How a matter ended, in words. */
export function endWords(outcome: unknown): string {
  return (typeof outcome === "string" && ENDS[outcome]) || outcomeWords(outcome);
}
