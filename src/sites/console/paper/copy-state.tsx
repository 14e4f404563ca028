import { COPY_STATES, type CopyState } from "#outcome/licence";
import { State, type Tone } from "#ui";

const TONES: Record<CopyState, Tone> = { valid: "good", revoked: "closed", expired: "closed", licence: "bad" };

/** How a copy stands, in a word and a shape. */
export function CopyStandingWord({ state }: { state: CopyState }) {
  return <State tone={TONES[state]}>{COPY_STATES[state]}</State>;
}
