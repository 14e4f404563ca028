import { COPY_STATES, type CopyState, type CopyStanding } from "#outcome/licence";
import { formatDate, State, type Tone } from "#ui";

const TONES: Record<CopyState, Tone> = { valid: "good", revoked: "closed", expired: "closed", licence: "bad" };

/** How a copy stands, in a word and a shape. */
export function CopyStandingWord({ state }: { state: CopyState }) {
  return <State tone={TONES[state]}>{COPY_STATES[state]}</State>;
}

/** "仅供办理场地租赁合同使用" */
export function purposeOf({ copy }: Pick<CopyStanding, "copy">): string {
  return `仅供“${copy.use}”使用`;
}

/** "2026年12月22日（含当天）" */
export function lastDay(day: string): string {
  return `${formatDate(day, { year: true })}（含当天）`;
}
