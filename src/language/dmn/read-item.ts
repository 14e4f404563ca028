import type { Item } from "./model.ts";
import { feelText, informationOf, nameOf, typeRefOf, type Reader } from "./reader.ts";
import { child, children, type XmlElement } from "./xml.ts";

/** An item definition with its components (clause 7.3.2). */
export function itemOf(element: XmlElement, reader: Reader, owner = nameOf(element)): Item {
  const where = element.own["id"] ?? owner;
  const written = child(element, "functionItem");
  return {
    element: where,
    name: nameOf(element),
    typeRef: typeRefOf(child(element, "typeRef")?.text, reader),
    collection: element.own["isCollection"]?.trim() === "true" || element.own["isCollection"]?.trim() === "1",
    allowed: feelText(child(element, "allowedValues"), where),
    constraint: feelText(child(element, "typeConstraint"), where),
    components: children(element, "itemComponent").map((component) => itemOf(component, reader, `${owner}.${nameOf(component)}`)),
    function: written && {
      parameters: children(written, "parameters").map((parameter) => informationOf(parameter, reader)),
      output: typeRefOf(written.own["outputTypeRef"], reader),
    },
  };
}
