import { PbfReader } from "pbf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tileOf } from "#place/point";
import { testCity, type TestCity } from "../../../test/city.ts";
import { clippedLines, clippedRing, MARGIN } from "./clip.ts";
import { encodeTile, EXTENT, groundTile, outlineTile, pointTile, type TileFeature } from "./index.ts";

// Tiles are read back by a reader of our own, written from the specification: what was put in comes out.

interface Read {
  type: number;
  parts: [number, number][][];
  closed: boolean;
  tags: Record<string, string | number>;
}

const unzig = (n: number): number => (n >> 1) ^ -(n & 1);

function partsOf(commands: number[]): Pick<Read, "parts" | "closed"> {
  const parts: [number, number][][] = [];
  let [x, y, closed] = [0, 0, false];
  for (let at = 0; at < commands.length;) {
    const [id, count] = [commands[at]! & 7, commands[at]! >> 3];
    at += 1;
    if (id === 7) closed = true;
    for (let n = 0; n < count && id !== 7; n += 1, at += 2) {
      [x, y] = [x + unzig(commands[at]!), y + unzig(commands[at + 1]!)];
      if (id === 1) parts.push([]);
      parts.at(-1)!.push([x, y]);
    }
  }
  return { parts, closed };
}

/** The next field's number; the reader wants to know how it is written. */
function tagOf(pbf: PbfReader): number {
  const tag = pbf.readVarint();
  pbf.type = tag & 7;
  return tag >> 3;
}

function layerOf(pbf: PbfReader, end: number): { name: string; version: number; extent: number; features: Read[] } {
  const layer = { name: "", version: 0, extent: 0 };
  const raw: { type: number; tags: number[]; commands: number[] }[] = [];
  const [keys, values]: [string[], (string | number)[]] = [[], []];
  while (pbf.pos < end) {
    const field = tagOf(pbf);
    if (field === 1) layer.name = pbf.readString();
    else if (field === 3) keys.push(pbf.readString());
    else if (field === 15) layer.version = pbf.readVarint();
    else if (field === 5) layer.extent = pbf.readVarint();
    else {
      const stop = pbf.readVarint() + pbf.pos;
      if (field === 2) {
        const feature = { type: 0, tags: [] as number[], commands: [] as number[] };
        while (pbf.pos < stop) {
          const inner = tagOf(pbf);
          if (inner === 3) feature.type = pbf.readVarint();
          else pbf.readPackedVarint(inner === 2 ? feature.tags : feature.commands);
        }
        raw.push(feature);
      } else {
        const inner = tagOf(pbf);
        values.push(inner === 1 ? pbf.readString() : inner === 6 ? pbf.readSVarint() : pbf.readDouble());
      }
    }
  }
  const features = raw.map(({ type, tags, commands }) => ({
    type,
    ...partsOf(commands),
    tags: Object.fromEntries(Array.from({ length: tags.length / 2 }, (_none, i) => [keys[tags[2 * i]!]!, values[tags[2 * i + 1]!]!])),
  }));
  return { ...layer, features };
}

function read(tile: Buffer): Record<string, ReturnType<typeof layerOf>> {
  const pbf = new PbfReader(tile);
  const layers: ReturnType<typeof layerOf>[] = [];
  while (pbf.pos < pbf.length) {
    pbf.readVarint();
    const length = pbf.readVarint();
    layers.push(layerOf(pbf, pbf.pos + length));
  }
  return Object.fromEntries(layers.map((layer) => [layer.name, layer]));
}

/** Twice the area, positive where the ring runs clockwise on a screen. */
const turned = (ring: [number, number][]): number =>
  ring.reduce((sum, [x, y], i) => {
    const [px, py] = ring.at(i - 1)!;
    return sum + px * y - x * py;
  }, 0);

describe("a tile", () => {
  test("gives back points, words and numbers; shared values are there once; without features it is empty", () => {
    const features: TileFeature[] = [
      { type: "point" as const, geometry: [[5, 4090]], tags: { count: 12, name: "窑前路" } },
      { type: "point" as const, geometry: [[-3, 0]], tags: { count: -12, name: "窑前路", share: 0.25 } },
    ];
    const tile = encodeTile([
      { name: "matters", features },
      { name: "empty", features: [] },
    ]);
    const { matters, ...others } = read(tile);
    expect(others).toEqual({});
    expect([matters!.version, matters!.extent]).toEqual([2, EXTENT]);
    expect(matters!.features.map(({ parts, tags }) => [parts, tags])).toEqual([
      [[[[5, 4090]]], { count: 12, name: "窑前路" }],
      [[[[-3, 0]]], { count: -12, name: "窑前路", share: 0.25 }],
    ]);
    expect(tile.toString().split("窑前路").length).toBe(2);
    expect(encodeTile([])).toEqual(Buffer.alloc(0));
  });

  test("turns outer rings clockwise and holes the other way, however they came", () => {
    const [outer, hole] = [
      [0, 0, 0, 100, 100, 100, 100, 0],
      [20, 20, 20, 40, 40, 40, 40, 20],
    ];
    const back = (ring: number[]): number[] => ring.map((_n, i) => ring[ring.length - 2 - i + 2 * (i % 2)]!);
    for (const rings of [
      [outer, hole],
      [back(outer), back(hole)],
      [outer, back(hole)],
    ]) {
      const [{ parts, closed }] = read(encodeTile([{ name: "a", features: [{ type: "area", geometry: rings, tags: {} }] }]))["a"]!.features as [Read];
      expect([closed, turned(parts[0]!) > 0, turned(parts[1]!) < 0]).toEqual([true, true, true]);
    }
  });

  test("has a point where the map has it", () => {
    const tile = tileOf([118.125, 26.652], 14);
    const { matters } = read(pointTile(tile, "matters", [{ point: [118.125, 26.652], tags: {} }]));
    const [x, y] = matters!.features[0]!.parts[0]![0]!;
    expect(x >= 0 && x < EXTENT && y >= 0 && y < EXTENT).toBe(true);
  });
});

describe("what reaches out of a tile is cut", () => {
  const most = EXTENT + MARGIN;
  test("a ring that covers it becomes the tile, one beside it nothing", () => {
    expect(
      clippedRing([
        [-9000, -9000],
        [9000, -9000],
        [9000, 9000],
        [-9000, 9000],
      ])!.toSorted((a, b) => a - b),
    ).toEqual([-64, -64, -64, -64, most, most, most, most]);
    expect(
      clippedRing([
        [9000, 0],
        [9500, 0],
        [9500, 500],
      ]),
    ).toBeUndefined();
    expect(
      clippedRing([
        [10, 10],
        [11, 10],
        [10, 10],
        [10, 11],
      ]),
    ).toEqual([10, 10, 11, 10, 10, 10, 10, 11]);
  });

  test("a line that leaves and comes back is two", () => {
    expect(
      clippedLines([
        [100, 100],
        [100, -500],
        [300, -500],
        [300, 100],
      ]),
    ).toEqual([
      [100, 100, 100, -64],
      [300, -64, 300, 100],
    ]);
    expect(
      clippedLines([
        [9000, 0],
        [9500, 9],
      ]),
    ).toEqual([]);
  });
});

describe("the tiles of the made city", () => {
  let city: TestCity;
  beforeAll(async () => {
    city = await testCity();
  });
  afterAll(() => city.close());

  test("have streets with their names from near, avenues alone from afar, and nothing beyond the margin", async () => {
    const near = read(await groundTile(city.ctx(), tileOf([118.1215, 26.6512], 15)));
    expect(Object.keys(near)).toEqual(expect.arrayContaining(["building", "street", "avenue"]));
    expect([near["street"]!.features[0]!.type, typeof near["street"]!.features[0]!.tags["name"]]).toEqual([2, "string"]);
    for (const { features } of Object.values(near))
      for (const [x, y] of features.flatMap(({ parts }) => parts.flat())) expect(Math.min(x, y) >= -MARGIN && Math.max(x, y) <= EXTENT + MARGIN).toBe(true);
    expect(Object.keys(read(await groundTile(city.ctx(), tileOf([118.1215, 26.6512], 9))))).not.toContain("street");
    expect((await groundTile(city.ctx(), tileOf([100, 30], 15))).length).toBe(0);
  });

  test("have areas by their codes, and cells from near", async () => {
    const near = read(await outlineTile(city.ctx(), tileOf([118.1215, 26.6512], 15)));
    expect(near["cells"]!.features[0]!.tags).toMatchObject({ code: expect.stringMatching(/^\d{15}$/), name: expect.any(String) });
    expect(near["areas"]!.features.map(({ tags }) => tags["level"])).toEqual(expect.arrayContaining([2, 3, 4]));
    expect(Object.keys(read(await outlineTile(city.ctx(), tileOf([118.1215, 26.6512], 9))))).toEqual(["areas"]);
  });
});
