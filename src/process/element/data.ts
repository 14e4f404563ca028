import { sourceOf, textOf, type Element, refuse, type FlowRefusal } from "#process/notation";

/**
 * The data objects an activity fills: with its result, or with what the FEEL of a transformation or of one assignment gives. What is
 * drawn into an activity is ink, since it sees all data anyway, as long as nothing is assigned on the way.
 */
export function writesOf(element: Element, id: string, refusals: FlowRefusal[]): { writes?: { to: string; from?: string }[] } {
  for (const association of element.dataInputAssociations ?? []) {
    if (association.transformation || association.assignment?.length) refusals.push(refuse(id, "data-association"));
  }
  const writes = (element.dataOutputAssociations ?? []).flatMap((association) => {
    const target = objectOf(association.targetRef);
    const [assignment, second] = association.assignment ?? [];
    const misplaced = assignment && textOf(assignment.to) !== undefined && textOf(assignment.to) !== target?.id;
    const from = textOf(association.transformation) ?? textOf(assignment?.from);
    const unclear = second || misplaced || (association.transformation && assignment) || ((association.transformation || assignment) && from === undefined);
    if (target === undefined || sourceOf(association)?.$type === "bpmn:DataObjectReference" || unclear) {
      // A data store is somebody else's; nothing here would read it.
      if (association.targetRef?.$type !== "bpmn:DataStoreReference" || from !== undefined) refusals.push(refuse(id, "data-association"));
      return [];
    }
    return [{ to: target.id ?? "", ...(from ? { from } : {}) }];
  });
  return writes.length > 0 ? { writes } : {};
}

function objectOf(element: Element | undefined): Element | undefined {
  if (element?.$type === "bpmn:DataObjectReference") return element.dataObjectRef;
  return element?.$type === "bpmn:DataObject" ? element : undefined;
}

/** The data objects of a scope that have a value from the beginning: `yw:value`. */
export function dataOf(elements: Element[]): { data?: Record<string, string> } {
  const valued = elements.filter((element) => element.$type === "bpmn:DataObject" && element.value);
  return valued.length > 0 ? { data: Object.fromEntries(valued.map(({ id = "", value = "" }) => [id, value])) } : {};
}
