import type { Library } from "./library.ts";
import type { Decision, Model, Reference } from "./model.ts";
import { refuse } from "./refusal.ts";
import type { DmnRefusal } from "./refusal.ts";

/** Decisions that require themselves by way of others (clause 6.3.12 forbids it). Knowledge may call itself: only its use decides whether it ends. */
export function circles(model: Model, library: Library): DmnRefusal[] {
  const found: DmnRefusal[] = [];
  const closed = new Set<string>();
  const walk = (reference: Reference, way: string[]): void => {
    const decision = library.find(reference)?.element;
    if (decision?.kind !== "decision") return;
    const key = keyOf(reference);
    if (way.includes(key)) found.push(refuse(decision.id, "circle", [...way.slice(way.indexOf(key)), key].map(idOf).join(" → ")));
    if (way.includes(key) || closed.has(key)) return;
    for (const next of decision.requires) walk(next, [...way, key]);
    closed.add(key);
  };
  for (const decision of model.elements.filter((element): element is Decision => element.kind === "decision"))
    walk({ namespace: model.namespace, id: decision.id }, []);
  return found;
}

function keyOf({ namespace, id }: Reference): string {
  return `${namespace}#${id}`;
}

function idOf(key: string): string {
  return key.slice(key.lastIndexOf("#") + 1);
}
