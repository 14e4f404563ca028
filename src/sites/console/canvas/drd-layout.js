// A DMN file without a drawing of its decisions gets one, so that the graph can be shown: what is required stands below what requires it.
const DI = {
  dmndi: "https://www.omg.org/spec/DMN/20191111/DMNDI/",
  dc: "http://www.omg.org/spec/DMN/20180521/DC/",
  di: "http://www.omg.org/spec/DMN/20180521/DI/",
};
const SIZES = { decision: [180, 80], inputData: [125, 45], businessKnowledgeModel: [135, 46], knowledgeSource: [100, 63] };
const STEP = { x: 230, y: 150 };

/** The same file, with a drawing when it had none. A file that cannot be read comes back as it is. */
export function withDrawing(xml) {
  const document = new DOMParser().parseFromString(xml, "text/xml");
  const root = document.documentElement;
  if (root.localName !== "definitions" || document.getElementsByTagNameNS("*", "DMNDI").length > 0) return xml;
  const elements = [...root.children].filter(({ localName }) => Object.hasOwn(SIZES, localName));
  const places = placesOf(elements);
  const make = (prefix, name, attributes, parent) => {
    const made = document.createElementNS(DI[prefix], `${prefix}:${name}`);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    parent.append(made);
    return made;
  };
  const diagram = make("dmndi", "DMNDiagram", { id: "drd" }, make("dmndi", "DMNDI", {}, root));
  for (const element of elements) {
    const { x, y, width, height } = places.get(element.id);
    make("dc", "Bounds", { x, y, width, height }, make("dmndi", "DMNShape", { id: `${element.id}_shape`, dmnElementRef: element.id }, diagram));
  }
  for (const element of elements)
    for (const { requirement, from } of requirementsOf(element)) {
      const [below, above] = [places.get(from), places.get(element.id)];
      if (!below || !requirement.id) continue;
      const edge = make("dmndi", "DMNEdge", { id: `${requirement.id}_edge`, dmnElementRef: requirement.id }, diagram);
      make("di", "waypoint", { x: below.x + below.width / 2, y: below.y }, edge);
      make("di", "waypoint", { x: above.x + above.width / 2, y: above.y + above.height }, edge);
    }
  return new XMLSerializer().serializeToString(document);
}

/** What an element requires, by id. */
function requirementsOf(element) {
  return [...element.children]
    .filter(({ localName }) => /^(information|knowledge|authority)Requirement$/.test(localName))
    .flatMap((requirement) => [...requirement.children].map((child) => ({ requirement, from: (child.getAttribute("href") ?? "").replace(/^#/, "") })));
}

function placesOf(elements) {
  const byId = new Map(elements.map((element) => [element.id, element]));
  const depths = new Map();
  const depth = (element, path = []) => {
    if (!element || path.includes(element)) return -1;
    if (!depths.has(element.id))
      depths.set(element.id, Math.max(-1, ...requirementsOf(element).map(({ from }) => depth(byId.get(from), [...path, element]))) + 1);
    return depths.get(element.id);
  };
  const most = Math.max(0, ...elements.map((element) => depth(element)));
  const used = new Map();
  return new Map(
    elements.map((element) => {
      const level = depths.get(element.id);
      const column = used.get(level) ?? 0;
      used.set(level, column + 1);
      const [width, height] = SIZES[element.localName];
      return [element.id, { x: 340 + column * STEP.x, y: 60 + (most - level) * STEP.y, width, height }];
    }),
  );
}
