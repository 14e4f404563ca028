import { deflateSync } from "node:zlib";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { contentOf } from "./content.ts";
import { endOfJpeg, endOfPng } from "./pictures.ts";

const segment = (marker: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);
const scan = (bytes: number): Buffer => Buffer.from(Array.from({ length: bytes }, (_each, at) => (at % 7 === 0 ? [0xff, 0] : [(at * 31) % 255])).flat());
// The small picture of an EXIF has marks of its own within its segment.
const exif = segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), Buffer.from([0xff, 0xd8, 0xff, 0xd9])]));
const tables = segment(0xdb, Buffer.alloc(65));
const frame = segment(0xc2, Buffer.from([8, 0, 16, 0, 16, 1, 1, 0x11, 0]));
const sos = segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0]));
const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8]),
  exif,
  tables,
  frame,
  sos,
  scan(900),
  Buffer.from([0xff, 0xd0]),
  scan(300),
  segment(0xc4, Buffer.alloc(30)),
  Buffer.from([0xff]), // a fill byte before a marker
  sos,
  scan(500),
  Buffer.from([0xff, 0xd9]),
]);

const chunk = (kind: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length);
  head.write(kind, 4, "latin1");
  return Buffer.concat([head, body, Buffer.alloc(4)]);
};
const png = Buffer.concat([
  Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
  chunk("IHDR", Buffer.alloc(13)),
  chunk("IDAT", deflateSync(Buffer.from("IEND"))),
  chunk("IEND", Buffer.alloc(0)),
]);

const objects = (extra = "", kids = "[3 0 R]", count = 1): string =>
  `1 0 obj<</Type/Catalog/Pages 2 0 R${extra}>>endobj\n2 0 obj<</Type/Pages/Kids${kids}/Count ${count}>>endobj\n` +
  `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n`;
const pdf = (extra?: string, kids?: string, count?: number): Buffer => Buffer.from(`%PDF-1.4\n${objects(extra, kids, count)}trailer<</Root 1 0 R>>\n%%EOF\n`);

// Algorithms 2 to 5 of ISO 32000-1, 7.6.3 and 7.6.4, revision 2: a password of its reader, or of its owner alone.
const PAD = Buffer.from("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A", "hex");
const padded = (password: string): Buffer => Buffer.concat([Buffer.from(password, "latin1"), PAD]).subarray(0, 32);
const md5 = (...parts: Buffer[]): Buffer => createHash("md5").update(Buffer.concat(parts)).digest();
function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Array.from({ length: 256 }, (_each, at) => at);
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + state[i]! + key[i % key.length]!) & 255;
    [state[i], state[j]] = [state[j]!, state[i]!];
  }
  let [i, j] = [0, 0];
  return data.map((byte) => {
    i = (i + 1) & 255;
    j = (j + state[i]!) & 255;
    [state[i], state[j]] = [state[j]!, state[i]!];
    return byte ^ state[(state[i]! + state[j]!) & 255]!;
  }) as Buffer;
}
function lockedPdf(user: string, owner: string): Buffer {
  const id = Buffer.alloc(16, 7);
  const rights = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const o = rc4(md5(padded(owner)).subarray(0, 5), padded(user));
  const key = md5(padded(user), o, rights, id).subarray(0, 5);
  const u = rc4(key, PAD);
  const encrypt = `4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<${o.toString("hex")}>/U<${u.toString("hex")}>>>endobj\n`;
  return Buffer.from(`%PDF-1.4\n${objects()}${encrypt}trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<${id.toString("hex")}><${id.toString("hex")}>]>>\n%%EOF\n`);
}

// A film of a telephone, full of what looks like the end of a picture.
const film = Buffer.concat([Buffer.from("\0\0\0\x18ftypmp42"), Buffer.alloc(100_000, Buffer.from([0x12, 0xff, 0xd9, 0x00, 0xff, 0xd8, 0xff]))]);

describe("a picture ends where it ends, whatever follows it", () => {
  test.each<[string, Buffer]>([
    ["nothing", Buffer.alloc(0)],
    ["the film of a motion photo and its trailer", Buffer.concat([film, Buffer.from("MotionPhoto_Data")])],
    ["two hundred zeros of a scanner", Buffer.alloc(200)],
    ["a second picture", jpeg],
    ["a web server's words", Buffer.from("\r\n<!-- 0.02s -->".repeat(90))],
  ])("%s", async (_what, tail) => {
    expect([endOfJpeg(Buffer.concat([jpeg, tail])), endOfPng(Buffer.concat([png, tail]))]).toEqual([jpeg.length, png.length]);
    expect((await contentOf(Buffer.concat([jpeg, tail]))).type).toBe("image/jpeg");
    expect((await contentOf(Buffer.concat([png, tail]))).type).toBe("image/png");
    expect((await contentOf(Buffer.concat([pdf(), tail]))).type).toBe("application/pdf");
  });

  test("cut off anywhere before its end it is refused, whatever has filled the rest", async () => {
    for (let at = 8; at < jpeg.length; at += 13) {
      for (const tail of [Buffer.alloc(0), Buffer.alloc(3000)])
        await expect(contentOf(Buffer.concat([jpeg.subarray(0, at), tail])), `${at}`).rejects.toMatchObject({ status: 422 });
    }
    for (let at = 8; at < png.length; at += 3) await expect(contentOf(png.subarray(0, at)), `${at}`).rejects.toMatchObject({ code: "FILE_BROKEN" });
  });

  test("a shell without a picture is none", async () => {
    await expect(contentOf(Buffer.from([0xff, 0xd8, 0xff, 0xd9]))).rejects.toMatchObject({ code: "FILE_BROKEN" });
    await expect(contentOf(Buffer.concat([png.subarray(0, 8), chunk("IEND", Buffer.alloc(0))]))).rejects.toMatchObject({ code: "FILE_BROKEN" });
  });
});

describe("a PDF is taken when whoever reads it can open it", () => {
  test.each<[string, Buffer]>([
    ["a mark of byte order before it", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), pdf()])],
    ["a head of the web before it", Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"), pdf()])],
    ["a second part written behind the first", Buffer.concat([pdf(), Buffer.from(`${objects()}trailer<</Root 1 0 R>>\n%%EOF\n`)])],
    ["a password for its owner alone", lockedPdf("", "owner")],
  ])("with %s", async (_what, file) => {
    expect(await contentOf(file)).toEqual({ type: "application/pdf", scripts: false });
  });

  test.each<[string, Buffer, string, RegExp]>([
    ["a password", lockedPdf("letmein", "owner"), "FILE_LOCKED", /去掉密码/],
    ["no pages", pdf("", "[]", 0), "FILE_BROKEN", /一页也没有/],
    ["pages that are promised and not there", pdf("", "[]", 3), "FILE_BROKEN", /PDF/],
    ["head and foot alone", Buffer.from("%PDF-1.4 %%EOF"), "FILE_BROKEN", /打不开/],
    ["rubbish within", Buffer.from(`%PDF-1.4\n${"\u0001zz".repeat(5000)}%%EOF`), "FILE_BROKEN", /打不开/],
    ["its second part cut off", Buffer.concat([pdf(), Buffer.from("3 0 obj<</Type/Page/Parent 2 0 R")]), "FILE_BROKEN", /不完整/],
  ])("and refused at once, with what to do, with %s", async (_what, file, code, words) => {
    await expect(contentOf(file)).rejects.toMatchObject({ status: 422, code, message: expect.stringMatching(words) });
  });

  test.each([
    ["when it is opened", "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"],
    ["by name", "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert\\(1\\))>>]>>>>"],
  ])("and told of when it runs scripts %s", async (_when, extra) => {
    expect(await contentOf(pdf(extra))).toEqual({ type: "application/pdf", scripts: true });
  });
});

test("what was fetched wrongly is told apart from what is of no kind that is taken", async () => {
  const fetched = Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n"), jpeg]);
  await expect(contentOf(fetched)).rejects.toMatchObject({ code: "FILE_TYPE", message: expect.stringContaining("重新下载") });
  await expect(contentOf(Buffer.from("<html>%PDF</html>"))).rejects.toMatchObject({
    code: "FILE_TYPE",
    message: expect.stringContaining("PDF、OFD、JPG 或 PNG"),
  });
});
