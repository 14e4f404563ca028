import { crc32, deflateSync } from "node:zlib";
import type { Outline } from "./outline.ts";

const SUBLINES = 4;
const LEVELS = 16;
const CURVE_STEPS = 6;

interface Edge {
  x: number;
  y: number;
  endX: number;
  endY: number;
}

function edgesOf(outlines: Outline[], scale: number): Edge[] {
  const edges: Edge[] = [];
  for (const outline of outlines) {
    const flat: { x: number; y: number }[] = [];
    for (const { x, y, control } of outline) {
      const from = flat.at(-1);
      for (let i = 1; control && from && i < CURVE_STEPS; i += 1) {
        const t = i / CURVE_STEPS;
        const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
        flat.push({ x: a * from.x + b * control.x + c * x, y: a * from.y + b * control.y + c * y });
      }
      flat.push({ x, y });
    }
    for (const [i, { x, y }] of flat.entries()) {
      const next = flat[(i + 1) % flat.length]!;
      if (next.y !== y) edges.push({ x: x * scale, y: y * scale, endX: next.x * scale, endY: next.y * scale });
    }
  }
  return edges;
}

// Adds to each pixel how much of it lies between two places of a line.
function cover(row: Float64Array, from: number, to: number): void {
  const [start, end] = [Math.max(0, from), Math.min(row.length, to)];
  for (let pixel = Math.floor(start); pixel < end; pixel += 1) row[pixel]! += Math.min(end, pixel + 1) - Math.max(start, pixel);
}

/** Fills outlines (non-zero winding) on a square of `pixels`; gives 0…15 for each pixel. */
export function rasterize(outlines: Outline[], size: number, pixels: number): Uint8Array {
  const edges = edgesOf(outlines, pixels / size);
  const buckets = Array.from({ length: pixels }, (): Edge[] => []);
  for (const edge of edges) {
    const [top, bottom] = [Math.max(0, Math.floor(Math.min(edge.y, edge.endY))), Math.min(pixels - 1, Math.floor(Math.max(edge.y, edge.endY)))];
    for (let line = top; line <= bottom; line += 1) buckets[line]!.push(edge);
  }
  const out = new Uint8Array(pixels * pixels);
  const row = new Float64Array(pixels);
  for (let line = 0; line < pixels; line += 1) {
    row.fill(0);
    for (let sub = 0; sub < SUBLINES; sub += 1) {
      const y = line + (sub + 0.5) / SUBLINES;
      const crossings = buckets[line]!.filter((edge) => edge.y <= y !== edge.endY <= y)
        .map((edge) => ({ x: edge.x + ((y - edge.y) / (edge.endY - edge.y)) * (edge.endX - edge.x), turn: edge.endY > edge.y ? 1 : -1 }))
        .sort((a, b) => a.x - b.x);
      let winding = 0;
      for (const [i, { x, turn }] of crossings.entries()) {
        if (winding !== 0) cover(row, crossings[i - 1]!.x, x);
        winding += turn;
      }
    }
    for (let pixel = 0; pixel < pixels; pixel += 1) out[line * pixels + pixel] = Math.round((row[pixel]! / SUBLINES) * (LEVELS - 1));
  }
  return out;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** One colour in sixteen strengths on nothing, as PNG (ISO/IEC 15948): four bits a pixel, small enough to lie in every signature. */
export function encodePng(levels: Uint8Array, pixels: number, colour: readonly [number, number, number], size: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  header.set([4, 3, 0, 0, 0], 8);
  const stride = Math.ceil(pixels / 2) + 1;
  const rows = Buffer.alloc(stride * pixels);
  for (let y = 0; y < pixels; y += 1) for (let x = 0; x < pixels; x += 1) rows[y * stride + 1 + (x >> 1)]! |= levels[y * pixels + x]! << (x & 1 ? 0 : 4);
  const perMetre = Buffer.alloc(9);
  perMetre.writeUInt32BE(Math.round((pixels / size) * 1000), 0);
  perMetre.writeUInt32BE(Math.round((pixels / size) * 1000), 4);
  perMetre[8] = 1;
  const palette = Buffer.from(Array.from({ length: LEVELS }, () => colour).flat());
  const strength = Buffer.from(Array.from({ length: LEVELS }, (_, level) => level * 17));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("pHYs", perMetre),
    chunk("PLTE", palette),
    chunk("tRNS", strength),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
