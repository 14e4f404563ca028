import { borderOf, doubleArea, inside, shareCorners, type Outline, type Polygon } from "#place/cell";
import type { Leaf } from "./blocks.ts";
import type { Named } from "./communities.ts";
import { micro, middle, squareMetres, type Spot } from "./plane.ts";
import type { Water } from "./water.ts";

/** The ground of a cell: what is left of a leaf beside the water, and where it belongs. */
export interface Plot extends Leaf {
  community: Named;
  /** Dry parts; none where all is water. */
  dry: Spot[][];
  /** Whether the water took some of it. */
  bank: boolean;
}

/** Smaller pieces of land go with the water, and so does a cell of which hardly anything is left. */
const LEAST = { piece: 300, cell: 1_500 };

const LEVELS = [4, 6, 9, 12];

/** Leaves with what the water leaves of them. */
export function plotsOf(leaves: readonly Leaf[], water: Water, communityOf: (spot: Spot) => Named): Plot[] {
  return leaves.map((leaf) => {
    const pieces = water.dry(leaf.polygon);
    const dry = pieces.filter((piece) => Math.abs(squareMetres(piece)) >= LEAST.piece);
    const rest = dry.reduce((sum, piece) => sum + Math.abs(squareMetres(piece)), 0);
    return { ...leaf, community: communityOf(middle(leaf.polygon)), dry: rest >= LEAST.cell ? dry : [], bank: rest < squareMetres(leaf.polygon) - 1 };
  });
}

/** One outline around many that share their corners. */
function dissolved(outlines: readonly Outline[]): Polygon[] {
  const loops = borderOf(outlines).map(({ ring }) => ring);
  const polygons = loops.filter((ring) => doubleArea(ring) > 0).map((ring) => [ring]);
  for (const hole of loops.filter((ring) => doubleArea(ring) < 0))
    polygons.find(([outer]) => polygons.length === 1 || inside([[outer!]], (hole[0]! + hole[2]!) / 2, (hole[1]! + hole[3]!) / 2))?.push(hole);
  return polygons;
}

/**
 * Boundaries of the made city: cells with codes below their community, numbered from the north, and areas of every level around them. Areas hold the water too, cells do not. A
 * community has room for 999 cells.
 */
export function makeOutlines(
  plots: readonly Plot[],
  areas: readonly Named[],
  fromDay: string,
): { cells: Outline[]; areas: Outline[]; codes: Map<Plot, string> } {
  const codes = new Map<Plot, string>();
  const cells: Outline[] = [];
  for (const [code, own] of Map.groupBy(plots, ({ community }) => community.code)) {
    const numbered = own.filter(({ dry }) => dry.length > 0).toSorted((a, b) => a.row - b.row || a.column - b.column);
    if (numbered.length > 999) throw new Error(`${code} has ${numbered.length} cells, codes are for 999`);
    for (const [i, plot] of numbered.entries()) {
      const cell = code + String(i + 1).padStart(3, "0");
      codes.set(plot, cell);
      cells.push({ code: cell, name: `${plot.community.name}${i + 1}号网格`, fromDay, untilDay: null, polygons: plot.dry.map((piece) => [micro(piece)]) });
    }
  }
  // Each level out of the one below: their corners are shared already.
  let below = shareCorners(
    plots.map(({ polygon, community }): Outline => ({ code: community.code, name: community.name, fromDay, untilDay: null, polygons: [[micro(polygon)]] })),
  );
  const bounds: Outline[] = [];
  for (const level of [12, 9, 6, 4]) {
    const own = areas.filter((area) => LEVELS.find((end) => /^0*$/.test(area.code.slice(end))) === level);
    const around = own.map(({ code, name }): Outline => {
      const within = below.filter((outline) => outline.code.startsWith(code.slice(0, level)));
      return { code, name, fromDay, untilDay: null, polygons: dissolved(within) };
    });
    below = around.filter(({ polygons }) => polygons.length > 0);
    bounds.push(...below);
  }
  return { cells: cells.toSorted((a, b) => (a.code < b.code ? -1 : 1)), areas: bounds, codes };
}
