import { atlasOf, cellOf, type Outline } from "#place/cell";
import type { Feature } from "#place/ground";
import type { Point } from "#place/point";
import { numbersAlong } from "./addresses.ts";
import { BLOCK, makeBlocks } from "./blocks.ts";
import { makeBuildings } from "./buildings.ts";
import { communitiesOn, type Named } from "./communities.ts";
import { makeFeatures } from "./features.ts";
import { KNOWN, LANDMARKS, namesFor } from "./names.ts";
import { makeOutlines, plotsOf, type Plot } from "./outlines.ts";
import { middle, onGlobe, type Spot } from "./plane.ts";
import { randomFrom, type Random } from "./random.ts";
import { makeStreets } from "./streets.ts";
import { makeWater } from "./water.ts";

export type MadeFeature = Feature;

/** A made city: invented, and the same every time. */
export interface MadeCity {
  cells: Outline[];
  areas: Outline[];
  streets: string[];
  addresses: { street: string; number: string; point: Point; area: string; cell: string }[];
  landmarks: { name: string; point: Point; area: string; cell: string }[];
  ground: Feature[];
}

export interface CityPlan {
  /** Areas of four levels; communities end in other than 000. */
  areas: readonly Named[];
  columns?: number;
  rows?: number;
  fromDay?: string;
  seed?: number;
}

interface Built {
  plot: Plot;
  ring: Spot[];
  name?: string;
}

/** Parks, compounds, landmarks and what is built on all other ground. */
function settle(
  plots: readonly Plot[],
  water: ReturnType<typeof makeWater>,
  random: Random,
): { parks: Set<Plot>; built: Built[]; compounds: { name: string; number: string; built: Built }[] } {
  const parks = new Set(plots.filter(({ dry, bank }) => dry.length > 0 && (random.chance(0.05) || (bank && random.chance(0.6)))));
  const firm = plots.filter((plot) => plot.dry.length > 0 && !parks.has(plot));
  const built = firm.flatMap((plot): Built[] => makeBuildings(plot, water, random).map((ring) => ({ plot, ring })));
  const name = namesFor(random);
  const groups = [...Map.groupBy(built, ({ plot }) => plot.compound)].filter(([id, own]) => id > 0 && own.length >= 6).map(([, own]) => own);
  const known = KNOWN.filter(({ broad }) => broad === "compound").map(({ name: called, within, numbers }) => {
    const own = groups.filter((group) => group[0]!.plot.community.code === within).toSorted((a, b) => b.length - a.length);
    return { called, group: own.slice(0, 4).flat().slice(0, numbers), taken: own.slice(0, 4) };
  });
  const taken = new Set(known.flatMap((each) => each.taken));
  const others = groups.filter((group) => !taken.has(group) && random.chance(0.22)).map((group) => ({ called: name("compound"), group }));
  return {
    parks,
    built,
    compounds: [...known, ...others].flatMap(({ called, group }) => group.map((each, i) => ({ name: called, number: String(i + 1), built: each }))),
  };
}

/** Names some buildings: every community has its school and its market, the city its hospital. */
function landmarks(built: readonly Built[], random: Random): Built[] {
  const free = (among: readonly Built[]): Built[] => among.filter(({ name }) => name === undefined);
  const named: Built[] = [];
  const give = (among: readonly Built[], name: string): void => {
    const open = free(among);
    if (open.length > 0) named.push(Object.assign(open[random.below(open.length)]!, { name }));
  };
  for (const name of LANDMARKS.city) give(built, name);
  for (const [{ name }, own] of Map.groupBy(built, ({ plot }) => plot.community))
    for (const kind of LANDMARKS.community) give(own, name.replace(/社区$/, "") + kind);
  return named;
}

/** Makes the city of a plan: pure, with its own random numbers. Streets have no number, cell or community that the organisation of the plan does not know. */
export function makeCity({ areas, columns = 7, rows = 6, fromDay = "2026-01-01", seed = 990_100 }: CityPlan): MadeCity {
  const random = randomFrom(seed);
  const [width, height] = [columns * BLOCK.width, rows * BLOCK.height];
  const water = makeWater(width, height);
  const ground = makeBlocks(columns, rows, random);
  const communityOf = communitiesOn(
    areas.filter(({ code }) => !code.endsWith("000")),
    width,
    height,
  );
  const plots = plotsOf(ground.leaves, water, communityOf);
  const streets = makeStreets(ground, water, communityOf, random);
  const { cells, areas: bounds } = makeOutlines(plots, areas, fromDay);
  const { parks, built, compounds } = settle(plots, water, random);
  const atlas = atlasOf(cells);
  const placed = (spot: Spot): { point: Point; area: string; cell: string } | undefined => {
    const [longitude, latitude] = onGlobe(spot);
    const point: Point = [Number(longitude.toFixed(6)), Number(latitude.toFixed(6))];
    const cell = cellOf(atlas, point, fromDay);
    return cell && { point, area: cell.code.slice(0, 12), cell: cell.code };
  };
  const numbered = [
    ...streets.flatMap((street) => numbersAlong(street, water, random)),
    ...compounds.map(({ name, number, built: { ring } }) => ({ street: name, number, spot: middle(ring) })),
  ];
  const addresses = numbered.flatMap(({ street, number, spot }) => {
    const at = placed(spot);
    return at ? [{ street, number, ...at }] : [];
  });
  return {
    cells,
    areas: bounds,
    streets: [...new Set(addresses.map(({ street }) => street))],
    addresses,
    landmarks: landmarks(built, random).flatMap(({ name, ring }) => {
      const at = placed(middle(ring));
      return at && name !== undefined ? [{ name, ...at }] : [];
    }),
    ground: makeFeatures({ plots, parks, buildings: built, streets, water }, { columns, rows }, random),
  };
}
