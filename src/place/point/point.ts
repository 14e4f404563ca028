/** Longitude and latitude in degrees, CGCS2000; WGS 84 of a receiver is the same within decimetres. Always in this order, as in GeoJSON. */
export type Point = readonly [longitude: number, latitude: number];

/** A box of longitudes and latitudes. */
export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Where China lies. Longitudes and latitudes have no number in common, so that one is never taken for the other. */
export const CHINA: Bounds = { west: 73.4, south: 3.3, east: 135.2, north: 53.6 };

const EARTH = 6_371_000; // metres, mean radius
const RADIANS = Math.PI / 180;

/** Whether a point lies in a box, its border included. */
export function liesIn([longitude, latitude]: Point, { west, south, east, north }: Bounds): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

/** The box around a point in which everything lies that is at most so many metres away. */
export function boundsAround([longitude, latitude]: Point, metres: number): Bounds {
  const [wide, high] = metresOfDegree(latitude);
  return { west: longitude - metres / wide, south: latitude - metres / high, east: longitude + metres / wide, north: latitude + metres / high };
}

/** Metres of a degree of longitude and of one of latitude, at a latitude. In degrees a circle is an ellipse: 11 % narrower at 27° north. */
export function metresOfDegree(latitude: number): [wide: number, high: number] {
  return [EARTH * RADIANS * Math.cos(latitude * RADIANS), EARTH * RADIANS];
}

/** Metres between two points of longitude and latitude, on a ball: exact to a few in ten thousand, which is enough to ask whether two are the same. */
export function metresBetween([lon1, lat1]: Point, [lon2, lat2]: Point): number {
  const half =
    Math.sin(((lat2 - lat1) * RADIANS) / 2) ** 2 + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * Math.sin(((lon2 - lon1) * RADIANS) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** A point as people read it: 118.123456, 26.654321, to a decimetre. */
export function pointWords([longitude, latitude]: Point): string {
  return `${longitude.toFixed(6)}, ${latitude.toFixed(6)}`;
}
