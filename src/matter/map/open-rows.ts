import type { Readable } from "#matter/lists";
import type { Bounds } from "#place/point";

/** An open matter that lies somewhere, as it is held in memory: nothing that a person could be known by. */
export interface OpenRow extends Readable {
  matterId: string;
  itemId: string;
  state: string;
  quad: number;
  longitude: number;
  latitude: number;
  /** Milliseconds of the instant it is due; infinite where it never is. */
  due: number;
  stopped: boolean;
}

/** What many matters have in common, and by which it is decided who reads them and which filter shows them. */
export type Sort = Pick<OpenRow, "kind" | "itemId" | "area" | "state" | "unit" | "secret" | "tasks">;

/**
 * Open matters that lie somewhere, a column each, without gaps: a hundred thousand are gone through in a millisecond. Of what decides who reads them there are a few
 * thousand different sorts, each asked once.
 */
export interface OpenRows {
  ids: string[];
  places: Map<string, number>;
  sorts: Sort[];
  sortOf: Map<string, number>;
  sort: Int32Array;
  quad: Float64Array;
  longitude: Float64Array;
  latitude: Float64Array;
  due: Float64Array;
  stopped: Uint8Array;
  /** What the last look found: one room for all of them, for a new one each time would be let go each time. */
  found: Int32Array;
}

const FIRST = 1024;

/** Nothing yet. */
export function noRows(): OpenRows {
  return {
    ids: [],
    places: new Map(),
    sorts: [],
    sortOf: new Map(),
    sort: new Int32Array(FIRST),
    quad: new Float64Array(FIRST),
    longitude: new Float64Array(FIRST),
    latitude: new Float64Array(FIRST),
    due: new Float64Array(FIRST),
    stopped: new Uint8Array(FIRST),
    found: new Int32Array(FIRST),
  };
}

const NUMBERS = ["quad", "longitude", "latitude", "due"] as const;

function grown(rows: OpenRows): void {
  const length = rows.sort.length * 2;
  const longer = <Column extends Int32Array | Float64Array | Uint8Array>(column: Column, room: Column): Column => {
    room.set(column);
    return room;
  };
  rows.sort = longer(rows.sort, new Int32Array(length));
  rows.stopped = longer(rows.stopped, new Uint8Array(length));
  rows.found = new Int32Array(length);
  for (const column of NUMBERS) rows[column] = longer(rows[column], new Float64Array(length));
}

function sortIn(rows: OpenRows, { kind, itemId, area, state, unit, secret, tasks }: OpenRow): number {
  const key = JSON.stringify([kind, itemId, area, state, unit, secret, tasks]);
  const known = rows.sortOf.get(key);
  if (known !== undefined) return known;
  rows.sortOf.set(key, rows.sorts.length);
  return rows.sorts.push({ kind, itemId, area, state, unit, secret, tasks }) - 1;
}

/** Holds a matter, in place of what was held of it. */
export function put(rows: OpenRows, row: OpenRow): void {
  let at = rows.places.get(row.matterId);
  if (at === undefined) {
    at = rows.ids.push(row.matterId) - 1;
    rows.places.set(row.matterId, at);
    if (at >= rows.sort.length) grown(rows);
  }
  rows.sort[at] = sortIn(rows, row);
  for (const column of NUMBERS) rows[column][at] = row[column];
  rows.stopped[at] = row.stopped ? 1 : 0;
}

/** Lets a matter go that ended or lies nowhere any more: the last one takes its place. */
export function drop(rows: OpenRows, matterId: string): void {
  const at = rows.places.get(matterId);
  if (at === undefined) return;
  const last = rows.ids.pop()!;
  rows.places.delete(matterId);
  if (last === matterId) return;
  const from = rows.ids.length;
  rows.ids[at] = last;
  rows.places.set(last, at);
  rows.sort[at] = rows.sort[from]!;
  for (const column of NUMBERS) rows[column][at] = rows[column][from]!;
  rows.stopped[at] = rows.stopped[from]!;
}

/** Which of the matters are asked for. */
export interface Wanted {
  /** Whether the filters show matters of a sort. */
  shows(sort: Sort): boolean;
  /** Whether the actor reads every matter of a sort. */
  reads(sort: Sort): boolean;
  /** Those that the actor reads by name. */
  given: ReadonlySet<string>;
  /** Due after the one and up to the other instant, and not stopped; undefined: whenever. */
  due?: { after: number; until: number };
}

const [UNKNOWN, ALL, GIVEN, NONE] = [0, 1, 2, 3];

/** Where in the columns those stand that are asked for; it holds until the next look. */
export function placesWithin(rows: OpenRows, { west, south, east, north }: Bounds, { shows, reads, given, due }: Wanted): Int32Array {
  const { ids, sorts, sort, longitude, latitude, stopped, found } = rows;
  const answers = new Uint8Array(sorts.length);
  let count = 0;
  for (let at = 0; at < ids.length; at += 1) {
    if (longitude[at]! < west || longitude[at]! > east || latitude[at]! < south || latitude[at]! > north) continue;
    const of = sort[at]!;
    if (answers[of] === UNKNOWN) answers[of] = !shows(sorts[of]!) ? NONE : reads(sorts[of]!) ? ALL : GIVEN;
    if (answers[of] === NONE || (answers[of] === GIVEN && !given.has(ids[at]!))) continue;
    if (due && (stopped[at] === 1 || rows.due[at]! <= due.after || rows.due[at]! > due.until)) continue;
    found[count] = at;
    count += 1;
  }
  return found.subarray(0, count);
}

/** How many of some places lie in each square of a zoom. */
export function countedBySquare({ quad }: OpenRows, places: Int32Array, zoom: number): Map<number, number> {
  const side = 4 ** (26 - zoom);
  const counts = new Map<number, number>();
  // Neighbours stand beside each other, as they were read: a square is looked up once for many.
  let [square, count] = [-1, 0];
  for (const at of places) {
    const own = Math.floor(quad[at]! / side);
    if (own !== square) {
      if (count > 0) counts.set(square, count);
      [square, count] = [own, counts.get(own) ?? 0];
    }
    count += 1;
  }
  if (count > 0) counts.set(square, count);
  return counts;
}

/** Of some places those due first, as many as are asked for; of two at once the lower id. */
export function firstDue({ ids, due }: OpenRows, places: Int32Array, size: number): number[] {
  const sooner = (a: number, b: number): boolean => due[a]! < due[b]! || (due[a] === due[b] && ids[a]! < ids[b]!);
  const first: number[] = [];
  for (const place of places) {
    if (first.length === size && !sooner(place, first[size - 1]!)) continue;
    let at = first.length === size ? size - 1 : first.length;
    for (; at > 0 && sooner(place, first[at - 1]!); at -= 1) first[at] = first[at - 1]!;
    first[at] = place;
  }
  return first;
}

function said(rows: OpenRows, matterId: string): string | undefined {
  const at = rows.places.get(matterId);
  return at === undefined ? undefined : JSON.stringify([rows.sorts[rows.sort[at]!], NUMBERS.map((column) => rows[column][at]), rows.stopped[at]]);
}

/** How many matters are held otherwise by one than by the other, or by one alone. */
export function differing(one: OpenRows, other: OpenRows): number {
  return [...new Set([...one.ids, ...other.ids])].filter((matterId) => said(one, matterId) !== said(other, matterId)).length;
}
