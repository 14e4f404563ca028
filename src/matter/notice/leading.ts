import { tellsOf, type Kind } from "#content/kind";
import { WORDINGS } from "./wording.ts";

/** Acts of every kind that end a matter, or hold it up, before anything else that happens with them. */
const ENDS: ReadonlySet<string> = new Set(["terminated", "objected"]);

/** Whether an act says how a matter ends. */
export function decides(kind: Kind, act: string): boolean {
  const { outcome, state } = (Object.hasOwn(kind.acts, act) ? kind.acts[act] : undefined) ?? {};
  return ENDS.has(act) || outcome !== undefined || (state !== undefined && kind.states[state]?.phase === "closed");
}

/**
 * What a role is told of a step in which several things happened: the act that says how the matter ends, else the last that its kind has words for, else
 * the last that tells. One step is one message. `coded`: whether acts of code tell the role too.
 */
export function leadOf(kind: Kind, step: readonly string[], role: string, coded: boolean): string | undefined {
  const own = step.filter((act) => Object.hasOwn(tellsOf(kind, act), role));
  const telling = coded ? step.filter((act) => own.includes(act) || Object.hasOwn(WORDINGS, act)) : own;
  return telling.find((act) => decides(kind, act)) ?? own.at(-1) ?? telling.at(-1);
}
