import { along, cut, direction, squareMetres, type Spot } from "./plane.ts";
import type { Random } from "./random.ts";

/** Metres from avenue to avenue. */
export const BLOCK = { width: 880, height: 840 };

/** What is left of a block when it has been cut: the ground of one cell. */
export interface Leaf {
  polygon: Spot[];
  /** Leaves of one compound have it in common: what lies between the same lanes. */
  compound: number;
  /** The block's column and row, from the west and from the north. */
  column: number;
  row: number;
}

/** A cut that became a way: `level` 0 and 1 are streets, 2 and 3 lanes. */
export interface Way {
  level: number;
  line: [Spot, Spot];
}

export interface Ground {
  /** Lines of the lattice: west to east, north to south. */
  avenues: { eastward: boolean; line: Spot[] }[];
  ways: Way[];
  leaves: Leaf[];
}

/** A cell of the grid has about ten thousand square metres (万米单元网格). */
const LARGEST = 17_000;

/** The crossings of the avenues: a lattice moved by four slow waves and a little noise. */
function crossings(columns: number, rows: number, random: Random): Spot[][] {
  return Array.from({ length: rows + 1 }, (_row, j) =>
    Array.from({ length: columns + 1 }, (_column, i): Spot => {
      const [u, v] = [i / columns, j / rows];
      const wave = (a: number, b: number, phase: number): number => Math.sin((a * u + b * v) * Math.PI + phase);
      return [
        (i - columns / 2) * BLOCK.width + 90 * wave(0.6, 2.2, 0.4) + 45 * wave(2.5, 1.1, 2) + random.between(-22, 22),
        (rows / 2 - j) * BLOCK.height + 90 * wave(2.1, 0.5, 1.1) + 45 * wave(1.3, 2.6, 0.2) + random.between(-22, 22),
      ];
    }),
  );
}

/** Cuts across the longest side, parallel to the border beside it. */
function halves(polygon: readonly Spot[], random: Random): ReturnType<typeof cut> {
  const sides = polygon.map((spot, i) => ({
    i,
    metres: Math.hypot(polygon[(i + 1) % polygon.length]![0] - spot[0], polygon[(i + 1) % polygon.length]![1] - spot[1]),
  }));
  const { i } = sides.reduce((longest, each) => (each.metres > longest.metres ? each : longest));
  const corner = (at: number): Spot => polygon[(at + polygon.length) % polygon.length]!;
  const beside =
    sides[(i + 1) % polygon.length]!.metres > sides[(i - 1 + polygon.length) % polygon.length]!.metres
      ? [corner(i + 1), corner(i + 2)]
      : [corner(i), corner(i - 1)];
  return cut(polygon, along(corner(i), corner(i + 1), random.between(0.42, 0.58)), direction(beside[0]!, beside[1]!));
}

/** Streets, lanes and the ground of cells: every block of a lattice is cut again and again until its parts are small. All parts are convex. */
export function makeBlocks(columns: number, rows: number, random: Random): Ground {
  const nodes = crossings(columns, rows, random);
  const avenues = [
    ...nodes.map((line) => ({ eastward: true, line })),
    ...Array.from({ length: columns + 1 }, (_none, i) => ({ eastward: false, line: nodes.map((row) => row[i]!) })),
  ];
  const ways: Way[] = [];
  const leaves: Leaf[] = [];
  let compounds = 0;
  const part = (polygon: Spot[], depth: number, place: Omit<Leaf, "polygon">): void => {
    const two = squareMetres(polygon) > LARGEST ? halves(polygon, random) : undefined;
    if (!two) return void leaves.push({ polygon, ...place });
    if (depth < 4) ways.push({ level: depth, line: two.line });
    for (const each of two.parts) part(each, depth + 1, depth === 3 ? { ...place, compound: (compounds += 1) } : place);
  };
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const quad = [nodes[row + 1]![column]!, nodes[row + 1]![column + 1]!, nodes[row]![column + 1]!, nodes[row]![column]!];
      part(quad, 0, { compound: 0, column, row });
    }
  return { avenues, ways, leaves };
}
