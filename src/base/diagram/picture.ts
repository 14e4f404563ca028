import { read } from "./model.ts";
import type { Box, Di, Element, Point } from "./model.ts";

/** A shape of the drawing; `id` is the element's. */
export type Shape = {
  id: string;
  type: string;
  name: string;
  box: Box;
  label: Box | undefined;
  trigger: "timer" | "terminate" | undefined;
  interrupting: boolean;
  many: "parallel" | "sequential" | undefined;
  collapsed: boolean;
};
export type Line = { id: string; type: string; name: string; points: Point[]; label: Box | undefined; isDefault: boolean };

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
  const trigger = element.eventDefinitions?.[0]?.$type;
  const loop = element.loopCharacteristics;
  return {
    id: element.id ?? "",
    type: element.$type.replace("bpmn:", ""),
    name: element.name ?? element.text ?? "",
    box: plain(box),
    label: di.label?.bounds ? plain(di.label.bounds) : undefined,
    trigger: trigger === "bpmn:TimerEventDefinition" ? "timer" : trigger === "bpmn:TerminateEventDefinition" ? "terminate" : undefined,
    interrupting: element.cancelActivity !== false,
    many: loop ? (loop.isSequential ? "sequential" : "parallel") : undefined,
    collapsed: element.$type === "bpmn:CallActivity" || (element.$type === "bpmn:SubProcess" && di.isExpanded !== true),
  };
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
