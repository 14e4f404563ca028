import { inflateSync } from "node:zlib";

/** A picture as PDF wants it: colours, and how opaque each point is, apart. One byte a value. */
export interface Raster {
  width: number;
  height: number;
  rgb: Buffer;
  alpha?: Buffer;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const LARGEST = 4096;

function chunksOf(png: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = SIGNATURE.length; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    if (at + 12 + length > png.length) throw new Error("PNG cut off");
    const content = png.subarray(at + 8, at + 8 + length);
    chunks.set(type, chunks.has(type) ? Buffer.concat([chunks.get(type)!, content]) : content);
    at += 12 + length;
  }
  return chunks;
}

// Of left, above and above left, the one nearest to their plane (PNG, 9.4).
function paeth(left: number, above: number, corner: number): number {
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

function unfilter(data: Buffer, height: number, row: number, step: number): Buffer {
  const out = Buffer.alloc(height * row);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (row + 1)]!;
    if (filter > 4) throw new Error(`PNG filter ${filter}`);
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x >= step ? out[at - step]! : 0;
      const above = y > 0 ? out[at - row]! : 0;
      const corner = x >= step && y > 0 ? out[at - row - step]! : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter]!;
      out[at] = data[y * (row + 1) + 1 + x]! + guess;
    }
  }
  return out;
}

/** Values of less than eight bits, several to a byte, as bytes of their own; grey ones spread over the whole range. */
function spread(points: Buffer, width: number, height: number, depth: number, grey: boolean): Buffer {
  if (depth === 8) return points;
  const row = Math.ceil((width * depth) / 8);
  const most = 2 ** depth - 1;
  const values = Buffer.alloc(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const value = (points[y * row + (bit >> 3)]! >> (8 - depth - (bit & 7))) & most;
      values[y * width + x] = grey ? (value * 255) / most : value;
    }
  return values;
}

/** Unpacks a PNG of up to eight bits a value, not interlaced, up to 4096 points wide and high. Error for any other. */
export function readPng(png: Buffer): Raster {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error("no PNG");
  const chunks = chunksOf(png);
  const head = chunks.get("IHDR");
  const packed = chunks.get("IDAT");
  if (!head || head.length !== 13 || !packed) throw new Error("PNG without head or data");
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const [depth, kind, , , interlaced] = head.subarray(8);
  const channels = CHANNELS[kind!];
  const fine = depth === 8 || ((kind === 0 || kind === 3) && [1, 2, 4].includes(depth!));
  if (!fine || !channels || interlaced !== 0 || width === 0 || height === 0 || width > LARGEST || height > LARGEST)
    throw new Error(`PNG ${width}×${height}, depth ${depth}, kind ${kind}, interlaced ${interlaced}`);
  const row = Math.ceil((width * channels * depth!) / 8);
  const data = inflateSync(packed, { maxOutputLength: height * (row + 1) });
  if (data.length !== height * (row + 1)) throw new Error("PNG cut off");
  const points = spread(unfilter(data, height, row, Math.max(1, (channels * depth!) >> 3)), width, height, depth!, kind === 0);
  const [palette, faint] = [chunks.get("PLTE"), chunks.get("tRNS")];
  if (kind === 3 && !palette) throw new Error("PNG without its palette");
  const rgb = Buffer.alloc(width * height * 3);
  const alpha = kind === 4 || kind === 6 || (kind === 3 && faint) ? Buffer.alloc(width * height, 255) : undefined;
  for (let point = 0; point < width * height; point++) {
    const at = point * channels;
    for (let colour = 0; colour < 3; colour++)
      rgb[point * 3 + colour] = kind === 3 ? palette![points[at]! * 3 + colour]! : points[at + (channels > 2 ? colour : 0)]!;
    if (alpha) alpha[point] = kind === 3 ? (faint![points[at]!] ?? 255) : points[at + channels - 1]!;
  }
  return { width, height, rgb, ...(alpha && { alpha }) };
}
