import { render } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { madeCity } from "../../../test/made-city.ts";
import { featuresWithin, sheetsOf } from "#place/ground";
import { liesIn, metresBetween, onMap, type Point } from "#place/point";
import { PlaceMap, viewAround, viewOver, type MapLayers, type MapPin, type View } from "./index.ts";

const city = madeCity({ columns: 3, rows: 2 });
const sheets = sheetsOf(city.ground);
const shop = city.addresses.find(({ street, number }) => street === "窑前路" && number === "18")!.point;
const near = viewAround(shop, 17, 640, 420);

function draw(view: View, layers: MapLayers = {}): string {
  return render(<PlaceMap view={view} ground={featuresWithin(sheets, view.bounds, view.zoom)} layers={layers} label="窑前路 18 号周围" />);
}

const pin = (more: Partial<MapPin> = {}): MapPin => ({ point: shop, look: "now", number: 1, title: "独居老人门磁", ...more });

describe("a view", () => {
  test("has its point in the middle and its size on the screen", () => {
    const { bounds, zoom, scale } = near;
    expect((bounds.west + bounds.east) / 2).toBeCloseTo(shop[0], 9);
    expect((onMap([bounds.east, shop[1]], zoom)[0] - onMap([bounds.west, shop[1]], zoom)[0]) * 256).toBeCloseTo(640, 6);
    expect(metresBetween([bounds.west, shop[1]], [bounds.east, shop[1]]) * scale).toBeCloseTo(640, -1);
  });

  test("over a box shows all of it, as near as may be", () => {
    const box = { west: 118.11, south: 26.64, east: 118.13, north: 26.66 };
    const { bounds, zoom } = viewOver(box, 800, 600);
    for (const corner of [
      [box.west, box.south],
      [box.east, box.north],
    ] as Point[])
      expect(liesIn(corner, { west: bounds.west - 1e-9, south: bounds.south - 1e-9, east: bounds.east + 1e-9, north: bounds.north + 1e-9 })).toBe(true);
    expect(bounds.north - bounds.south).toBeCloseTo(0.02, 3);
    expect(zoom).toBeGreaterThan(14);
    expect(viewOver({ ...box, east: box.west, north: box.south }, 800, 600).zoom).toBe(18);
  });
});

describe("a map", () => {
  test("is SVG without scripts and styles of its own, says what it shows, and is the same every time", () => {
    const svg = draw(near, { pins: [pin()] });
    expect(svg).toBe(draw(near, { pins: [pin()] }));
    expect(svg).toMatch(/^<svg class="map" viewBox="0 0 640 420"[^>]* role="img" aria-label="窑前路 18 号周围">/);
    expect(svg).not.toMatch(/style=|<script|<style|NaN|undefined|#[0-9a-f]{3,6}"/);
    expect(svg.length).toBeLessThan(20_000);
  });

  test("names each street once, along it or down it, none over another", () => {
    const svg = draw(near);
    const names = [...svg.matchAll(/<text class="map-name map-name-street"[^>]*>(.*?)<\/text>/g)].map(([, inner]) => inner!.replace(/<[^>]+>/g, ""));
    expect(names).toContain("窑前路");
    expect(new Set(names).size).toBe(names.length);
    expect(svg).toMatch(/<text class="map-name map-name-street"[^>]*><tspan/);
    expect(svg).toMatch(/transform="rotate\(/);
  });

  test("pins have number, look, ring in metres and words; those that lead somewhere are links", () => {
    const svg = draw(near, { pins: [pin({ ring: 50, label: "松林里 8 号", href: "/console/matters/1" }), pin({ look: "dot", title: "水位计" })] });
    expect(svg).toContain('<a href="/console/matters/1" aria-label="独居老人门磁">');
    expect(svg).toContain("<title>独居老人门磁</title>");
    expect(Number(/map-ring-now"[^>]* r="(\d+)"/.exec(svg)![1])).toBe(Math.round(50 * near.scale));
    expect(svg).toMatch(/map-label-words"[^>]*>松林里 8 号</);
    // What is urgent lies above what is not.
    expect(svg.indexOf("map-pin-dot")).toBeLessThan(svg.indexOf("map-pin-now"));
  });

  test("words of people are written, never run", () => {
    const svg = draw(near, { pins: [pin({ title: "<script>alert(1)</script>", label: '"><b>' })], areas: [{ polygons: [], name: "<i>", size: "office" }] });
    expect(svg).not.toMatch(/<script|<b>|<i>/);
  });

  test("above forty, pins near each other are one with their number, and none is lost", () => {
    const many = Array.from({ length: 120 }, (_none, i): MapPin =>
      pin({ look: "hand", number: i + 1, point: [shop[0] + (i % 12) / 20_000, shop[1] + Math.floor(i / 12) / 20_000] }),
    );
    const svg = draw(near, { pins: many });
    const counts = [...svg.matchAll(/这里有 (\d+) 件/g)].map(([, count]) => Number(count));
    const alone = svg.split("独居老人门磁").length - 1;
    expect(counts.length).toBeGreaterThan(1);
    expect(counts.reduce((sum, count) => sum + count, 0) + alone).toBe(120);
    expect(draw(near, { pins: many.slice(0, 40) })).not.toContain("这里有");
  });

  test("tints have four steps, areas their names once", () => {
    const tints = [0, 0.3, 0.6, 1].map((share, i) => ({ polygons: city.cells[i]!.polygons, share }));
    const areas = city.areas
      .filter(({ code }) => code.endsWith("000") && !code.endsWith("00000000"))
      .map(({ polygons, name, code }) => {
        return { polygons, name, size: code.endsWith("000000") ? ("district" as const) : ("office" as const) };
      });
    const svg = draw(viewOver({ west: 118.1, south: 26.64, east: 118.14, north: 26.66 }, 900, 600), { tints, areas });
    for (const step of [1, 2, 3, 4]) expect(svg).toContain(`map-tint-${step}"`);
    for (const { name } of areas) expect(svg.split(`>${name}<`)).toHaveLength(2);
  });

  test("of nothing is a map too", () => {
    expect(render(<PlaceMap view={viewAround([118, 26], 12, 300, 200)} ground={[]} label="空" />)).toContain("map-land");
  });
});
