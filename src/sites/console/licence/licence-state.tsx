import { LICENCE_STATES, type LicenceState } from "#outcome/licence";
import { State, type Tone } from "#ui";

const TONES: Record<LicenceState, Tone> = {
  valid: "good",
  suspended: "paused",
  withdrawn: "bad",
  cancelled: "closed",
  expired: "waiting",
  replaced: "closed",
  revoked: "bad",
};

/** How a licence stands, in a word. */
export function LicenceStanding({ state }: { state: LicenceState }) {
  return <State tone={TONES[state]}>{LICENCE_STATES[state].label}</State>;
}
