import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deflate64, part64, saidBy, type Block, type Told } from "../../../test/far-deflate.ts";
import { inflate64, newPart, openPackage, withParts, writePackage } from "./index.ts";

/** What comes of packed bytes, and how many of them it took. */
function unpacked(packed: Uint8Array): { content: Buffer; taken: number } {
  const all: Buffer[] = [];
  const pieces = inflate64(packed);
  for (let piece = pieces.next(); ; piece = pieces.next()) {
    if (piece.done) return { content: Buffer.concat(all), taken: piece.value };
    all.push(Buffer.from(piece.value));
  }
}

/** Blocks give what they say, and take all that is packed. */
function holds(...blocks: Block[]): void {
  const packed = deflate64(...blocks);
  const { content, taken } = unpacked(packed);
  expect(content.equals(saidBy(...blocks))).toBe(true);
  expect(taken).toBe(packed.length);
}

const letters = [...Buffer.from("云州市食品经营许可")];
const stored = (length: number): Block => ({ kind: "stored", bytes: Buffer.from(Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) & 255)) });
const KINDS = ["fixed", "dynamic"] as const;

describe("Deflate64", () => {
  test.each(KINDS)("gives letters and repetitions of %s codes", (kind) => {
    holds({ kind, symbols: letters });
    holds({ kind, symbols: [] });
    holds({ kind, symbols: [65, [3, 1], [30, 2], [257, 30], 66, [4, 4]] });
    holds(stored(300), { kind, symbols: [...letters, [100, 300]] }, stored(0), { kind, symbols: [[10, 400]] });
  });

  test.each(KINDS)("tells every length there is, the long code with sixteen bits more: %s", (kind) => {
    const lengths = Array.from({ length: 255 }, (_, at) => at + 3);
    holds({ kind, symbols: [1, 2, ...lengths.map((length): Told => [length, 2])] });
    holds({ kind, symbols: [1, 2, 3, ...[258, 259, 1000, 65_535, 65_537, 65_538, -3, -4, -258].map((length): Told => [length, 3])] });
  });

  test.each(KINDS)("reaches back a whole window of 64 KB, by the two codes of distances that Deflate has not: %s", (kind) => {
    const window = [stored(65_535), stored(1)];
    const far = [32_767, 32_768, 32_769, 40_000, 49_152, 49_153, 60_000, 65_535, 65_536];
    holds(...window, { kind, symbols: far.map((distance): Told => [5, distance]) });
    holds(...window, {
      kind,
      symbols: [
        [65_538, 65_536],
        [65_538, 65_536],
        [3, 65_536],
      ],
    });
    const each = Array.from({ length: 32 }, (_, code) => (code < 2 ? code + 1 : 1 + (2 + (code & 1)) * 2 ** ((code >> 1) - 1)));
    holds(...window, { kind, symbols: each.map((distance): Told => [4, distance]) });
  });

  test("of megabytes comes in pieces, each within reach of what was before", () => {
    const symbols = Array.from({ length: 60 }, (_, at): Told => [65_000 + at, 60_000 + at * 90]);
    const blocks: Block[] = [stored(65_535), stored(20), { kind: "dynamic", symbols }, stored(50_000), { kind: "fixed", symbols: [1, [500, 65_536]] }];
    holds(...blocks);
    const sizes = [...inflate64(deflate64(...blocks))].map(({ length }) => length);
    expect(sizes.length).toBeGreaterThan(10);
    expect(Math.max(...sizes)).toBeLessThan(400_000);
  });

  test("of any blocks gives what they say", () => {
    const symbol = fc.oneof(
      { weight: 3, arbitrary: fc.nat(255) },
      {
        weight: 1,
        arbitrary: fc.tuple(
          fc.oneof(fc.integer({ min: 3, max: 400 }), fc.integer({ min: 3, max: 65_538 })),
          fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 65_536 })),
        ),
      },
    );
    const block = fc.oneof(
      fc.record({ kind: fc.constantFrom(...KINDS), symbols: fc.array(symbol, { maxLength: 30 }) }),
      fc.record({ kind: fc.constant("stored" as const), bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) }),
    );
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (asked) => {
        let known = 0;
        // What reaches before the beginning is brought to it.
        const within = (each: Told): Told => {
          const told: Told =
            typeof each === "number" || known === 0 ? (typeof each === "number" ? each : 0) : [each[0], ((each[1] - 1) % Math.min(known, 65_536)) + 1];
          known += typeof told === "number" ? 1 : told[0];
          return told;
        };
        holds(
          ...asked.map((each): Block => {
            if (each.kind !== "stored") return { ...each, symbols: each.symbols.map(within) };
            known += each.bytes.length;
            return each;
          }),
        );
      }),
      { numRuns: 120, seed: 64 },
    );
  });

  test("of what Deflate packs without its longest length gives what zlib gives", () => {
    // Nothing repeats for so long where every 200 bytes something comes that is nowhere else.
    const content = fc
      .array(fc.tuple(fc.constantFrom("许可", "ab", "0"), fc.integer({ min: 1, max: 60 }), fc.nat()), { maxLength: 300 })
      .map((some) => Buffer.from(some.map(([text, times, odd], at) => `${text.repeat(times).slice(0, 60)}${at},${odd};`).join("")));
    const how = fc.record({
      level: fc.integer({ min: 0, max: 9 }),
      strategy: fc.constantFrom(constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_FILTERED),
      memLevel: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(content, how, (bytes, options) => {
        const packed = deflateRawSync(bytes, options);
        expect(unpacked(packed)).toEqual({ content: inflateRawSync(packed), taken: packed.length });
      }),
      { numRuns: 150, seed: 64 },
    );
  });

  test("stops where it ends, whatever follows", () => {
    const packed = deflate64({ kind: "dynamic", symbols: letters });
    expect(unpacked(Buffer.concat([packed, Buffer.from("more")])).taken).toBe(packed.length);
  });

  test("that is cut off or broken is refused, and nothing else happens", () => {
    const packed = deflate64(stored(10), { kind: "dynamic", symbols: [...letters, [300, 9], [5, 20]] });
    for (let length = 0; length < packed.length; length += 1) expect(() => unpacked(packed.subarray(0, length)), String(length)).toThrow("Deflate64");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          unpacked(bytes);
        } catch (error) {
          expect(String(error)).toContain("Deflate64: ");
        }
      }),
      { numRuns: 3000, seed: 64 },
    );
  });

  const bits = (text: string): Buffer => {
    const all = text.replaceAll(" ", "");
    return Buffer.from(
      Array.from({ length: Math.ceil(all.length / 8) }, (_, at) => parseInt([...all.slice(at * 8, at * 8 + 8).padEnd(8, "0")].reverse().join(""), 2)),
    );
  };
  /** The head of a block of codes of its own: one code for lengths, with these lengths for 16, 17, 18, 0, 8, 7 … */
  const dynamic = (literals: string, distances: string, ...lengths: string[]): string =>
    `1 01 ${literals} ${distances} ${[...(lengths.length - 4).toString(2).padStart(4, "0")].reverse().join("")} ${lengths.join(" ")}`;
  test.each([
    ["a kind of block that there is not", "no such block", bits("1 11")],
    ["a stored length that does not fit its check", "a length that does not fit", Buffer.from([1, 2, 0, 0xfd, 0xfe, 1, 2])],
    ["a distance before the beginning", "a distance before the beginning", deflate64({ kind: "fixed", symbols: [1, [3, 2]] })],
    ["a distance before the beginning at the very first", "a distance before the beginning", deflate64({ kind: "fixed", symbols: [[3, 1]] })],
    ["a length by a code that only fills the fixed ones", "no such length", bits("1 10 11000110")],
    ["more symbols than there are", "too many symbols", bits(`${dynamic("01111", "00000", "000", "000", "000", "000")}`)],
    ["a code of lengths with too many symbols", "a code has too many symbols", bits(dynamic("00000", "00000", "100", "100", "100", "000"))],
    ["a code of lengths that lacks symbols", "a code lacks symbols", bits(dynamic("00000", "00000", "010", "010", "010", "000"))],
    ["a repetition of nothing", "nothing to repeat", bits(`${dynamic("00000", "00000", "100", "000", "000", "100")} 1 00`)],
    ["more lengths than symbols", "too many lengths", bits(`${dynamic("00000", "00000", "000", "000", "100", "100")} 1 1111111 1 1111111`)],
    ["a block without an end", "a block without an end", bits(`${dynamic("00000", "00000", "000", "000", "100", "100")} 1 1111111 1 0010110`)],
  ])("refuses %s", (_, says, packed) => {
    expect(() => unpacked(Buffer.concat([packed, Buffer.alloc(40)]))).toThrow(`Deflate64: ${says}`);
  });
});

describe("a package with parts packed by Deflate64", () => {
  const symbols: Told[] = [...letters, [20_000, 27], [9, 20_000]];
  const part = part64("Doc_0/大.xml", { kind: "dynamic", symbols });
  const file = writePackage(withParts(new Map(), newPart("OFD.xml", "<OFD/>"), part));
  const read = (bytes: Buffer): Buffer => openPackage(bytes).get(part.name)!.read();

  test("is opened, and copied packed as it is, named as such in both places", () => {
    const opened = openPackage(file);
    expect(read(file).equals(saidBy({ kind: "dynamic", symbols }))).toBe(true);
    expect(opened.get(part.name)).toMatchObject({ method: "deflated64", size: symbols.length - 2 + 20_009 });
    expect(writePackage(opened).equals(file)).toBe(true);
    expect([file.readUInt16LE(file.indexOf(part.name) - 22), file.readUInt16LE(file.lastIndexOf(part.name) - 36)]).toEqual([9, 9]);
  });

  test("is refused with a sum that does not fit, with more than it says, with anything behind it", () => {
    const other = (more: object): Buffer => writePackage(withParts(new Map(), { ...part, ...more }));
    expect(() => read(other({ crc: (part.crc ^ 1) >>> 0 }))).toThrow("与校验值不符");
    expect(() => read(other({ size: part.size + 1 }))).toThrow("与校验值不符");
    expect(() => read(other({ size: part.size - 1 }))).toThrow("解开后比它写明的大");
    expect(() => read(other({ size: 5 }))).toThrow("解开后比它写明的大");
    expect(() => read(other({ packed: Buffer.concat([part.packed, Buffer.from("藏")]) }))).toThrow("后面还有多余的数据");
    expect(() => read(other({ packed: part.packed.subarray(0, -3) }))).toThrow("压缩内容已经损坏");
  });

  test("is held to the same bounds: a bomb is found out before it is unpacked, or as soon as it is larger than it says", () => {
    const bomb: Block = { kind: "dynamic", symbols: [0, ...Array.from({ length: 600 }, (): Told => [65_538, 1])] };
    const packed = deflate64(bomb);
    expect(packed.length).toBeLessThan(2000);
    const made = (size: number): Buffer => writePackage(withParts(new Map(), { ...part, packed, size }));
    expect(() => openPackage(made(1 + 600 * 65_538))).toThrow("压缩炸弹");
    expect(() => read(made(1000))).toThrow("解开后比它写明的大");
  });
});
