import type { JSX } from "preact";
import { KINDS, type Feature } from "#place/ground";
import type { Point } from "#place/point";
import { drawnPins, type DrawnPin, type MapLayers, type Shape } from "./layer.ts";
import { meets, namesOf, pointsOf, type Box, type Name } from "./names.ts";
import { pixels, viewText, type View } from "./view.ts";

type Place = (point: Point) => [number, number];

/** How broad ways are on the ground, and how narrow they may look, in metres and pixels. */
const BREADTH = { avenue: [26, 3], street: [15, 1.8], lane: [8, 1] } as const;
const WAYS = ["lane", "street", "avenue"] as const;

// Steps from corner to corner, in whole pixels: half the bytes of places with a decimal, and nobody sees it.
function path(ring: readonly number[], place: Place, closed: boolean): string {
  let [x, y] = [0, 0];
  let d = "";
  // Corner by corner, without lists of them: a view of the city has a hundred thousand.
  for (let at = 0; at < ring.length; at += 2) {
    const placed = place([ring[at]! / 1e6, ring[at + 1]! / 1e6]);
    const nx = Math.round(placed[0]);
    const ny = Math.round(placed[1]);
    if (d !== "" && nx === x && ny === y) continue;
    d += d === "" ? `M${nx} ${ny}l` : `${nx - x} ${ny - y} `;
    x = nx;
    y = ny;
  }
  return `${d.replace(/l$/, "").trimEnd()}${closed ? "z" : ""}`;
}

const pathOf = (features: readonly Feature[], kind: Feature["kind"], place: Place): string =>
  features
    .filter((feature) => feature.kind === kind)
    .flatMap(({ rings }) => rings.map((ring) => path(ring, place, KINDS[kind].area)))
    .join("");

const shapePath = (polygons: Shape, place: Place): string => polygons.flatMap((rings) => rings.map((ring) => path(ring, place, true))).join("");

function Ground({ features, view, place }: { features: readonly Feature[]; view: View; place: Place }) {
  const areas = (["hill", "park", "water", "building"] as const).map((kind) => ({ kind, d: pathOf(features, kind, place) }));
  const ways = WAYS.map((kind) => {
    const [metres, least] = BREADTH[kind];
    return { kind, d: pathOf(features, kind, place), breadth: Math.round(Math.max(least, Math.min(30, metres * view.scale)) * 10) / 10 };
  }).filter(({ d }) => d !== "");
  const contours = pathOf(features, "contour", place);
  return (
    <g>
      {areas
        .filter(({ d }) => d !== "")
        .map(({ kind, d }) => (
          <path class={`map-${kind}`} d={d} fill-rule="evenodd" />
        ))}
      {contours !== "" && <path class="map-contour" d={contours} fill="none" />}
      {ways.map(({ d, breadth }) => (
        <path class="map-way-edge" d={d} fill="none" stroke-width={breadth + 1.6} stroke-linejoin="round" />
      ))}
      {ways.map(({ d, breadth }) => (
        <path class="map-way" d={d} fill="none" stroke-width={breadth} stroke-linejoin="round" />
      ))}
    </g>
  );
}

function NameOf({ text, kind, size, lying, upright }: Name) {
  const shared = { class: `map-name map-name-${kind}`, "font-size": size, "text-anchor": "middle" as const };
  if (upright)
    return (
      <text {...shared}>
        {[...text].map((sign, i) => (
          <tspan x={upright[i]!.x} y={upright[i]!.y + Math.round(size * 0.36)}>
            {sign}
          </tspan>
        ))}
      </text>
    );
  const { x, y, angle } = lying!;
  return (
    <text {...shared} x={x} y={y} dy="0.36em" {...(angle !== 0 && { transform: `rotate(${angle} ${x} ${y})` })}>
      {text}
    </text>
  );
}

const RADIUS: Record<DrawnPin["look"], number> = { now: 12, today: 12, hand: 12, here: 9, alarm: 7, dot: 2.2, many: 15 };

/** 1234 as 1.2千, 12345 as 1.2万: what fits a circle. */
function shortCount(count: number): string {
  if (count < 1000) return String(count);
  return count < 10_000 ? `${Math.round(count / 100) / 10}千` : `${Math.round(count / 1000) / 10}万`;
}

// One alone is a small ring: with a 1 in it, it would read as the first of the list.
const radiusOf = (count: number): number => (count === 1 ? 5 : Math.round(Math.min(26, 11 + 3.5 * Math.log10(count))));

/** Where a label begins: right of its pin, left of it where there is no room. */
function labelAt(x: number, label: string | undefined, radius: number, view: View): { left: number; wide: number } {
  if (label === undefined) return { left: x, wide: 0 };
  const wide = Math.round([...label].reduce((sum, sign) => sum + (sign.codePointAt(0)! > 0xff ? 13 : 7.5), 20));
  return { left: x + radius + 6 + wide > view.width ? x - radius - 6 - wide : x + radius + 6, wide };
}

function Pin({ at: [x, y], look, number, count, title, href, ring, label, view }: DrawnPin & { view: View }) {
  const words = look === "many" ? (count > 1 ? shortCount(count) : "") : count > 1 ? String(count) : number === undefined ? "" : String(number);
  const radius = look === "many" ? radiusOf(count) : count > 1 ? 15 : RADIUS[look];
  const { left: boxed, wide } = labelAt(x, label, radius, view);
  const drawn = (
    <>
      <title>{title}</title>
      {ring !== undefined && <circle class={`map-ring map-ring-${look}`} cx={x} cy={y} r={Math.round(ring * view.scale)} stroke-dasharray="4 3" />}
      {look === "dot" && <circle class="map-glow" cx={x} cy={y} r="6" />}
      <circle class={`map-pin map-pin-${look}`} cx={x} cy={y} r={radius} />
      {look === "alarm" && <path class="map-pin-sign" d={`M${x} ${y - 3.5}v4.5M${x} ${y + 3.4}v.2`} stroke-linecap="round" stroke-width="1.6" />}
      {words !== "" && (
        <text class={`map-pin-words map-pin-words-${look}`} x={x} y={y} dy="0.36em" text-anchor="middle" font-size="12">
          {words}
        </text>
      )}
      {label !== undefined && (
        <>
          <rect class="map-label" x={boxed} y={y - 15} width={wide} height="30" rx="6" />
          <text class="map-label-words" x={boxed + 10} y={y} dy="0.36em" font-size="13">
            {label}
          </text>
        </>
      )}
    </>
  );
  return href === undefined ? (
    <g>{drawn}</g>
  ) : (
    <a href={href} aria-label={title}>
      {drawn}
    </a>
  );
}

/** Four steps of one hue, at most 22 % of it. */
export const tintStep = (share: number): number => Math.max(1, Math.min(4, Math.ceil(share * 4)));

interface LetteredArea {
  name: string;
  size: "district" | "office" | "community";
  x: number;
  y: number;
}

const LETTERS = { district: 24, office: 14, community: 12 };

const half = ({ name, size }: Pick<LetteredArea, "name" | "size">): number => ([...name].length * LETTERS[size] * (size === "district" ? 1.5 : 1)) / 2;

function boxOf(area: LetteredArea): Box {
  return { west: area.x - half(area), east: area.x + half(area), north: area.y - LETTERS[area.size] / 2, south: area.y + LETTERS[area.size] / 2 };
}

/** Where the names of areas stand: in the middle of what of their ground lies in the view; one below the other where two share it. */
function lettered({ areas = [] }: MapLayers, place: Place, { width, height }: View): LetteredArea[] {
  const found: LetteredArea[] = [];
  for (const { name, size, polygons } of areas.toSorted((a, b) => LETTERS[b.size] - LETTERS[a.size])) {
    const points = polygons.flatMap(([outer]) => pointsOf(outer!).map(place));
    if (name === undefined || !points.some(([x, y]) => x >= 0 && x <= width && y >= 0 && y <= height)) continue;
    const middle = (all: number[], most: number): number => {
      const seen = all.map((each) => Math.max(0, Math.min(most, each)));
      return Math.round((Math.min(...seen) + Math.max(...seen)) / 2);
    };
    const area: LetteredArea = {
      name,
      size,
      x: middle(
        points.map(([x]) => x),
        width,
      ),
      y: middle(
        points.map(([, y]) => y),
        height,
      ),
    };
    while (found.some((other) => meets(boxOf(other), boxOf(area)))) area.y += LETTERS[size] + 6;
    found.push(area);
  }
  return found;
}

/** Room that a pin takes with its label. */
function roomOf({ at: [x, y], label, look }: DrawnPin, view: View): Box {
  const { left, wide } = labelAt(x, label, RADIUS[look], view);
  return { west: Math.min(x - 12, left), east: Math.max(x + 12, left + wide), north: y - 15, south: y + 15 };
}

/**
 * A map as SVG: the ground, and over it tinted cells, borders and names of areas, pins. Server-drawn, without a script; colours are classes and tokens, so that dark and contrast
 * follow the page. `label` says what it shows to who does not see it. Pure.
 */
export function PlaceMap({ view, ground, layers = {}, label }: { view: View; ground: readonly Feature[]; layers?: MapLayers; label: string }): JSX.Element {
  const place = pixels(view);
  const { tints = [], areas = [], pins = [] } = layers;
  const drawn = drawnPins(pins, place).filter(({ at: [x, y] }) => x > -40 && y > -40 && x < view.width + 40 && y < view.height + 40);
  const letters = lettered(layers, place, view);
  const taken = [...drawn.filter(({ look }) => look !== "dot").map((pin) => roomOf(pin, view)), ...letters.map(boxOf)];
  return (
    <svg
      class="map"
      viewBox={`0 0 ${view.width} ${view.height}`}
      width={view.width}
      height={view.height}
      data-view={viewText(view)}
      role={pins.some(({ href }) => href) ? "group" : "img"}
      aria-label={label}
    >
      <rect class="map-land" width={view.width} height={view.height} />
      <Ground features={ground} view={view} place={place} />
      {tints.map(({ polygons, share, title }) => (
        <path class={`map-tint map-tint-${tintStep(share)}`} d={shapePath(polygons, place)} fill-rule="evenodd">
          {title !== undefined && <title>{title}</title>}
        </path>
      ))}
      {areas.map(({ polygons, size }) => (
        <path class={`map-border map-border-${size}`} d={shapePath(polygons, place)} fill="none" />
      ))}
      {letters.map(({ name, size, x, y }) => (
        <text
          class={`map-area map-area-${size}`}
          x={x}
          y={y}
          dy="0.36em"
          text-anchor="middle"
          font-size={LETTERS[size]}
          {...(size === "district" && { "letter-spacing": "0.5em" })}
        >
          {name}
        </text>
      ))}
      {namesOf(ground, view, place, taken).map((name) => (
        <NameOf {...name} />
      ))}
      {drawn.map((pin) => (
        <Pin {...pin} view={view} />
      ))}
    </svg>
  );
}
