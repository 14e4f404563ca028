import { PbfWriter } from "pbf";

/** Steps of a tile's side. */
export const EXTENT = 4096;

/** A thing in a tile: a point, lines, or the rings of one area, in steps of the tile from its upper left corner, flat. */
export interface TileFeature {
  type: "point" | "line" | "area";
  geometry: readonly (readonly number[])[];
  tags: Readonly<Record<string, string | number>>;
}

export interface TileLayer {
  name: string;
  features: readonly TileFeature[];
}

const TYPES = { point: 1, line: 2, area: 3 } as const;
const zigzag = (n: number): number => (n << 1) ^ (n >> 31);
const command = (id: number, count: number): number => (count << 3) | id;
const [MOVE, LINE, CLOSE] = [1, 2, 7];

/** Twice the area that a ring goes around, positive where it runs clockwise on the screen. */
function turned(ring: readonly number[]): number {
  let sum = 0;
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) sum += ring[before]! * ring[at + 1]! - ring[at]! * ring[before + 1]!;
  return sum;
}

function reversed(ring: readonly number[]): number[] {
  const back: number[] = [];
  for (let at = ring.length - 2; at >= 0; at -= 2) back.push(ring[at]!, ring[at + 1]!);
  return back;
}

function commands({ type, geometry }: TileFeature): number[] {
  const out: number[] = [];
  let [x, y] = [0, 0];
  const step = (to: readonly number[], at: number): void => {
    out.push(zigzag(to[at]! - x), zigzag(to[at + 1]! - y));
    [x, y] = [to[at]!, to[at + 1]!];
  };
  for (const [number, given] of geometry.entries()) {
    // Outer rings run clockwise, holes the other way (Mapbox Vector Tile 2.1, 4.3.4.4).
    const part = type === "area" && turned(given) > 0 === number > 0 ? reversed(given) : given;
    out.push(command(MOVE, 1));
    step(part, 0);
    if (part.length === 2) continue;
    out.push(command(LINE, part.length / 2 - 1));
    for (let at = 2; at < part.length; at += 2) step(part, at);
    if (type === "area") out.push(command(CLOSE, 1));
  }
  return out;
}

function writeFeature({ feature, tags }: { feature: TileFeature; tags: number[] }, pbf: PbfWriter): void {
  pbf.writePackedVarint(2, tags);
  pbf.writeVarintField(3, TYPES[feature.type]);
  pbf.writePackedVarint(4, commands(feature));
}

function writeValue(value: string | number, pbf: PbfWriter): void {
  if (typeof value === "string") pbf.writeStringField(1, value);
  else if (Number.isInteger(value)) pbf.writeSVarintField(6, value);
  else pbf.writeDoubleField(3, value);
}

function writeLayer({ name, features }: TileLayer, pbf: PbfWriter): void {
  const keys = new Map<string, number>();
  const values = new Map<string | number, number>();
  const placeIn = <Key>(list: Map<Key, number>, key: Key): number => list.get(key) ?? (list.set(key, list.size), list.size - 1);
  pbf.writeVarintField(15, 2);
  pbf.writeStringField(1, name);
  for (const feature of features) {
    const tags = Object.entries(feature.tags).flatMap(([key, value]) => [placeIn(keys, key), placeIn(values, value)]);
    pbf.writeMessage(2, writeFeature, { feature, tags });
  }
  for (const key of keys.keys()) pbf.writeStringField(3, key);
  for (const value of values.keys()) pbf.writeMessage(4, writeValue, value);
  pbf.writeVarintField(5, EXTENT);
}

/** A vector tile (Mapbox Vector Tile 2.1) of some layers; those without features are left out. Pure. */
export function encodeTile(layers: readonly TileLayer[]): Buffer {
  const pbf = new PbfWriter();
  for (const layer of layers) if (layer.features.length > 0) pbf.writeMessage(3, writeLayer, layer);
  return Buffer.from(pbf.finish());
}
