import { read, type Box, type Di, type Element, type Point } from "./model.ts";

/** What makes an event happen, or what it makes happen. */
export type Trigger =
  | "timer"
  | "terminate"
  | "message"
  | "signal"
  | "error"
  | "escalation"
  | "conditional"
  | "compensation"
  | "cancel"
  | "link"
  | "multiple"
  | "parallel-multiple";

/**
 * A shape of the drawing; `id` is the element's. `thrown`: the event throws; `byEvent`: an event sub-process; `free`: an ad-hoc one; `undoes`: an
 * activity that compensates; `begins`: a gateway that begins the process, by the first event or by all; `several`: a collection of data.
 */
export type Shape = {
  id: string;
  type: string;
  name: string;
  box: Box;
  label: Box | undefined;
  trigger: Trigger | undefined;
  thrown: boolean;
  interrupting: boolean;
  many: "parallel" | "sequential" | "loop" | undefined;
  collapsed: boolean;
  byEvent: boolean;
  free: boolean;
  undoes: boolean;
  begins: "first" | "all" | undefined;
  several: boolean;
  upright: boolean;
};
export type Line = { id: string; type: string; name: string; points: Point[]; label: Box | undefined; isDefault: boolean; isConditional: boolean };

/** The first diagram of a BPMN file, in plain data. `within` says for elements that are not drawn which drawn one holds them. */
export type Picture = { shapes: Shape[]; lines: Line[]; within: Map<string, string> };

/** Reads the drawing of a BPMN file; undefined when the file cannot be read or carries no drawing. */
export async function pictureOf(xml: string): Promise<Picture | undefined> {
  const root = await read(xml);
  const drawn = root?.diagrams?.[0]?.plane?.planeElement ?? [];
  const shapes: Shape[] = [];
  const lines: Line[] = [];
  for (const di of drawn) {
    const element = di.bpmnElement;
    if (!element) continue;
    if (di.bounds) shapes.push(shapeOf(element, di, di.bounds));
    if (di.waypoint) lines.push(lineOf(element, di, di.waypoint));
  }
  if (shapes.length === 0) return undefined;
  const ids = new Set(shapes.map((shape) => shape.id));
  const within = new Map<string, string>();
  for (const process of root?.rootElements ?? []) place(process, undefined, ids, within);
  return { shapes, lines, within };
}

function shapeOf(element: Element, di: Di, box: Box): Shape {
  const type = element.$type.replace("bpmn:", "");
  const loop = element.loopCharacteristics;
  return {
    id: element.id ?? "",
    type,
    name: element.name ?? element.text ?? "",
    box: plain(box),
    label: di.label?.bounds ? plain(di.label.bounds) : undefined,
    trigger: triggerOf(element),
    thrown: type === "EndEvent" || type === "IntermediateThrowEvent",
    interrupting: element.cancelActivity !== false && element.isInterrupting !== false,
    many: loop ? (loop.$type === "bpmn:StandardLoopCharacteristics" ? "loop" : loop.isSequential ? "sequential" : "parallel") : undefined,
    collapsed: isFolded(element, di, type),
    byEvent: element.triggeredByEvent === true,
    free: type === "AdHocSubProcess",
    undoes: element.isForCompensation === true,
    begins: element.instantiate ? (element.eventGatewayType === "Parallel" ? "all" : "first") : undefined,
    several: element.dataObjectRef?.isCollection === true || element.isCollection === true,
    upright: di.isHorizontal === false,
  };
}

/** A sub-process whose inside is not drawn here, a call, a pool that is a black box. */
function isFolded(element: Element, di: Di, type: string): boolean {
  if (type === "CallActivity") return true;
  if (type === "Participant") return element.processRef === undefined;
  return /^(AdHoc)?SubProcess$|^Transaction$/.test(type) && di.isExpanded !== true;
}

function triggerOf({ eventDefinitions = [], parallelMultiple }: Element): Trigger | undefined {
  if (eventDefinitions.length > 1) return parallelMultiple ? "parallel-multiple" : "multiple";
  return /^bpmn:(\w+)EventDefinition$/
    .exec(eventDefinitions[0]?.$type ?? "")?.[1]
    ?.replace("Compensate", "Compensation")
    .toLowerCase() as Trigger | undefined;
}

function lineOf(element: Element, di: Di, points: Point[]): Line {
  const label = di.label?.bounds ? plain(di.label.bounds) : undefined;
  const type = element.$type.replace("bpmn:", "");
  return {
    id: element.id ?? "",
    type,
    name: element.name ?? "",
    points: points.map(({ x, y }) => ({ x, y })),
    label,
    isDefault: element.sourceRef?.default === element,
    // At a gateway the condition is taken for granted.
    isConditional: element.conditionExpression !== undefined && !element.sourceRef?.$type.endsWith("Gateway"),
  };
}

function plain({ x, y, width, height }: Box): Box {
  return { x, y, width, height };
}

function place(container: Element, holder: string | undefined, drawn: ReadonlySet<string>, within: Map<string, string>): void {
  for (const element of container.flowElements ?? []) {
    const id = element.id ?? "";
    const next = drawn.has(id) ? id : holder;
    if (next !== undefined && next !== id) within.set(id, next);
    place(element, next, drawn, within);
  }
}
