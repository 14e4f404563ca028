import { layersOf, type Given, type Link } from "./layers.ts";
import { escaped, LETTER, round, widthOf, wrapped } from "./lettering.ts";
import { read, type Box, type Element, type Point } from "./model.ts";
import { route, type Exit } from "./routes.ts";
import { placeRows } from "./rows.ts";

const DRAWING = /\s*<(\w+:)?BPMNDiagram\b[\s\S]*<\/(\w+:)?BPMNDiagram>/;
const NAMESPACES =
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"';
const EVENT = 36;
const NAME = 96;

/** Whether a BPMN file carries a drawing. */
export function isDrawn(xml: string): boolean {
  return DRAWING.test(xml);
}

/**
 * Gives a BPMN file a drawing, instead of the one it has: layers from left to right, lines that do not run through boxes or over each other, loops
 * over the top. Sub-processes are drawn folded, each with its own diagram. Only the drawing changes; the model's text stays as it was written.
 * A file that cannot be read comes back unchanged. Lanes, notes and data symbols are not placed.
 */
export async function layout(xml: string): Promise<string> {
  const bare = xml.replace(DRAWING, "");
  const root = await read(bare);
  const diagrams = (root?.rootElements ?? [])
    .filter((element) => element.$type === "bpmn:Process")
    .flatMap(containers)
    .map(diagram);
  return bare.replace(/\s*(<\/(?:\w+:)?definitions>)/, (_, close: string) => `\n${diagrams.join("\n")}\n${close}`);
}

function containers(element: Element): Element[] {
  return [element, ...(element.flowElements ?? []).filter((inner) => isHolder(inner)).flatMap(containers)];
}

/** What has an inside with a drawing of its own. */
function isHolder({ $type }: Element): boolean {
  return /SubProcess$|:Transaction$/.test($type);
}

function diagram(container: Element): string {
  const elements = container.flowElements ?? [];
  const flows = elements.filter((element) => element.$type === "bpmn:SequenceFlow" && element.sourceRef && element.targetRef);
  const timers = elements.filter((element) => element.$type === "bpmn:BoundaryEvent");
  const nodes = elements.filter((element) => /(Task|Activity|SubProcess|Transaction|Gateway|Event)$/.test(element.$type) && !timers.includes(element));
  const exits = new Map<string, Exit>();
  const links = flows.map((flow): Link => {
    const host = flow.sourceRef?.attachedToRef;
    const place = timers.filter((timer) => timer.attachedToRef === host).indexOf(flow.sourceRef ?? flow);
    exits.set(flow.id ?? "", { owner: flow.sourceRef?.id ?? "", under: host ? { dx: timerX(place), depth: 40 + EVENT / 2 } : undefined });
    return { id: flow.id ?? "", from: (host ?? flow.sourceRef)?.id ?? "", to: flow.targetRef?.id ?? "", drop: host ? 40 + EVENT / 2 + 16 + place * 14 : 0 };
  });
  const plan = layersOf(
    nodes.map((node) => room(node, timers.filter((timer) => timer.attachedToRef === node).length)),
    links,
  );
  placeRows(plan);
  const names = flows
    .filter((flow) => flow.name)
    .map((flow) => {
      const lines = wrapped(flow.name ?? "", NAME, 2);
      return [flow.id ?? "", { width: Math.ceil(Math.max(...lines.map(widthOf))), lines: lines.length }] as const;
    });
  const { left, lines } = route(plan, exits, new Map(names));
  const shift =
    40 -
    Math.min(
      ...[...plan.vertices.values()].map((vertex) => vertex.y - vertex.above),
      ...[...lines.values()].flatMap(({ points }) => points.map((point) => point.y - 20)),
    );
  const shapes = nodes.map((node) => {
    const { width, height } = size(node);
    return shape(node, { x: left.get(node.id ?? "") ?? 0, y: (plan.vertices.get(node.id ?? "")?.y ?? 0) - height / 2 + shift, width, height });
  });
  const events = timers.map((timer) => {
    const host = plan.vertices.get(timer.attachedToRef?.id ?? "");
    const place = timers.filter((other) => other.attachedToRef === timer.attachedToRef).indexOf(timer);
    const corner = { x: left.get(host?.id ?? "") ?? 0, y: (host?.y ?? 0) + 40 + shift };
    const box = { x: corner.x + timerX(place) - EVENT / 2, y: corner.y - EVENT / 2, width: EVENT, height: EVENT };
    // The name of a single timer stands left of it, where no line runs.
    return shape(timer, box, place === 0 && timer.name ? { x: corner.x, y: corner.y + 4, width: box.x - corner.x - 2, height: 32 } : undefined);
  });
  const edges = [...lines].map(([id, line]) => edge(id, line, shift));
  const id = escaped(container.id ?? "");
  return `  <bpmndi:BPMNDiagram ${NAMESPACES} id="${id}_diagram">\n    <bpmndi:BPMNPlane id="${id}_plane" bpmnElement="${id}">\n${[...shapes, ...events, ...edges].join("\n")}\n    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>`;
}

/** Timers hang on the lower border from the right, so that the left stays free. */
function timerX(place: number): number {
  return 100 - 8 - EVENT / 2 - place * (EVENT + 6);
}

function size({ $type }: Element): { width: number; height: number } {
  if ($type.endsWith("Gateway")) return { width: 50, height: 50 };
  return $type.endsWith("Event") ? { width: EVENT, height: EVENT } : { width: 100, height: 80 };
}

/** What a node needs with its name below it and the timers on its border. */
function room(node: Element, timers: number): Given {
  const { width, height } = size(node);
  const named = width < 100 && node.name ? wrapped(node.name, NAME, 2).length * (LETTER + 4) + 4 : 0;
  return { id: node.id ?? "", width, above: height / 2, below: height / 2 + named + (timers > 0 ? EVENT / 2 + 18 + timers * 14 : 0) };
}

function shape(element: Element, box: Box, label?: Box): string {
  const id = escaped(element.id ?? "");
  const folded = isHolder(element) ? ' isExpanded="false"' : "";
  const marker = element.$type === "bpmn:ExclusiveGateway" ? ' isMarkerVisible="true"' : "";
  return `      <bpmndi:BPMNShape id="${id}_shape" bpmnElement="${id}"${folded}${marker}>\n        ${bounds(box)}\n${label ? `${name(label)}\n` : ""}      </bpmndi:BPMNShape>`;
}

function edge(element: string, { points, label }: { points: Point[]; label: Box | undefined }, shift: number): string {
  const id = escaped(element);
  const corners = points.map((point) => `        <di:waypoint x="${round(point.x)}" y="${round(point.y + shift)}" />`);
  const names = label ? [name({ ...label, y: label.y + shift })] : [];
  return `      <bpmndi:BPMNEdge id="${id}_edge" bpmnElement="${id}">\n${[...corners, ...names].join("\n")}\n      </bpmndi:BPMNEdge>`;
}

function name(box: Box): string {
  return `        <bpmndi:BPMNLabel>\n          ${bounds(box)}\n        </bpmndi:BPMNLabel>`;
}

function bounds({ x, y, width, height }: Box): string {
  return `<dc:Bounds x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" />`;
}
