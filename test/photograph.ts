// A photograph as a telephone writes it: eight by eight pixels of grey, with what the camera says of place and time in front.

const PICTURE = Buffer.from(
  "/9j/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAAIAAgBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AL+D/9k=",
  "base64",
);

const [ASCII, LONG, RATIONAL] = [2, 4, 5];

/** Entries of a directory of TIFF, and the bytes that they point to. */
function directory(at: number, entries: { tag: number; type: number; count: number; value: Buffer }[]): Buffer {
  const head = Buffer.alloc(2 + entries.length * 12 + 4);
  head.writeUInt16LE(entries.length, 0);
  const behind: Buffer[] = [];
  let free = at + head.length;
  entries.forEach(({ tag, type, count, value }, i) => {
    const place = 2 + i * 12;
    head.writeUInt16LE(tag, place);
    head.writeUInt16LE(type, place + 2);
    head.writeUInt32LE(count, place + 4);
    if (value.length <= 4) value.copy(head, place + 8);
    else {
      head.writeUInt32LE(free, place + 8);
      behind.push(value);
      free += value.length;
    }
  });
  return Buffer.concat([head, ...behind]);
}

const text = (words: string) => ({ type: ASCII, count: words.length + 1, value: Buffer.from(`${words}\0`, "latin1") });
const long = (number: number): Buffer => {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(number);
  return four;
};
const degrees = (value: number) => {
  const [whole, rest] = [Math.floor(value), (value % 1) * 60];
  const parts = [whole, 1, Math.floor(rest), 1, Math.round((rest % 1) * 60 * 10_000), 10_000];
  return { type: RATIONAL, count: 3, value: Buffer.concat(parts.map(long)) };
};

/** A photograph. `taken`: the camera's clock, "2026:11:23 08:52:10"; `point`: longitude and latitude; `grain`: makes it another one. */
export function photograph({ taken, point, grain = "" }: { taken?: string; point?: [number, number]; grain?: string } = {}): Buffer {
  const remark = Buffer.from(grain);
  const comment = grain === "" ? Buffer.alloc(0) : Buffer.concat([Buffer.from([0xff, 0xfe, 0, remark.length + 2]), remark]);
  const picture = Buffer.concat([PICTURE.subarray(0, 2), comment, PICTURE.subarray(2)]);
  if (!taken && !point) return picture;
  const count = (taken ? 1 : 0) + (point ? 1 : 0);
  const first = 8 + 2 + count * 12 + 4;
  const exif = taken ? directory(first, [{ tag: 0x9003, ...text(taken) }]) : Buffer.alloc(0);
  const gps = point
    ? directory(first + exif.length, [
        { tag: 1, ...text(point[1] < 0 ? "S" : "N") },
        { tag: 2, ...degrees(Math.abs(point[1])) },
        { tag: 3, ...text(point[0] < 0 ? "W" : "E") },
        { tag: 4, ...degrees(Math.abs(point[0])) },
      ])
    : Buffer.alloc(0);
  const pointers = [
    ...(taken ? [{ tag: 0x8769, type: LONG, count: 1, value: long(first) }] : []),
    ...(point ? [{ tag: 0x8825, type: LONG, count: 1, value: long(first + exif.length) }] : []),
  ];
  const tiff = Buffer.concat([Buffer.from("II*\0\b\0\0\0", "latin1"), directory(8, pointers), exif, gps]);
  const segment = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(segment.length + 2, 2);
  return Buffer.concat([picture.subarray(0, 2), head, segment, picture.subarray(2)]);
}
