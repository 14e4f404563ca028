import { STATES, type State } from "#matter/matter";
import type { MatterRow } from "#matter/lists";
import type { Tone } from "#ui";

const TONES: Record<State, Tone> = {
  draft: "draft",
  submitted: "info",
  supplement: "waiting",
  accepted: "running",
  granted: "good",
  refused: "bad",
  declined: "bad",
  withdrawn: "closed",
  terminated: "closed",
};

/** A matter's state as its applicant reads it: sign, colour and word. */
export function stateOf({ state, pausedAt }: Pick<MatterRow, "state" | "pausedAt">): { tone: Tone; word: string } {
  if (pausedAt && state === "accepted") return { tone: "paused", word: "暂停计时" };
  return { tone: TONES[state], word: state === "supplement" ? "等您补正" : state === "submitted" ? "等待受理" : STATES[state] };
}
