import { expect, test } from "vitest";
import { circleOutline, encodePng, moved, rasterize, straightOutline } from "./index.ts";

// A square of 100 pixels for a side of 2, its middle at 0 0.
const SIDE = 100;

test("a square is filled within its lines and nowhere else, and a hole that runs backwards is empty", () => {
  const square = straightOutline([
    [-0.5, -0.5],
    [0.5, -0.5],
    [0.5, 0.5],
    [-0.5, 0.5],
  ]);
  const shifted = moved([square], { x: 1, y: 1, width: 1, height: 1 });
  const levels = rasterize(shifted, 2, SIDE);
  expect(levels).toHaveLength(SIDE * SIDE);
  expect([levels[50 * SIDE + 50], levels[5 * SIDE + 5], levels[50 * SIDE + 95]]).toEqual([15, 0, 0]);
  const ring = moved([circleOutline(0.9), circleOutline(0.5, true)], { x: 1, y: 1, width: 1, height: 1 });
  const round = rasterize(ring, 2, SIDE);
  expect([round[50 * SIDE + 50], round[50 * SIDE + 85], round[2 * SIDE + 2]]).toEqual([0, 15, 0]);
});

test("the picture is a PNG of four bits a pixel of its size", () => {
  const png = encodePng(new Uint8Array(SIDE * SIDE), SIDE, [200, 30, 30], 40);
  expect(png.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24]]).toEqual([SIDE, SIDE, 4]);
});
