/** A thing to place: a node of the flow, or (`bend`) a place where a long line passes through a layer. It needs `above` and `below` its middle `y`. Pixels. */
export type Vertex = { id: string; width: number; above: number; below: number; bend: boolean; layer: number; y: number };

/** A line to draw, from layer to layer through its bends. It leaves `drop` below the middle of its node; `back` lines lead to an earlier layer and go over the top. */
export type Arc = { id: string; from: string; to: string; drop: number; back: boolean; chain: string[] };

export type Layers = { vertices: Map<string, Vertex>; layers: Vertex[][]; arcs: Arc[] };

export type Given = { id: string; width: number; above: number; below: number };
export type Link = { id: string; from: string; to: string; drop: number };

const BEND = 9;

/** Puts nodes into layers from left to right (each behind everything that leads to it), and bends into the layers that long lines cross. */
export function layersOf(nodes: Given[], lines: Link[]): Layers {
  const back = backLines(nodes, lines);
  const forward = lines.filter((line) => !back.has(line.id));
  const depth = depths(nodes, forward);
  const vertices = new Map<string, Vertex>(nodes.map((node) => [node.id, { ...node, bend: false, layer: depth.get(node.id) ?? 0, y: 0 }]));
  const arcs = lines.map((line): Arc => {
    if (back.has(line.id)) return { ...line, back: true, chain: [line.from, line.to] };
    const chain = [line.from];
    for (let layer = (depth.get(line.from) ?? 0) + 1; layer < (depth.get(line.to) ?? 0); layer += 1) {
      const id = `${line.id}@${layer}`;
      vertices.set(id, { id, width: 0, above: BEND, below: BEND, bend: true, layer, y: 0 });
      chain.push(id);
    }
    return { ...line, back: false, chain: [...chain, line.to] };
  });
  const layers: Vertex[][] = [];
  for (const vertex of vertices.values()) (layers[vertex.layer] ??= []).push(vertex);
  return { vertices, layers, arcs };
}

/** Lines that close a loop, found by walking from the nodes to which nothing leads. */
function backLines(nodes: Given[], lines: Link[]): Set<string> {
  const found = new Set<string>();
  const state = new Map<string, "open" | "closed">();
  const walk = (id: string): void => {
    state.set(id, "open");
    for (const line of lines.filter((each) => each.from === id)) {
      if (state.get(line.to) === "open") found.add(line.id);
      else if (!state.has(line.to)) walk(line.to);
    }
    state.set(id, "closed");
  };
  const entries = nodes.filter((node) => !lines.some((line) => line.to === node.id));
  for (const node of [...entries, ...nodes]) if (!state.has(node.id)) walk(node.id);
  return found;
}

function depths(nodes: Given[], lines: Link[]): Map<string, number> {
  const known = new Map<string, number>();
  const depth = (id: string): number => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const value = Math.max(-1, ...lines.filter((line) => line.to === id).map((line) => depth(line.from))) + 1;
    known.set(id, value);
    return value;
  };
  for (const node of nodes) depth(node.id);
  return known;
}
