import { atlasOf, cellAt, cellOf, writeOutlines } from "#place/cell";
import { groundWithin } from "#place/ground";
import type { Point } from "#place/point";
import { areasFor, madeCity, randomFrom } from "../test/made-city.ts";
import { percentile, tell } from "./figure.ts";
import { inCity } from "./place.ts";

// Points in polygons over more than 5,000 cells, in memory and through the door, beside PostgreSQL's own polygons in the same run: npm run bench -- place
const DAY = "2026-11-23";
const city = madeCity({ columns: 10, rows: 9, areas: areasFor(12) });
const random = randomFrom(5);
const box = { west: 118.08, east: 118.16, south: 26.62, north: 26.68 };
const points = Array.from({ length: 400_000 }, (): Point => [random.between(box.west, box.east), random.between(box.south, box.north)]);

const begun = performance.now();
const atlas = atlasOf([...city.cells, ...city.areas]);
tell({ name: `place: index over ${city.cells.length} cells`, value: performance.now() - begun, unit: "ms" });

function pureRate(): number {
  const start = performance.now();
  let inCells = 0;
  for (const point of points) if (cellOf(atlas, point, DAY)) inCells += 1;
  if (inCells < points.length / 2) throw new Error("most points lie in cells");
  return points.length / ((performance.now() - start) / 1000);
}
pureRate();
const pure = pureRate();

await inCity(
  async ({ ctx, database }) => {
    const own = ctx();
    await writeOutlines(own, city.cells);
    await cellAt(own, points[0]!, DAY);
    const some = points.slice(0, 100_000);
    const start = performance.now();
    for (const point of some) await cellAt(own, point, DAY);
    const door = some.length / ((performance.now() - start) / 1000);

    await database.owner.query("create table public.cells (code text, ring polygon)");
    for (const { code, polygons } of city.cells) {
      const ring = polygons[0]![0]!.reduce<string[]>((out, n, i, all) => (i % 2 === 0 ? [...out, `(${n / 1e6},${all[i + 1]! / 1e6})`] : out), []);
      await database.owner.query("insert into public.cells values ($1, $2::polygon)", [code, `(${ring.join(",")})`]);
    }
    await database.owner.query("create index on public.cells using gist (ring); analyze public.cells");
    const asked = points.slice(0, 4000);
    const begin = performance.now();
    for (const [x, y] of asked) await database.owner.query({ name: "cell", text: "select code from public.cells where ring @> point($1, $2)", values: [x, y] });
    const sql = asked.length / ((performance.now() - begin) / 1000);
    tell({ name: "place: point to cell, in memory, beside gist on polygons", value: pure, unit: "points/s", baseline: sql });
    tell({ name: "place: point to cell, through the door, beside gist on polygons", value: door, unit: "points/s", baseline: sql });

    await groundWithin(own, box, 15);
    for (const [zoom, size] of [
      [13, 0.08],
      [15, 0.03],
      [17, 0.008],
    ] as const) {
      const times: number[] = [];
      for (let i = 0; i < 400; i += 1) {
        const [west, south] = [random.between(box.west, box.east - size / 2), random.between(box.south, box.north - size / 2)];
        const from = performance.now();
        await groundWithin(own, { west, south, east: west + size, north: south + size * 0.6 }, zoom);
        times.push(performance.now() - from);
      }
      tell({ name: `place: ground of a view at zoom ${zoom}, p95`, value: percentile(times, 0.95), unit: "ms" });
    }
  },
  {},
  { map: "whole" },
);
