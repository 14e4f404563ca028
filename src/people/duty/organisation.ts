/** A place in the tree of areas; level 1 is the city, 4 a community. */
export interface Area {
  area: string;
  name: string;
  level: number;
  parent: string | null;
}

/** A public body or a part of one. `unit` is its USCC, with a suffix for a section inside it. */
export interface Unit {
  unit: string;
  name: string;
  shortName: string;
  area: string;
  parent: string | null;
  /** The unit that does its work since it was merged (撤并); none while it stands. */
  heir?: string | null;
}

/** The city's areas and units as they stand today. */
export interface Organisation {
  areas: ReadonlyMap<string, Area>;
  /** Those that were merged included: what they did goes by their name. */
  units: ReadonlyMap<string, Unit>;
  /** Units to choose from: those that stand. */
  standing: readonly Unit[];
  /** A unit, or the one that does its work where it was merged. */
  heirOf(unit: string): string;
  /** Whether an area is another or lies below it. */
  areaWithin(area: string, above: string): boolean;
  /** Whether a unit is another or belongs to it; one that was merged belongs to its heir. */
  unitWithin(unit: string, above: string): boolean;
  /** Name of a unit, its code when unknown. */
  unitName(unit: string): string;
  /** A unit and all below it. */
  unitsBelow(unit: string): string[];
  /** The unit that has a USCC of its own: itself or the nearest above. */
  bodyOf(unit: string): Unit | undefined;
}

/**
 * What the codes of all areas within an area begin with, as a pattern of SQL: province, city and district take two digits, street and community three. A
 * district whose code ends in 0 (990110000000) is not its neighbours' above. Pure.
 */
export function areaPattern(area: string): string {
  const ends = [2, 4, 6, 9, 12];
  const end = ends.find((each) => /^0*$/.test(area.slice(each))) ?? area.length;
  return `${area.slice(0, end)}%`;
}

interface Node {
  parent: string | null;
  heir?: string | null;
}

/** What a node lies under: its heir before where it lay. */
const above = (node: Node | undefined): string | null | undefined => node?.heir ?? node?.parent;

function within(nodes: ReadonlyMap<string, Node>, code: string, top: string): boolean {
  for (let at: string | null | undefined = code; at; at = above(nodes.get(at))) if (at === top) return true;
  return false;
}

/** Builds the tree from its rows. */
export function organisationOf(areas: Area[], units: Unit[]): Organisation {
  const areaOf = new Map(areas.map((area) => [area.area, area]));
  const unitOf = new Map(units.map((unit) => [unit.unit, unit]));
  return {
    areas: areaOf,
    units: unitOf,
    standing: units.filter(({ heir }) => !heir),
    heirOf(unit) {
      let at = unit;
      for (let heir = unitOf.get(at)?.heir; heir; heir = unitOf.get(at)?.heir) at = heir;
      return at;
    },
    areaWithin: (area, top) => within(areaOf, area, top),
    unitWithin: (unit, top) => within(unitOf, unit, top),
    unitName: (unit) => unitOf.get(unit)?.name ?? unit,
    unitsBelow: (unit) => units.filter((each) => within(unitOf, each.unit, unit)).map((each) => each.unit),
    bodyOf(unit) {
      for (let at = unitOf.get(unit); at; at = unitOf.get(above(at) ?? "")) if (at.unit.length === 18 && !at.heir) return at;
      return undefined;
    },
  };
}
