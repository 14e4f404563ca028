import type { Layers, Vertex } from "./layers.ts";

const GAP = 32;
/** Steps in a line up to this height are taken out; less than half the gap, so that nothing can touch. */
const STEP = 14;
const SWEEPS = 12;
/** How much more a long line that stays level is worth than a node in line with the one before. */
const BENT = 5;

/** Orders each layer so that few lines cross, then gives every vertex its height on the page (centre, 0 at the first). */
export function placeRows(plan: Layers): void {
  const { before, after } = neighbours(plan);
  order(plan, before, after);
  for (const layer of plan.layers) stack(layer);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const [side, layers] = sweep % 2 === 0 ? [before, plan.layers] : [after, plan.layers.toReversed()];
    for (const layer of layers) settle(layer, (vertex) => middle(side.get(vertex.id) ?? []));
  }
  // Last from left to right, so that what follows in a straight line stands in a straight line, and long lines on one level.
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const levels = levelsOf(plan);
    for (const layer of plan.layers) settle(layer, (vertex) => levels.get(vertex.id) ?? middle(before.get(vertex.id) ?? []));
  }
  straighten(plan, before);
}

/** Takes out steps too small to mean anything, at the cost of some distance. */
function straighten(plan: Layers, before: Sides): void {
  const levels = levelsOf(plan);
  for (const { chain, drop } of plan.arcs) {
    const [source, bend] = chain.map((id) => plan.vertices.get(id));
    if (!source || !bend?.bend) continue;
    const straight = source.y + drop;
    if (Math.abs((levels.get(bend.id) ?? straight) - straight) <= STEP) for (const id of chain) if (levels.has(id)) levels.set(id, straight);
  }
  for (const vertex of plan.layers.flat()) {
    const wanted = levels.get(vertex.id) ?? middle(before.get(vertex.id) ?? []);
    if (wanted !== undefined && Math.abs(vertex.y - wanted) <= STEP) vertex.y = Math.round(wanted);
  }
}

/** For each bend the mean height of all bends of its line. */
function levelsOf({ vertices, arcs }: Layers): Map<string, number> {
  const found = new Map<string, number>();
  for (const { chain } of arcs) {
    const bends = chain.flatMap((id) => vertices.get(id) ?? []).filter((vertex) => vertex.bend);
    const mean = bends.reduce((sum, vertex) => sum + vertex.y, 0) / bends.length;
    for (const bend of bends) found.set(bend.id, mean);
  }
  return found;
}

/** What a vertex is joined to on one side, and how far below that one's middle the line runs. */
type Sides = Map<string, { vertex: Vertex; drop: number }[]>;

function neighbours({ vertices, arcs }: Layers): { before: Sides; after: Sides } {
  const [before, after]: [Sides, Sides] = [new Map(), new Map()];
  for (const { chain, back, drop } of arcs) {
    if (back) continue;
    for (const [index, id] of chain.slice(1).entries()) {
      const [left, right] = [vertices.get(chain[index] ?? ""), vertices.get(id)];
      if (!left || !right) continue;
      const below = index === 0 ? drop : 0;
      before.set(right.id, [...(before.get(right.id) ?? []), { vertex: left, drop: below }]);
      after.set(left.id, [...(after.get(left.id) ?? []), { vertex: right, drop: -below }]);
    }
  }
  return { before, after };
}

function order({ layers }: Layers, before: Sides, after: Sides): void {
  let best = layers.map((layer) => [...layer]);
  let fewest = crossings(layers, before);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    const forward = sweep % 2 === 0;
    for (const layer of forward ? layers : layers.toReversed()) sortBy(layer, forward ? before : after, layers);
    const now = crossings(layers, before);
    if (now >= fewest) continue;
    fewest = now;
    best = layers.map((layer) => [...layer]);
  }
  for (const [index, layer] of best.entries()) layers[index] = layer;
}

function sortBy(layer: Vertex[], side: Sides, layers: Vertex[][]): void {
  const rank = new Map(layers.flatMap((each) => each.map((vertex, index) => [vertex.id, index] as const)));
  const mean = new Map(
    layer.map((vertex, index) => {
      const near = side.get(vertex.id) ?? [];
      return [vertex.id, near.length > 0 ? near.reduce((sum, other) => sum + place(rank.get(other.vertex.id), other.drop), 0) / near.length : index] as const;
    }),
  );
  layer.sort((a, b) => (mean.get(a.id) ?? 0) - (mean.get(b.id) ?? 0));
}

function crossings(layers: Vertex[][], before: Sides): number {
  let found = 0;
  for (const [index, layer] of layers.entries()) {
    const rank = new Map((layers[index - 1] ?? []).map((vertex, at) => [vertex.id, at]));
    const ends = layer.flatMap((vertex) => (before.get(vertex.id) ?? []).map((left) => place(rank.get(left.vertex.id), left.drop)).toSorted((a, b) => a - b));
    for (const [index, end] of ends.entries()) found += ends.slice(0, index).filter((other) => other > end).length;
  }
  return found;
}

/** A line that leaves below its node comes after those that leave from its middle. */
function place(rank = 0, drop = 0): number {
  return rank + Math.sign(drop) * 0.4;
}

function middle(near: { vertex: Vertex; drop: number }[]): number | undefined {
  const heights = near.map(({ vertex, drop }) => vertex.y + drop).toSorted((a, b) => a - b);
  return heights[Math.floor((heights.length - 1) / 2)];
}

function apart(upper: Vertex, lower: Vertex): number {
  return upper.below + lower.above + GAP;
}

function stack(layer: Vertex[]): void {
  for (const [index, vertex] of layer.entries()) {
    const above = layer[index - 1];
    vertex.y = above ? above.y + apart(above, vertex) : 0;
  }
}

/**
 * Moves the vertices of a layer as near as possible to where they want to be, keeping their order and distance: least squares by pooling
 * neighbours that press against each other (the pool-adjacent-violators method).
 */
function settle(layer: Vertex[], wanted: (vertex: Vertex) => number | undefined): void {
  const pools: { sum: number; count: number; from: number }[] = [];
  const offsets: number[] = [];
  for (const [index, vertex] of layer.entries()) {
    const above = layer[index - 1];
    const offset = above ? (offsets[index - 1] ?? 0) + apart(above, vertex) : 0;
    offsets.push(offset);
    const weight = vertex.bend ? BENT : 1;
    let pool = { sum: weight * ((wanted(vertex) ?? vertex.y) - offset), count: weight, from: index };
    for (let last = pools.at(-1); last && last.sum / last.count >= pool.sum / pool.count; last = pools.at(-1)) {
      pools.pop();
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count, from: last.from };
    }
    pools.push(pool);
  }
  for (const [at, pool] of pools.entries()) {
    for (let index = pool.from; index < (pools[at + 1]?.from ?? layer.length); index += 1) {
      const vertex = layer[index];
      if (vertex) vertex.y = Math.round(pool.sum / pool.count + (offsets[index] ?? 0));
    }
  }
}
