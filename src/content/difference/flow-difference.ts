import { elementsOf, type FlowElement } from "./elements.ts";
import { propertyInWords, typeInWords, valueInWords } from "./words.ts";

/** What became of one element, or of one property of it, in words. */
export interface Difference {
  element: string;
  /** "人工环节“材料审查”" */
  what: string;
  change: "added" | "removed" | "changed";
  /** The property, where one was changed. */
  property?: string;
  before?: string;
  after?: string;
}

/**
 * What differs between two BPMN files in what they mean: elements added and removed, and properties changed, in the order of the newer file.
 * Where things are drawn does not count. Elements are the same when their ids are.
 */
export async function flowDifferences(before: string, after: string): Promise<Difference[]> {
  const [old, now] = await Promise.all([elementsOf(before), elementsOf(after)]);
  const found: Difference[] = [];
  const nameOf = (id: string, elements: ReadonlyMap<string, FlowElement>): string => elements.get(id)?.name || id;
  for (const element of now.values()) {
    const was = old.get(element.id);
    if (!was) found.push({ element: element.id, what: whatOf(element), change: "added" });
    else
      found.push(
        ...changes(
          was,
          element,
          (id) => nameOf(id, old),
          (id) => nameOf(id, now),
        ),
      );
  }
  for (const element of old.values()) if (!now.has(element.id)) found.push({ element: element.id, what: whatOf(element), change: "removed" });
  return found;
}

function whatOf({ id, type, name }: FlowElement): string {
  return `${typeInWords(type)}“${name || id}”`;
}

const REFERENCES = /(^|\.)(sourceRef|targetRef|default|attachedToRef)$/;

function changes(was: FlowElement, is: FlowElement, oldName: (id: string) => string, newName: (id: string) => string): Difference[] {
  const base = { element: is.id, what: whatOf(is), change: "changed" as const };
  const found: Difference[] = [];
  if (was.type !== is.type) found.push({ ...base, property: "种类", before: typeInWords(was.type), after: typeInWords(is.type) });
  for (const key of new Set([...Object.keys(was.properties), ...Object.keys(is.properties)])) {
    const [before, after] = [was.properties[key], is.properties[key]];
    if (before === after) continue;
    const word = (value: string | undefined, name: (id: string) => string): string =>
      value === undefined ? "" : REFERENCES.test(key) ? name(value) : valueInWords(value);
    found.push({ ...base, property: propertyInWords(key), before: word(before, oldName), after: word(after, newName) });
  }
  return found;
}
