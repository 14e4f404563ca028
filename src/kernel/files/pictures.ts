const SCAN = 0xda;
const END = 0xd9;
/** Markers without a length: TEM and the eight restarts. */
export const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
/** SOF0 to SOF15 but the three that are tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** What may follow a scan: tables, another scan, numbers of lines, data of programs, a remark, the end. */
const followsScan = (marker: number): boolean =>
  marker === 0xc4 || marker === 0xcc || (marker >= END && marker <= 0xdf) || (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;

/**
 * Where a JPEG truly ends: the byte behind the end mark of its picture (ITU-T T.81, B.1). What telephones and scanners put behind it, a film, the
 * maker's trailer, padding, is no part of it; nor is the small picture within its EXIF data. Undefined for one that is cut off or has no picture.
 */
export function endOfJpeg(bytes: Buffer): number | undefined {
  if (bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  let [frame, scan] = [false, false];
  while (at + 1 < bytes.length) {
    // Programs that show pictures pass over bytes between segments; any number of FF may stand before a marker.
    if (bytes[at] !== 0xff || bytes[at + 1] === 0xff || bytes[at + 1] === 0) {
      at += 1;
      continue;
    }
    const marker = bytes[at + 1]!;
    at += 2;
    if (marker === END) return frame && scan ? at : undefined;
    if (isBare(marker)) continue;
    if (at + 2 > bytes.length) return undefined;
    const length = bytes.readUInt16BE(at);
    if (length < 2) return undefined;
    if (isFrame(marker)) frame = at + 7 <= bytes.length && bytes.readUInt16BE(at + 5) > 0;
    at += length;
    if (marker !== SCAN) continue;
    scan = true;
    // The picture itself: FF 00 is a byte of it, a restart is within it, any other marker ends it.
    for (;;) {
      at = bytes.indexOf(0xff, at);
      if (at < 0 || at + 1 >= bytes.length) return undefined;
      const next = bytes[at + 1]!;
      if (next === 0 || isBare(next)) at += 2;
      else if (next === 0xff) at += 1;
      else if (followsScan(next)) break;
      else return undefined;
    }
  }
  return undefined;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Where a PNG truly ends: behind its IEND, chunk by chunk. Undefined for one that is cut off or has no picture. */
export function endOfPng(bytes: Buffer): number | undefined {
  if (!bytes.subarray(0, 8).equals(PNG)) return undefined;
  let picture = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const kind = bytes.toString("latin1", at + 4, at + 8);
    at += 12 + bytes.readUInt32BE(at);
    if (at > bytes.length || !/^[A-Za-z]{4}$/.test(kind)) return undefined;
    if (kind === "IDAT") picture = true;
    if (kind === "IEND") return picture ? at : undefined;
  }
  return undefined;
}
