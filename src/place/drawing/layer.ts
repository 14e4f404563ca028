import type { Point } from "#place/point";

/** Rings in millionths of a degree, flat: as cells and areas have them. */
export type Shape = readonly (readonly (readonly number[])[])[];

/**
 * A point on the map. `now` 马上办 seal, `today` 今天办 amber, `hand` 在办 ringed white: these have a number, that of the list beside; `here` the place that the page is about; `alarm` a
 * sensor that tells of something; `dot` a sensor or something of a register; `many` things that are counted, not told apart (`count`).
 */
export interface MapPin {
  point: Point;
  look: "now" | "today" | "hand" | "here" | "alarm" | "dot" | "many";
  number?: number;
  /** Of `many`: how many they are. */
  count?: number;
  /** What it is, for who reads the screen and for the pointer. */
  title: string;
  href?: string;
  /** A dashed ring of so many metres around it. */
  ring?: number;
  /** Words in a box beside it. */
  label?: string;
}

/** A cell or an area that is tinted by how much there is in it, 0 to 1. */
export interface MapTint {
  polygons: Shape;
  share: number;
  title?: string;
  /** Whose boundary it is. */
  code?: string;
}

/** The border of an area, and its name in large letters. */
export interface MapArea {
  polygons: Shape;
  name?: string;
  size: "district" | "office" | "community";
}

/** What is laid over the ground. */
export interface MapLayers {
  tints?: readonly MapTint[];
  areas?: readonly MapArea[];
  pins?: readonly MapPin[];
}

/** Above so many numbered pins those that are near are drawn as one. */
const MANY = 40;
const SQUARE = 56;

/** A pin as it is drawn: with how many it stands for. */
export interface DrawnPin extends MapPin {
  at: readonly [x: number, y: number];
  count: number;
}

const URGENT = ["now", "today", "hand"] as const;

/** Pins in pixels, those of lesser weight first; many near each other are one, with the look of the most urgent. Pure. */
export function drawnPins(pins: readonly MapPin[], place: (point: Point) => readonly [number, number]): DrawnPin[] {
  const numbered = (pin: MapPin): boolean => URGENT.includes(pin.look as (typeof URGENT)[number]);
  const drawn = pins.map((pin): DrawnPin => ({ ...pin, at: place(pin.point), count: pin.count ?? 1 }));
  const weight = ({ look }: MapPin): number => ["dot", "alarm", "many", "hand", "today", "now", "here"].indexOf(look);
  const sorted = (list: DrawnPin[]): DrawnPin[] => list.toSorted((a, b) => weight(a) - weight(b));
  if (pins.filter(numbered).length <= MANY) return sorted(drawn);
  const groups = Map.groupBy(drawn.filter(numbered), ({ at: [x, y] }) => `${Math.floor(x / SQUARE)} ${Math.floor(y / SQUARE)}`);
  const joined = [...groups.values()].map((group): DrawnPin => {
    const first = group.toSorted((a, b) => URGENT.indexOf(a.look as "now") - URGENT.indexOf(b.look as "now"))[0]!;
    return group.length === 1
      ? first
      : { look: first.look, point: first.point, at: first.at, count: group.length, title: `这里有 ${group.length} 件，放大后分开看` };
  });
  return sorted([...drawn.filter((pin) => !numbered(pin)), ...joined]);
}
