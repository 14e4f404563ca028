import { crc32 } from "node:zlib";
import type { Part } from "#drawing/package";

// A small packer of Deflate64 for tests: it writes what it is told, block for block, so that every code can be had.

/** A byte as it is, or so many bytes again from so far back. */
export type Told = number | readonly [length: number, distance: number];
export type Block = { kind: "stored"; bytes: Buffer } | { kind: "fixed" | "dynamic"; symbols: readonly Told[] };

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227];
const extraOf = (code: number): number => (code < 8 ? 0 : (code >> 2) - 1);
/** 3.2.5 with the two codes more: 1, 2, 3, 4, 5, 7, 9, 13 … 32769, 49153. */
const DISTANCES = Array.from({ length: 32 }, (_, code) => (code < 4 ? code + 1 : (2 + (code % 2)) * 2 ** ((code >> 1) - 1) + 1));
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function writer() {
  const bytes: number[] = [];
  let [hold, held] = [0, 0];
  const bit = (value: number): void => {
    hold |= value << held;
    held += 1;
    if (held === 8) {
      bytes.push(hold);
      [hold, held] = [0, 0];
    }
  };
  return {
    /** A number, its lowest bit first. */
    number(value: number, count: number): void {
      for (let at = 0; at < count; at += 1) bit((value >> at) & 1);
    },
    /** A code, its highest bit first. */
    code(text: string): void {
      for (const each of text) bit(Number(each));
    },
    align(): void {
      while (held > 0) bit(0);
    },
    bytes,
  };
}
type Writer = ReturnType<typeof writer>;

/** The codes with these lengths (3.2.2). */
function codesOf(lengths: readonly number[]): string[] {
  let [code, before] = [0, 0];
  const codes: string[] = [];
  for (const { length, symbol } of lengths
    .map((length, symbol) => ({ length, symbol }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.length - b.length || a.symbol - b.symbol)) {
    code <<= length - before;
    codes[symbol] = code.toString(2).padStart(length, "0");
    code += 1;
    before = length;
  }
  return codes;
}

/** Lengths of a full code for these symbols: the first each one bit longer than the one before, the rest even, with up to 15 bits. */
function lengthsFor(symbols: readonly number[], size: number): number[] {
  const lengths = Array.from({ length: size }, () => 0);
  const used = [...new Set(symbols)].sort((a, b) => a - b);
  // A single symbol may stand alone, with one bit.
  if (used.length === 1) {
    lengths[used[0]!] = 1;
    return lengths;
  }
  const steep = Math.min(used.length - 2, 15 - Math.ceil(Math.log2(used.length)));
  for (let n = 0; n < steep; n += 1) lengths[used[n]!] = n + 1;
  const rest = used.slice(steep);
  const bits = Math.ceil(Math.log2(rest.length));
  const short = 2 ** bits - rest.length;
  rest.forEach((symbol, at) => (lengths[symbol] = steep + (at < short ? bits - 1 : bits)));
  return lengths;
}

function lengthSymbol(length: number): { symbol: number; extra: number; bits: number } {
  if (length > 257 || length < 0) return { symbol: 285, extra: Math.abs(length) - 3, bits: 16 };
  const code = LENGTHS.findLastIndex((base) => base <= length);
  return { symbol: 257 + code, extra: length - LENGTHS[code]!, bits: extraOf(code) };
}

function distanceSymbol(distance: number): { symbol: number; extra: number; bits: number } {
  const symbol = DISTANCES.findLastIndex((base) => base <= distance);
  return { symbol, extra: distance - DISTANCES[symbol]!, bits: symbol < 4 ? 0 : (symbol >> 1) - 1 };
}

const FIXED = [
  Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
  Array.from({ length: 32 }, () => 5),
] as const;

function writeLengths(out: Writer, literals: readonly number[], distances: readonly number[]): void {
  // Thirteen by four bits and six by five are a full code.
  const order = Array.from({ length: 19 }, (_, symbol) => (symbol < 13 ? 4 : 5));
  const codes = codesOf(order);
  out.number(literals.length - 257, 5);
  out.number(distances.length - 1, 5);
  out.number(15, 4);
  for (const place of ORDER) out.number(order[place]!, 3);
  const all = [...literals, ...distances];
  for (let at = 0; at < all.length;) {
    let run = 1;
    while (all[at + run] === all[at] && run < 138) run += 1;
    if (all[at] === 0 && run >= 11) {
      out.code(codes[18]!);
      out.number(run - 11, 7);
    } else if (all[at] === 0 && run >= 3) {
      run = Math.min(run, 10);
      out.code(codes[17]!);
      out.number(run - 3, 3);
    } else if (at > 0 && all[at] === all[at - 1] && run >= 3) {
      run = Math.min(run, 6);
      out.code(codes[16]!);
      out.number(run - 3, 2);
    } else {
      run = 1;
      out.code(codes[all[at]!]!);
    }
    at += run;
  }
}

function writeSymbols(out: Writer, kind: "fixed" | "dynamic", symbols: readonly Told[]): void {
  const told = symbols.map((each) =>
    typeof each === "number" ? { symbol: each } : { symbol: lengthSymbol(each[0]).symbol, length: lengthSymbol(each[0]), distance: distanceSymbol(each[1]) },
  );
  let lengths: readonly [readonly number[], readonly number[]] = FIXED;
  if (kind === "dynamic") {
    const far = told.flatMap(({ distance }) => distance?.symbol ?? []);
    lengths = [lengthsFor([...told.map(({ symbol }) => symbol), 256], 286), far.length > 0 ? lengthsFor(far, 32) : [0]];
    writeLengths(out, ...lengths);
  }
  const [literals, distances] = lengths.map(codesOf) as [string[], string[]];
  for (const { symbol, length, distance } of told) {
    out.code(literals[symbol]!);
    if (!length || !distance) continue;
    out.number(length.extra, length.bits);
    out.code(distances[distance.symbol]!);
    out.number(distance.extra, distance.bits);
  }
  out.code(literals[256]!);
}

/** Packs these blocks. A negative length is told by the long code, whatever it is. */
export function deflate64(...blocks: readonly Block[]): Buffer {
  const out = writer();
  blocks.forEach((block, at) => {
    out.number(at === blocks.length - 1 ? 1 : 0, 1);
    out.number(["stored", "fixed", "dynamic"].indexOf(block.kind), 2);
    if (block.kind !== "stored") return writeSymbols(out, block.kind, block.symbols);
    out.align();
    out.number(block.bytes.length, 16);
    out.number(~block.bytes.length & 0xff_ff, 16);
    for (const byte of block.bytes) out.number(byte, 8);
  });
  out.align();
  return Buffer.from(out.bytes);
}

/** What the blocks say, reckoned the simple way. */
export function saidBy(...blocks: readonly Block[]): Buffer {
  const bytes: number[] = [];
  for (const block of blocks) {
    if (block.kind === "stored") for (const byte of block.bytes) bytes.push(byte);
    else
      for (const each of block.symbols) {
        if (typeof each === "number") bytes.push(each);
        else for (let n = 0; n < Math.abs(each[0]); n += 1) bytes.push(bytes[bytes.length - each[1]]!);
      }
  }
  return Buffer.from(bytes);
}

/** A part packed by Deflate64. */
export function part64(name: string, ...blocks: readonly Block[]): Part {
  const content = saidBy(...blocks);
  return { name, size: content.length, packed: deflate64(...blocks), method: "deflated64", crc: crc32(content), read: () => content };
}
