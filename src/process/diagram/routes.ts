import { assignLanes, type Stretch } from "./channels.ts";
import type { Arc, Layers } from "./layers.ts";
import { LETTER } from "./lettering.ts";
import type { Box, Point } from "./model.ts";

/** Where a line leaves: by the right side of its node, or (`under`) by the lower end of a timer on its border, `dx` right of the node's left side. */
export type Exit = { owner: string; under: { dx: number; depth: number } | undefined };
export type Lettering = { width: number; lines: number };

export type Routed = { left: Map<string, number>; lines: Map<string, { points: Point[]; label: Box | undefined }> };

const START = 40;
const BESIDE = 18;
const LANE = 12;
const ROOM = 16;
const ROW = LETTER + 4;

type Hop = { channel: number; stretch: Stretch };

/** Gives every layer its place from left to right and every line its corners. `lettering` is the size of the names of lines. */
export function route(plan: Layers, exits: Map<string, Exit>, lettering: Map<string, Lettering>): Routed {
  const { vertices, layers, arcs } = plan;
  const top = Math.min(...[...vertices.values()].map((vertex) => vertex.y - vertex.above));
  const exitY = (arc: Arc): number => (vertices.get(arc.from)?.y ?? 0) + arc.drop;
  const layerOf = (id: string): number => vertices.get(id)?.layer ?? 0;
  const y = (id: string): number => vertices.get(id)?.y ?? 0;
  const ways = new Map<string, { level: number | undefined; hops: Hop[] }>();
  const over = arcs.filter((arc) => arc.back).toSorted((a, b) => layerOf(a.from) - layerOf(a.to) - layerOf(b.from) + layerOf(b.to));
  for (const arc of arcs) {
    const owner = exits.get(arc.id)?.owner ?? arc.from;
    if (arc.back) {
      const level = top - 24 - over.indexOf(arc) * 22;
      ways.set(arc.id, { level, hops: [hop(layerOf(arc.from), owner, exitY(arc), level), hop(layerOf(arc.to) - 1, arc.id, level, y(arc.to))] });
      continue;
    }
    const heights = [exitY(arc), ...arc.chain.slice(1).map(y)];
    const hops = heights.slice(1).map((to, index) => hop(layerOf(arc.from) + index, index === 0 ? owner : arc.id, heights[index] ?? to, to));
    ways.set(arc.id, { level: undefined, hops: hops.filter(({ stretch }) => stretch.from !== stretch.to) });
  }
  const all = [...ways.values()].flatMap((way) => way.hops);
  const starts: number[] = [];
  const left = new Map<string, number>();
  let x = START;
  for (let channel = -1; channel < layers.length; channel += 1) {
    const layer = layers[channel] ?? [];
    const width = Math.max(0, ...layer.map((vertex) => vertex.width));
    for (const vertex of layer) left.set(vertex.id, x + (width - vertex.width) / 2);
    starts[channel + 1] = x + width + BESIDE;
    const lanes = assignLanes(all.filter((each) => each.channel === channel).map((each) => each.stretch));
    const names = arcs.filter((arc) => !arc.back && layerOf(arc.from) === channel).map((arc) => lettering.get(arc.id)?.width ?? 0);
    if (channel >= 0 || lanes > 0) x += width + BESIDE + lanes * LANE + Math.max(0, ...names) + ROOM;
  }
  const laneX = ({ channel, stretch }: Hop): number => (starts[channel + 1] ?? 0) + stretch.lane * LANE;
  const lines: Routed["lines"] = new Map();
  for (const arc of arcs) {
    const way = ways.get(arc.id);
    const under = exits.get(arc.id)?.under;
    const from = left.get(arc.from) ?? 0;
    const first = under
      ? [
          { x: from + under.dx, y: y(arc.from) + under.depth },
          { x: from + under.dx, y: exitY(arc) },
        ]
      : [{ x: from + (vertices.get(arc.from)?.width ?? 0), y: exitY(arc) }];
    const corners = (way?.hops ?? []).flatMap((each) => [
      { x: laneX(each), y: each.stretch.from },
      { x: laneX(each), y: each.stretch.to },
    ]);
    const end = { x: left.get(arc.to) ?? 0, y: y(arc.to) };
    const points = [...first, ...corners, end];
    const next = arc.chain[1] ?? arc.to;
    const name = lettering.get(arc.id);
    lines.set(arc.id, { points, label: name && label(points, way?.level, { x: left.get(next) ?? 0, y: y(next) }, name) });
  }
  return { left, lines };
}

function hop(channel: number, owner: string, from: number, to: number): Hop {
  return { channel, stretch: { owner, from, to, lane: 0 } };
}

/**
 * The name stands where the line has parted from those that leave with it: before the next layer, in the middle when the line is straight;
 * of a line that goes back, where it has just turned.
 */
function label(points: Point[], level: number | undefined, next: Point, { width, lines }: Lettering): Box {
  const height = lines * ROW;
  if (level !== undefined) return { x: Math.max(...points.map((point) => point.x)) - width - 8, y: level - height - 3, width, height };
  const [start] = points;
  const x = points.length === 2 && start ? (start.x + next.x - width) / 2 : next.x - width - 12;
  return { x, y: next.y - height - 3, width, height };
}
