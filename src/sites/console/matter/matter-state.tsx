import { stateOf, stateTone, type Kind } from "#content/kind";
import { runningStops } from "#matter/clocks";
import { isClosed, type Matter } from "#matter/matter";
import { State } from "#ui";

/** The stop that holds a matter, as its kind calls it; undefined where none does, or where it is its state that says so. */
export function stopWord(kind: Kind, matter: Pick<Matter, "stops" | "phase">): string | undefined {
  const [held] = isClosed(matter) ? [] : runningStops(matter).filter(({ works }) => !works);
  return held && (kind.stops[held.stop]?.word ?? held.stop);
}

/** Where a matter stands, in a word: what holds it, else its state. */
export function MatterStanding({ kind, state, held }: { kind: Kind | undefined; state: string; held?: string | undefined }) {
  if (held !== undefined) return <State tone="paused">{held}</State>;
  return <State tone={stateTone(kind, state)}>{kind ? stateOf(kind, state).word : state}</State>;
}
