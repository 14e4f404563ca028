import { stateOf, workOf, type Kind, type Outcome } from "#content/kind";
import type { Task } from "#matter/matter";

/** The outcome of a task that was done, as its work declares it; undefined for one that its kind does not know. */
export function outcomeOf(kind: Kind, { kind: work, outcome, signOf }: Pick<Task, "kind" | "outcome" | "signOf">): Outcome | undefined {
  return outcome === null ? undefined : workOf(kind, signOf ? "countersign" : work)?.outcomes[outcome];
}

/** The words of an outcome of a work; where the work is not known, of the first that has one of the name. */
export function outcomeWords(kind: Kind, outcome: unknown, work?: string): string {
  const id = typeof outcome === "string" ? outcome : "";
  const known = work === undefined ? undefined : workOf(kind, work)?.outcomes[id];
  return (known ?? Object.values(kind.works).find(({ outcomes }) => Object.hasOwn(outcomes, id))?.outcomes[id])?.word ?? id;
}

/** How a matter ended, in words. */
export function endWords(kind: Kind, outcome: unknown): string {
  return typeof outcome === "string" && Object.hasOwn(kind.states, outcome) ? stateOf(kind, outcome).word : "";
}

/** The work that an act is recorded for: whose outcome of this id names the act, else that names it itself. */
export function workBehind(kind: Kind, act: string, outcome?: unknown): string | undefined {
  const works = Object.entries(kind.works);
  const by = works.find(([, { outcomes }]) => typeof outcome === "string" && Object.hasOwn(outcomes, outcome) && outcomes[outcome]!.act === act);
  return (by ?? works.find(([, work]) => work.act === act))?.[0];
}
