import type { Kind } from "./kind.ts";

/** The role of whom a matter of the kind is from: the first whose party is whoever begins it. Undefined for a kind that nobody outside begins. */
export function ownParty({ parties }: Pick<Kind, "parties">): string | undefined {
  return Object.keys(parties).find((role) => parties[role]!.from === "actor");
}

/** What goes by the name of that role: nothing in a kind that has none. */
export function byOwnParty<T>(kind: Pick<Kind, "parties"> | undefined, value: T): Record<string, T> {
  const role = kind && ownParty(kind);
  return role === undefined ? {} : { [role]: value };
}
