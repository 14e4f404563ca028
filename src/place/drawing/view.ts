import { offMap, onMap, type Bounds, type Point } from "#place/point";

/** What a map shows: its size on the screen, the zoom of web maps, and the box it covers. */
export interface View {
  width: number;
  height: number;
  zoom: number;
  bounds: Bounds;
  /** Pixels of a metre on the ground. */
  scale: number;
}

/** Pixels of a tile: zoom 15 is what web maps call 15. */
const TILE = 256;
const EQUATOR = 40_075_017;

function view(x: number, y: number, zoom: number, width: number, height: number): View {
  const [w, h] = [width / TILE / 2, height / TILE / 2];
  const [west, north] = offMap(x - w, y - h, zoom);
  const [east, south] = offMap(x + w, y + h, zoom);
  const latitude = ((north + south) / 2) * (Math.PI / 180);
  return { width, height, zoom, bounds: { west, south, east, north }, scale: (TILE * 2 ** zoom) / (EQUATOR * Math.cos(latitude)) };
}

/** The view with a point in its middle. Pure. */
export function viewAround(point: Point, zoom: number, width: number, height: number): View {
  return view(...onMap(point, zoom), zoom, width, height);
}

/** The nearest view that shows a box whole. Pure. */
export function viewOver({ west, south, east, north }: Bounds, width: number, height: number, nearest = 18): View {
  const [x0, y0] = onMap([west, north], 0);
  const [x1, y1] = onMap([east, south], 0);
  const zoom = Math.min(nearest, Math.log2(width / TILE / (x1 - x0 || 1e-9)), Math.log2(height / TILE / (y1 - y0 || 1e-9)));
  return view(((x0 + x1) / 2) * 2 ** zoom, ((y0 + y1) / 2) * 2 ** zoom, zoom, width, height);
}

/** Where points lie in a view, in pixels from its corner, to a tenth. */
export function pixels({ bounds, zoom }: View): (point: Point) => [x: number, y: number] {
  const [left, top] = onMap([bounds.west, bounds.north], zoom);
  return (point) => {
    const [x, y] = onMap(point, zoom);
    return [Math.round((x - left) * TILE * 10) / 10, Math.round((y - top) * TILE * 10) / 10];
  };
}

/** The point that lies under a pixel of a view, counted from its upper left corner. Pure. */
export function pointAt({ bounds, zoom }: View, x: number, y: number): Point {
  const [left, top] = onMap([bounds.west, bounds.north], zoom);
  return offMap(left + x / TILE, top + y / TILE, zoom);
}

/** The point in the middle of a view. */
export function middleOf(view: View): Point {
  return pointAt(view, view.width / 2, view.height / 2);
}

/** A view as an address and a script carry it: the middle, to a decimetre, and the zoom. */
export function viewText(view: View): string {
  const [longitude, latitude] = middleOf(view);
  return `${longitude.toFixed(6)},${latitude.toFixed(6)},${Math.round(view.zoom * 100) / 100}`;
}

const [FAR, NEAR] = [3, 19];

/** A view out of such a text; undefined for what is none. Zooms outside of what is drawn are brought inside. Pure. */
export function readView(text: string | undefined, width: number, height: number): View | undefined {
  if (!/^-?\d{1,3}(\.\d{1,9})?,-?\d{1,2}(\.\d{1,9})?,\d{1,2}(\.\d{1,3})?$/.test(text ?? "")) return undefined;
  const [longitude, latitude, zoom] = text!.split(",").map(Number) as [number, number, number];
  return viewAround([Math.max(-180, Math.min(180, longitude)), Math.max(-85, Math.min(85, latitude))], Math.max(FAR, Math.min(NEAR, zoom)), width, height);
}

/** The view beside it: so many parts of it to the east and the south, or nearer by so many zooms. Pure. */
export function viewBeside(view: View, { east = 0, south = 0, nearer = 0 }: { east?: number; south?: number; nearer?: number }): View {
  const point = pointAt(view, view.width * (0.5 + east), view.height * (0.5 + south));
  return viewAround(point, Math.max(FAR, Math.min(NEAR, view.zoom + nearer)), view.width, view.height);
}
