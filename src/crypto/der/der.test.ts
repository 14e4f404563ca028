import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "#values/errors";
import {
  asBits,
  asInt,
  asOid,
  asText,
  asTime,
  asUnsigned,
  asWrittenTime,
  bits,
  bool,
  decode,
  decodeLoosely,
  explicit,
  ia5,
  int,
  nul,
  octets,
  oid,
  printable,
  raw,
  seq,
  set,
  time,
  utcTime,
  utf8,
  validityTime,
  type Element,
} from "./index.ts";

const arcs = fc.array(fc.bigInt({ min: 0n, max: 2n ** 70n }), { maxLength: 5 });
const leaf = fc.oneof(
  fc.bigInt({ min: -(2n ** 300n), max: 2n ** 300n }).map(int),
  fc.uint8Array({ maxLength: 300 }).map(octets),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => bits(bytes)),
  fc.string({ unit: "grapheme" }).map(utf8),
  fc.stringMatching(/^[ -~]*$/).map(ia5),
  fc.tuple(fc.nat(2), fc.nat(39), arcs).map(([a, b, rest]) => oid([a, b, ...rest].join("."))),
  fc
    .date({ min: new Date("1950-01-01T00:00:00Z"), max: new Date("2049-12-31T23:59:59Z"), noInvalidDate: true })
    .chain((at) => fc.constantFrom(utcTime(at), time(at))),
  fc.boolean().map(bool),
  fc.constant(nul()),
);
const { tree } = fc.letrec<{ tree: Buffer }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("tree"), { maxLength: 5 }).map((parts) => seq(...parts)),
    fc.array(tie("tree"), { maxLength: 5 }).map((parts) => set(...parts)),
    fc.tuple(fc.nat(30), tie("tree")).map(([number, part]) => explicit(number, part)),
  ),
}));

// Encodes anew what was understood, from the leaves up, with nothing of the bytes that were read but the content of leaves.
function again({ tag, content, parts }: Element): Buffer {
  const inside = (tag & 0x20) === 0 ? content : Buffer.concat(parts.map(again));
  const size = inside.length;
  const length =
    size < 128 ? [size] : size < 256 ? [0x81, size] : size < 65536 ? [0x82, size >> 8, size & 255] : [0x83, size >> 16, (size >> 8) & 255, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), inside]);
}

function read(bytes: Uint8Array): Element | undefined {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof Refusal && error.code === "DER") return undefined;
    throw error;
  }
}

describe("DER", () => {
  test("any tree comes back as it was", () => {
    fc.assert(
      fc.property(tree, (bytes) => again(decode(bytes)).equals(bytes)),
      { numRuns: 500 },
    );
  });

  test("any bytes are read or refused; what is read has this one encoding", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const found = read(bytes);
        return found === undefined || again(found).equals(Buffer.from(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  test("an altered byte anywhere is refused or gives another value", () => {
    fc.assert(
      fc.property(tree, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, place, change) => {
        const altered = Buffer.from(bytes);
        altered[place % bytes.length]! ^= change;
        const found = read(altered);
        return found === undefined || !again(found).equals(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  test("values read as they were written", () => {
    fc.assert(fc.property(fc.bigInt(), (value) => asInt(decode(int(value))) === value));
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => asText(decode(utf8(text))) === text));
    for (const each of ["1.2.156.10197.1.501", "0.0", "2.999.3", "1.39.0"]) expect(asOid(decode(oid(each)))).toBe(each);
    expect(oid("1.2.156.10197.1.301").toString("hex")).toBe("06082a811ccf5501822d");
    expect(asBits(decode(bits(Buffer.from("abcd"))))).toEqual(Buffer.from("abcd"));
    const at = new Date("2026-11-21T08:30:00Z");
    expect(asTime(decode(utcTime(at)))).toEqual(at);
    expect(validityTime(new Date("2049-12-31T23:59:59Z"))[0]).toBe(0x17);
    expect(validityTime(new Date("2050-01-01T00:00:00Z"))[0]).toBe(0x18);
  });

  test("what is BER and not DER is refused, each for itself", () => {
    const wrong = {
      "indefinite length": "3080020101" + "0000",
      "length not shortest": "30810302" + "0101",
      "length with a leading zero": "3082000302" + "0101",
      "integer not shortest": "02020001",
      "negative integer not shortest": "0202ff80",
      "empty integer": "0200",
      "true as 01": "010101",
      "null with content": "050100",
      "bits without their count": "0300",
      "unused bits that are set": "030201ff",
      "constructed string": "240404020101",
      "primitive sequence": "1003020101",
      "set out of order": "3106020102" + "020101",
      "object identifier with an empty group": "06032a8001",
      "object identifier without end": "06022a81",
      "trailing bytes": "02010100",
      "size beyond the input": "3005020101",
      "part larger than its whole": "3003020201",
      "many-byte tag": "1f010100",
      nothing: "",
    };
    expect(Object.entries(wrong).filter(([, hex]) => read(Buffer.from(hex, "hex")) !== undefined)).toEqual([]);
    let deep = int(1);
    for (let i = 0; i < 31; i += 1) deep = seq(deep);
    expect(read(deep)).toBeDefined();
    expect(read(seq(deep))).toBeUndefined();
  });

  test("BER as vendors write it is read loosely, and what is neither is refused there too", () => {
    const loosely = (hex: string) => decodeLoosely(Buffer.from(hex, "hex"));
    expect(asInt(loosely("3080020101" + "0000").parts[0])).toBe(1n);
    expect(asUnsigned(loosely("0201ff"))).toBe(255n);
    expect(asUnsigned(loosely("020300ff01"))).toBe(0xff01n);
    expect(loosely("2406040101040102").content.toString("hex")).toBe("0102");
    expect(loosely("3106020102020101").parts).toHaveLength(2);
    expect(loosely("020101000d0a").content[0]).toBe(1);
    for (const hex of ["308002010100", "2500", "3005020101", "0200", "010101" + "ff", "1f010100", "0580"]) expect(() => loosely(hex), hex).toThrow(Refusal);
    const written = (text: string) => asWrittenTime(decodeLoosely(raw(0x18, Buffer.from(text))));
    expect(written("20210101000000")).toEqual({ at: new Date("2020-12-31T16:00:00Z"), zoneless: true });
    for (const text of ["20210101000000Z", "20210101080000+0800", "2021-01-01 08:00:00+08:00", "20210101000000.250Z", "202101010000Z"])
      expect(written(text), text).toEqual({ at: new Date("2021-01-01T00:00:00Z"), zoneless: false });
    for (const text of ["20211301000000Z", "soon", "20210230000000Z"]) expect(() => written(text), text).toThrow(Refusal);
  });

  test("millions of tiny elements are refused before they fill the memory", () => {
    expect(read(raw(0x30, Buffer.alloc(2_000_000, "0500", "hex")))).toBeUndefined();
    expect(read(raw(0x30, Buffer.alloc(20_000, "0500", "hex")))).toBeDefined();
  });

  test("an object identifier of one endless arc is refused before it is reckoned", () => {
    const endless = (size: number): Buffer => raw(0x06, Buffer.concat([Buffer.alloc(size - 1, 0x81), Buffer.from([1])]));
    expect(read(endless(100))).toBeDefined();
    expect(read(endless(101))).toBeUndefined();
    expect(read(endless(1_000_000))).toBeUndefined();
  });

  test("times that are none, and texts of the wrong kind, are refused", () => {
    for (const text of ["20261332000000Z", "20260101000000+0800", "20260101000000.5Z", "2026010100Z"]) {
      expect(() => asTime(decode(Buffer.concat([Buffer.from([0x18, text.length]), Buffer.from(text)])))).toThrow(Refusal);
    }
    expect(() => ia5("云州")).toThrow(Refusal);
    expect(() => printable("a@b")).toThrow(Refusal);
    expect(() => asText(decode(int(1)))).toThrow(Refusal);
  });
});
