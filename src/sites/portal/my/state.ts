import { stateSaid, stateTone, type Kind } from "#content/kind";
import type { MatterRow } from "#matter/lists";
import type { Tone } from "#ui";

/** A matter's state as its parties read it: sign, colour and word. */
export function standingOf(kind: Kind | undefined, { state, phase, pausedAt }: Pick<MatterRow, "state" | "phase" | "pausedAt">): { tone: Tone; word: string } {
  if (pausedAt && phase === "open") return { tone: "paused", word: "暂停计时" };
  return { tone: stateTone(kind, state), word: kind ? stateSaid(kind, state) : state };
}
