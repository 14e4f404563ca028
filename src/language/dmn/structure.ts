import { circles } from "./circles.ts";
import type { Library } from "./library.ts";
import type { Element, Model, Reference } from "./model.ts";
import { refuse, refuseName, type DmnRefusal } from "./refusal.ts";
import { typeFaults } from "./type-names.ts";
import { datedFaults } from "./validity.ts";

type Wanted = { reference: Reference; kinds: Element["kind"][] };

/** What the standard forbids between the elements of a model: requirements that lead nowhere, circles, names that mean two things. */
export function faults(model: Model, library: Library): DmnRefusal[] {
  return [...duplicates(model), ...requirements(model, library), ...circles(model, library), ...typeFaults(model, library), ...datedFaults(model)];
}

function duplicates(model: Model): DmnRefusal[] {
  const found: DmnRefusal[] = [];
  const ids = new Set<string>();
  const names = new Map<string, Element>();
  for (const element of model.elements) {
    if (ids.has(element.id)) found.push(refuse(element.id, "duplicate-id", element.id));
    ids.add(element.id);
    const other = names.get(`${element.kind} ${element.name}`);
    if (other && !(isDated(other) && isDated(element))) found.push(refuse(element.id, "duplicate-name", element.name));
    names.set(`${element.kind} ${element.name}`, element);
  }
  return found;
}

/** Whether an element is one of several versions in time: only then may others have its name. */
function isDated(element: Element): boolean {
  return (element.kind === "decision" || element.kind === "knowledge") && (element.validity.from !== undefined || element.validity.to !== undefined);
}

/** What each kind of element refers to, and what must be found there (clause 6.3). */
function wanted(element: Element): Wanted[] {
  const of = (references: Reference[], ...kinds: Element["kind"][]): Wanted[] => references.map((reference) => ({ reference, kinds }));
  switch (element.kind) {
    case "input":
      return [];
    case "decision":
      return [...of(element.requires, "decision", "input"), ...of(element.knows, "knowledge", "service")];
    case "knowledge":
      return of(element.knows, "knowledge", "service");
    case "service":
      return [...of([...element.outputs, ...element.encapsulated, ...element.decisions], "decision"), ...of(element.inputs, "input")];
  }
}

function requirements(model: Model, library: Library): DmnRefusal[] {
  return model.elements.flatMap((element) =>
    wanted(element).flatMap(({ reference, kinds }) => {
      const found = library.find(reference);
      if (!found)
        return [
          refuseName(
            element.id,
            "missing-requirement",
            reference.id,
            reference.id,
            model.elements.map(({ id }) => id),
          ),
        ];
      return kinds.includes(found.element.kind) ? [] : [refuse(element.id, "wrong-requirement", reference.id)];
    }),
  );
}
