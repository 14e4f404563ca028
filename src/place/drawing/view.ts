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
