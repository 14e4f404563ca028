import { expect, test } from "vitest";
import { crc32 } from "node:zlib";
import { parse } from "exifr";
import { photograph } from "../../../test/photograph.ts";
import { contentOf } from "./content.ts";
import { withoutPlace } from "./without-place.ts";

const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};
const behindStart = (picture: Buffer, ...segments: Buffer[]): Buffer => Buffer.concat([picture.subarray(0, 2), ...segments, picture.subarray(2)]);

test("a photograph keeps its picture and loses where and when it was taken, by EXIF, XMP and IPTC", async () => {
  const taken = photograph({ taken: "2026:11:23 08:52:10", point: [118.12, 26.65] });
  const xmp = segment(0xe1, Buffer.from("http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='26,39N'/>"));
  const iptc = segment(0xed, Buffer.from("Photoshop 3.0\0云州市书院街"));
  const remark = segment(0xfe, Buffer.from("Shuyuan Street"));
  const file = Buffer.concat([behindStart(taken, xmp, iptc, remark), Buffer.from("a film behind it: 26.65,118.12")]);
  expect(await parse(file, { gps: true })).toMatchObject({ latitude: expect.closeTo(26.65, 3) as number });
  const bare = withoutPlace(file);
  expect(bare).toEqual(photograph());
  expect(await contentOf(bare)).toMatchObject({ type: "image/jpeg" });
});

test("a mark without a length hides nothing that stands behind it, and of its programs only the profile of its colours is kept", () => {
  const taken = photograph({ point: [118.12, 26.65] });
  const profile = segment(0xe2, Buffer.from("ICC_PROFILE\0\x01\x01colours"));
  const other = segment(0xe2, Buffer.from("FPXR\0 26.65,118.12"));
  const bare = Buffer.from([0xff, 0x01]);
  expect(withoutPlace(behindStart(taken, bare, profile, other, bare))).toEqual(behindStart(photograph(), profile));
});

test("it stays the way up that it was, whichever order its bytes have", async () => {
  const little = Buffer.from("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0", "latin1");
  const big = Buffer.from("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0", "latin1");
  for (const [exif, orientation] of [
    [little, 6],
    [big, 8],
  ] as const) {
    const bare = withoutPlace(behindStart(photograph(), segment(0xe1, exif)));
    expect(await parse(bare, { translateValues: false, pick: ["Orientation"] })).toEqual({ Orientation: orientation });
    expect(await contentOf(bare)).toMatchObject({ type: "image/jpeg" });
  }
});

test("a PNG loses its EXIF and its texts", () => {
  const chunk = (name: string, body: Buffer): Buffer => {
    const whole = Buffer.concat([Buffer.alloc(4), Buffer.from(name), body, Buffer.alloc(4)]);
    whole.writeUInt32BE(body.length, 0);
    whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4);
    return whole;
  };
  const parts = (more: Buffer[]): Buffer =>
    Buffer.concat([
      Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
      chunk("IHDR", Buffer.alloc(13, 1)),
      ...more,
      chunk("IDAT", Buffer.from("picture")),
      chunk("IEND", Buffer.alloc(0)),
    ]);
  expect(withoutPlace(parts([chunk("eXIf", Buffer.from("MM place")), chunk("iTXt", Buffer.from("place"))]))).toEqual(parts([]));
});

test("what is no picture, or is cut off, is left for whoever judges files", () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from("text that is no picture"), photograph({ point: [118, 26] }).subarray(0, 60)])
    expect(withoutPlace(bytes)).toBe(bytes);
});
