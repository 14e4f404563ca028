import type { Library } from "./library.ts";
import type { Item, Model } from "./model.ts";
import { refuse, type DmnRefusal } from "./refusal.ts";

/** The types that FEEL itself knows, by the names that files of all versions give them (clause 10.3.2.9). */
const BUILT_IN: Record<string, string> = {
  any: "Any",
  null: "Null",
  number: "number",
  string: "string",
  boolean: "boolean",
  date: "date",
  time: "time",
  "date and time": "date and time",
  datetime: "date and time",
  dateandtime: "date and time",
  "days and time duration": "days and time duration",
  daytimeduration: "days and time duration",
  "years and months duration": "years and months duration",
  yearmonthduration: "years and months duration",
  list: "list",
  context: "context",
  function: "function",
  range: "range",
};

/** FEEL's own type of this name, in FEEL's spelling. */
export function builtIn(name: string): string | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(BUILT_IN, key) ? BUILT_IN[key] : undefined;
}

/** A type defined by a model, and that model: types that it names are looked up there. */
export type Defined = { model: Model; item: Item };

/** The item definition of a name: in the model, in an import without a name, or `import.name` (clause 7.3.2). Definitions go before FEEL's own types. */
export function defined(name: string, model: Model, library: Library): Defined | undefined {
  const own = model.items.find((item) => item.name === name);
  if (own) return { model, item: own };
  for (const each of model.imports) {
    const other = library.models.get(each.namespace);
    if (!other) continue;
    const below = each.name === "" ? name : name.startsWith(`${each.name}.`) ? name.slice(each.name.length + 1) : undefined;
    const item = below === undefined ? undefined : other.items.find((candidate) => candidate.name === below);
    if (item) return { model: other, item };
  }
  return undefined;
}

/** Item definitions that rest on nothing, or on themselves. A structure may hold itself in a component: its values end. */
export function typeFaults(model: Model, library: Library): DmnRefusal[] {
  const found: DmnRefusal[] = [];
  const check = (item: Item): void => {
    for (const name of [item.typeRef, item.function?.output, ...(item.function?.parameters ?? []).map(({ typeRef }) => typeRef)])
      if (name !== undefined && !isKnown(name, model, library)) found.push(refuse(item.element, "unknown-type", name));
    item.components.forEach(check);
  };
  for (const item of model.items) {
    check(item);
    const way = circleFrom({ model, item }, library);
    if (way) found.push(refuse(item.element, "type-circle", way.join(" → ")));
  }
  return found;
}

/** Whether a name is one of a type; `list<…>` and the like are FEEL's, and read where they are used. */
export function isKnown(name: string, model: Model, library: Library): boolean {
  return builtIn(name) !== undefined || name.includes("<") || defined(name, model, library) !== undefined;
}

function circleFrom(start: Defined, library: Library): string[] | undefined {
  const way = [start.item.name];
  for (let at: Defined | undefined = start; at?.item.typeRef !== undefined;) {
    const next: Defined | undefined = defined(at.item.typeRef, at.model, library);
    if (!next || next.item === at.item) return next && builtIn(at.item.typeRef) === undefined ? [...way, next.item.name] : undefined;
    way.push(next.item.name);
    if (next.item === start.item) return way;
    if (way.length > 100) return undefined;
    at = next;
  }
  return undefined;
}
