import type { Shape } from "./feel.ts";
import type { Element } from "./xml.ts";

/**
 * The names of a DMN file, nested by their item definitions. FEEL names may hold spaces, so its reader must know them.
 * Input data and decisions are known by name; a decision also by its id.
 */
export function shapeOf(elements: Element[], items: Element[]): Shape {
  const types = new Map(items.map((item) => [item.name ?? "", item]));
  const shape: Record<string, unknown> = {};
  for (const element of elements) {
    const below = members(types.get(element.variable?.typeRef ?? ""), types, 0);
    const name = element.variable?.name ?? element.name;
    if (name) shape[name] = below;
    if (element.$type === "dmn:Decision" && element.id) shape[element.id] = below;
  }
  return shape;
}

function members(type: Element | undefined, types: Map<string, Element>, depth: number): unknown {
  if (!type || depth > 8) return null;
  if (!type.itemComponent) return members(types.get(type.typeRef ?? ""), types, depth + 1);
  const found: Record<string, unknown> = {};
  for (const part of type.itemComponent) {
    found[part.name ?? ""] = part.itemComponent ? members(part, types, depth + 1) : members(types.get(part.typeRef ?? ""), types, depth + 1);
  }
  return found;
}
