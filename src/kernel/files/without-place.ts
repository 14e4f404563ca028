import { endOfJpeg, endOfPng, isBare } from "./pictures.ts";

// What cameras and programs write beside a picture, place, maker's notes, remarks, stands in segments of its own: all of them go but those that a picture
// is not shown rightly without.
const KEPT = new Set([0xe0, 0xee]); // JFIF, how Adobe turned its colours
const PROFILE = 0xe2; // of its colours; programs keep other things there, too
const EXIF = 0xe1;
const REMARK = 0xfe;
const SCAN = 0xda;
const REMARKS_OF_PNG = new Set(["eXIf", "tEXt", "zTXt", "iTXt", "tIME"]);
const ORIENTATION = 0x0112;

/** Which way up a picture is, as its EXIF data says: 1 to 8; undefined where nothing says it. */
function orientationIn(segment: Buffer): number | undefined {
  if (segment.toString("latin1", 0, 6) !== "Exif\0\0") return undefined;
  const tiff = segment.subarray(6);
  const little = tiff.toString("latin1", 0, 2) === "II";
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  if (tiff.length < 8) return undefined;
  const start = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let i = 0; i < short(start); i += 1) {
    const at = start + 2 + i * 12;
    if (at + 12 > tiff.length) return undefined;
    if (short(at) === ORIENTATION) return short(at + 8) >= 1 && short(at + 8) <= 8 ? short(at + 8) : undefined;
  }
  return undefined;
}

/** EXIF data that say which way up, and nothing else. */
function exifOf(orientation: number): Buffer {
  const body = Buffer.from("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0", "latin1");
  body.writeUInt16BE(orientation, 24);
  return Buffer.concat([Buffer.from([0xff, EXIF, 0, body.length + 2]), body]);
}

function jpegWithout(bytes: Buffer, end: number): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  let orientation: number | undefined;
  while (at + 4 <= end) {
    if (bytes[at] !== 0xff || bytes[at + 1] === 0xff || bytes[at + 1] === 0) {
      at += 1;
      continue;
    }
    const marker = bytes[at + 1]!;
    if (marker === SCAN) break;
    // Without a length: what follows is a segment of its own.
    if (isBare(marker)) {
      at += 2;
      continue;
    }
    const next = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker === EXIF) orientation ??= orientationIn(bytes.subarray(at + 4, next));
    else if (marker === PROFILE ? bytes.toString("latin1", at + 4, at + 15) === "ICC_PROFILE" : KEPT.has(marker) || (marker < 0xe0 && marker !== REMARK))
      kept.push(bytes.subarray(at, next));
    at = next;
  }
  // JFIF stands first where there is one.
  if (orientation !== undefined && orientation !== 1) kept.splice(kept[1]?.[1] === 0xe0 ? 2 : 1, 0, exifOf(orientation));
  return Buffer.concat([...kept, bytes.subarray(at, end)]);
}

function pngWithout(bytes: Buffer, end: number): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= end;) {
    const next = at + 12 + bytes.readUInt32BE(at);
    if (!REMARKS_OF_PNG.has(bytes.toString("latin1", at + 4, at + 8))) kept.push(bytes.subarray(at, next));
    at = next;
  }
  return Buffer.concat(kept);
}

/**
 * A photograph without what its file says beside the picture: where it was taken and when, by which camera, a film behind it. It stays the way up that it was.
 * What is no whole JPEG or PNG is given back as it is: whoever judges files refuses it.
 */
export function withoutPlace(bytes: Buffer): Buffer {
  if (bytes.length < 12) return bytes;
  const jpeg = endOfJpeg(bytes);
  if (jpeg !== undefined) return jpegWithout(bytes, jpeg);
  const png = endOfPng(bytes);
  return png === undefined ? bytes : pngWithout(bytes, png);
}
