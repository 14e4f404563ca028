import type { FieldDefinition } from "#content/form";
import type { Kind, Outcome, Work } from "./kind.ts";

const plain = { grave: false, aside: false, batch: false, once: false } as const;
const paragraph = (name: string, label: string, required: boolean): FieldDefinition => ({
  name,
  label,
  type: "paragraph",
  max: 5000,
  ...(required && { required }),
});

const agree: Outcome = { ...plain, word: "同意", asks: [] };
const disagree: Outcome = { ...plain, word: "不同意", grave: true, asks: [paragraph("reason", "理由", true)] };

/** Works that every kind has: a signature that was asked for besides. */
export const CORE_WORKS: Readonly<Record<string, Work>> = {
  countersign: { word: "签署意见", asks: [paragraph("opinion", "意见", false)], outcomes: { agree, disagree }, rules: [], two: false },
};

/** A work of the kind, or one that every kind has; undefined for what is no work, as a copy. */
export function workOf(kind: Kind, work: string): Work | undefined {
  if (Object.hasOwn(kind.works, work)) return kind.works[work];
  return Object.hasOwn(CORE_WORKS, work) ? CORE_WORKS[work] : undefined;
}
