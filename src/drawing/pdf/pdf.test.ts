import { deflateSync, crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openCanvas } from "#drawing/layout";
import { sm3 } from "#crypto/crypto";
import { attachCms, pdfSignatures, preparePdfSignature, printPdf, type PdfSignatureGiven } from "./index.ts";
import { readPng } from "./png.ts";

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG whose lines are filtered as told. */
function png(width: number, height: number, kind: number, lines: (filter: number) => Buffer[], filter = 0, depth = 8, more: Buffer[] = []): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = depth;
  head[9] = kind;
  const data = deflateSync(Buffer.concat(lines(filter).flatMap((line) => [Buffer.from([filter]), line])));
  return Buffer.concat([Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"), chunk("IHDR", head), ...more, chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

// Two points high, three wide: red, half red, nothing.
const ROW = Buffer.from([180, 50, 30, 255, 180, 50, 30, 128, 0, 0, 0, 0]);
const seal = png(3, 2, 6, () => [ROW, ROW]);

async function document(pages = 2): Promise<Buffer> {
  const canvas = openCanvas({ title: "准予决定书", author: "云州市市场监督管理局", day: "2026-11-26" });
  for (let page = 0; page < pages; page++) {
    if (page > 0) canvas.addPage();
    canvas.line(`第 ${page + 1} 页`, 72, 72, { size: 14 });
  }
  return printPdf(canvas.drawing);
}

const given: PdfSignatureGiven = {
  page: 1,
  box: { x: 300, y: 500, width: 112, height: 112 },
  picture: seal,
  name: "云州市市场监督管理局",
  reason: "准予决定书",
  time: new Date("2026-11-26T02:30:00Z"),
};
/** A stand-in for a CMS: DER of its own length with nothing known inside. */
function cms(length: number): Buffer {
  const body = Buffer.alloc(length, 0xa5);
  return Buffer.concat([Buffer.from([0x30, 0x82, length >> 8, length & 0xff]), body]);
}

describe("a signed PDF", () => {
  test("keeps what was there to the byte, and is read back with what it signs", async () => {
    const plain = await document();
    const prepared = preparePdfSignature(plain, given);
    expect(prepared.bytes.subarray(0, plain.length).equals(plain)).toBe(true);
    const signed = attachCms(prepared, cms(3000));
    const [signature, ...others] = pdfSignatures(signed);
    expect(others).toEqual([]);
    expect(signature).toMatchObject({ cms: cms(3000), whole: true, format: "adbe.pkcs7.detached", range: prepared.range, hash: prepared.hash });
    expect(signature!.hash).toEqual(sm3(prepared.content));
    expect(signature!.content().equals(prepared.content)).toBe(true);
    const [from, length, behind, rest] = prepared.range;
    expect([from, behind + rest, signed.length - (behind - length)]).toEqual([0, signed.length, prepared.content.length]);
  });

  test("shows its seal on the page it belongs to, where the drawing kept room", async () => {
    const text = preparePdfSignature(await document(), given).bytes.toString("latin1");
    expect(text).toContain("/Rect [300.00 229.89 412.00 341.89]");
    expect(text).toMatch(/\/Annots \[\d+ 0 R\]/);
    expect(text).toMatch(/\/SigFlags 3/);
    expect(text).toMatch(/\/SMask \d+ 0 R/);
    const hidden = preparePdfSignature(await document(), { ...given, picture: undefined } as unknown as PdfSignatureGiven).bytes.toString("latin1");
    expect(hidden).toContain("/Rect [0 0 0 0]");
  });

  test("takes a second signature behind the first, which holds on over what it covered", async () => {
    const first = attachCms(preparePdfSignature(await document(), given), cms(900));
    const second = attachCms(preparePdfSignature(first, { ...given, page: 0, name: "云州市卫生健康委员会" }), cms(1200));
    expect(second.subarray(0, first.length).equals(first)).toBe(true);
    const found = pdfSignatures(second);
    expect(found.map(({ cms: der, whole }) => [der.length, whole])).toEqual([
      [904, false],
      [1204, true],
    ]);
    expect(found[0]!.hash).toEqual(pdfSignatures(first)[0]!.hash);
    expect(second.toString("latin1")).toMatch(/\/Fields \[\d+ 0 R \d+ 0 R\]/);
  });

  test("with any bit changed outside the CMS signs something else, or is signed no more", async () => {
    const signed = attachCms(preparePdfSignature(await document(1), { ...given, page: 0 }), cms(500));
    const [{ hash, range }] = pdfSignatures(signed) as [ReturnType<typeof pdfSignatures>[0]];
    fc.assert(
      fc.property(fc.nat(signed.length * 8 - 1), (bit) => {
        const at = bit >> 3;
        if (at >= range[1] && at < range[2]) return true;
        const changed = Buffer.from(signed);
        changed[at]! ^= 1 << (bit & 7);
        return pdfSignatures(changed).every((signature) => !signature.hash.equals(hash));
      }),
      { numRuns: 200 },
    );
  });

  test("is not found where somebody only wrote one down", async () => {
    const signed = attachCms(preparePdfSignature(await document(1), { ...given, page: 0 }), cms(500));
    const text = signed.toString("latin1");
    const written = (change: (text: string) => string) => pdfSignatures(Buffer.from(change(text), "latin1"));
    expect(written((all) => all.replace("/ByteRange [0 ", "/ByteRange [9 "))).toEqual([]);
    expect(written((all) => all.replace("/Contents <3082", "/Contents <0082"))).toEqual([]);
    expect(written((all) => all.replace("/Contents <3082", "/Contexts <3082"))).toEqual([]);
    expect(written((all) => all.replace("%PDF-", "%XYZ-"))).toEqual([]);
    expect(written((all) => `${all}\n% more`)[0]).toMatchObject({ whole: false });
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        (bytes) => pdfSignatures(Buffer.concat([Buffer.from("%PDF-1.7 /ByteRange [0 1 2 3]"), bytes])).length === 0,
      ),
    );
  });

  test("is not made of a PDF of another kind, nor with a CMS too large", async () => {
    const plain = await document(1);
    for (const other of ["", "%PDF-1.7\nstartxref\n5\n%%EOF", "%PDF-1.7\nstartxref\n99999\n%%EOF", plain.toString("latin1").replace("\nxref\n", "\nxxxx\n")])
      expect(() => preparePdfSignature(Buffer.from(other, "latin1"), { ...given, page: 0 })).toThrow("不是本平台生成的格式");
    expect(() => preparePdfSignature(plain, { ...given, page: 7 })).toThrow("page 7");
    expect(() => attachCms(preparePdfSignature(plain, { ...given, page: 0, room: 100 }), cms(500))).toThrow("CMS of 504 bytes, room for 100");
  });
});

describe("a picture of a seal", () => {
  test("is unpacked whichever way its lines are filtered", () => {
    const plain = readPng(seal);
    expect([...plain.alpha!]).toEqual([255, 128, 0, 255, 128, 0]);
    expect([...plain.rgb.subarray(0, 6)]).toEqual([180, 50, 30, 180, 50, 30]);
    const [above, left] = [Buffer.alloc(12), Buffer.from(ROW.map((byte, at) => byte - (at < 4 ? 0 : ROW[at - 4]!)))];
    // Both lines are the same: the second is nothing but "as above".
    const average = Buffer.from(ROW.map((byte, at) => byte - ((at < 4 ? 0 : ROW[at - 4]!) >> 1)));
    const averageBelow = Buffer.from(ROW.map((byte, at) => byte - (((at < 4 ? 0 : ROW[at - 4]!) + byte) >> 1)));
    const filtered: Record<number, Buffer[]> = { 1: [left, left], 2: [ROW, above], 3: [average, averageBelow], 4: [left, above] };
    for (const filter of [1, 2, 3, 4]) expect(readPng(png(3, 2, 6, () => filtered[filter]!, filter)), String(filter)).toEqual(plain);
  });

  test("may have a palette of few colours, several points to a byte", () => {
    const palette = [chunk("PLTE", Buffer.from([255, 255, 255, 198, 30, 30])), chunk("tRNS", Buffer.from([0]))];
    const few = readPng(png(3, 2, 3, () => [Buffer.from([0x01, 0x10]), Buffer.from([0x10, 0x00])], 0, 4, palette));
    expect([...few.alpha!]).toEqual([0, 255, 255, 255, 0, 0]);
    expect([...few.rgb.subarray(3, 6)]).toEqual([198, 30, 30]);
    expect(Array.from(readPng(png(9, 1, 0, () => [Buffer.from([0b1010_0000, 0x80])], 0, 1)).rgb.filter((_, at) => at % 3 === 0))).toEqual([
      255, 0, 255, 0, 0, 0, 0, 0, 255,
    ]);
  });

  test("in grey or plain colours has no opacity; other kinds are not taken", () => {
    expect(readPng(png(2, 1, 0, () => [Buffer.from([7, 9])]))).toEqual({ width: 2, height: 1, rgb: Buffer.from([7, 7, 7, 9, 9, 9]) });
    expect(readPng(png(1, 1, 2, () => [Buffer.from([1, 2, 3])])).alpha).toBeUndefined();
    expect([...readPng(png(1, 1, 4, () => [Buffer.from([5, 6])])).alpha!]).toEqual([6]);
    expect(() => readPng(Buffer.from("GIF89a"))).toThrow("no PNG");
    expect(() => readPng(png(1, 1, 3, () => [Buffer.from([0])]))).toThrow("palette");
    expect(() => readPng(png(9000, 1, 0, () => [Buffer.alloc(9000)]))).toThrow("9000×1");
    expect(() => readPng(png(3, 3, 0, () => [Buffer.alloc(3)]))).toThrow("cut off");
  });
});
