import { defined, refuse, type OutputColumn, type Text } from "#language/dmn";
import { isIn, isList, rangeHolds, RangeValue, type Value } from "#language/feel-value";
import { feelOf, type Place } from "./place.ts";
import type { Run } from "./run.ts";

/** The values of a result column in falling priority (clause 8.2.10): those that it lists, else those that its type allows. */
export function orderOf(column: OutputColumn, place: Place): readonly Value[] {
  const text = column.values ?? allowedBy(column.typeRef, place);
  if (!text) return [];
  const listed = feelOf({ ...text, text: `[${text.text}]` }, place)({}, undefined as unknown as Run);
  if (isList(listed)) return listed;
  place.refusals.push(refuse(column.element, "priority-values"));
  return [];
}

function allowedBy(typeRef: string | undefined, place: Place): Text | undefined {
  const found = typeRef === undefined ? undefined : defined(typeRef, place.model, place.library);
  return found?.item.allowed ?? (found ? allowedBy(found.item.typeRef, { ...place, model: found.model }) : undefined);
}

/** The place of a value among them; what is not listed comes last. */
export function rankOf(value: Value, order: readonly Value[]): number {
  const at = order.findIndex((each) => (each instanceof RangeValue ? rangeHolds(each, value) === true : isIn(value, each) === true));
  return at < 0 ? order.length : at;
}
