import type { Library } from "./library.ts";
import type { Element, Model, Reference } from "./model.ts";
import { refuse, type DmnRefusal } from "./refusal.ts";

/**
 * Decisions that require themselves, by way of others or of decision services (clause 6.3.12 forbids it). Knowledge may call itself: only its
 * use decides whether it ends.
 */
export function circles(model: Model, library: Library): DmnRefusal[] {
  const found: DmnRefusal[] = [];
  const closed = new Set<string>();
  const walk = (reference: Reference, way: string[]): void => {
    const element = library.find(reference)?.element;
    const key = `${reference.namespace}#${reference.id}`;
    if (!element || closed.has(key)) return;
    const round = way.includes(key) ? way.slice(way.indexOf(key)) : undefined;
    if (round?.some((each) => isDecision(each, library))) found.push(refuse(element.id, "circle", [...round, key].map(idOf).join(" → ")));
    if (round) return;
    for (const next of nextOf(element)) walk(next, [...way, key]);
    closed.add(key);
  };
  for (const { kind, id } of model.elements) if (kind === "decision") walk({ namespace: model.namespace, id }, []);
  return found;
}

/** What has to be evaluated for an element: its requirements; of a service the decisions in it, but not those that are given to it. */
function nextOf(element: Element): Reference[] {
  if (element.kind === "input") return [];
  if (element.kind === "service") return [...element.outputs, ...element.encapsulated];
  return element.kind === "decision" ? [...element.requires, ...element.knows] : element.knows;
}

function isDecision(key: string, library: Library): boolean {
  const at = key.lastIndexOf("#");
  return library.find({ namespace: key.slice(0, at), id: key.slice(at + 1) })?.element.kind === "decision";
}

function idOf(key: string): string {
  return key.slice(key.lastIndexOf("#") + 1);
}
