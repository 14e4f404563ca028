import { crc32, deflateSync } from "node:zlib";
import { Worker } from "node:worker_threads";

const LARGEST = 4 * 1024 * 1024;
const POINTS = 40_000_000;
const SECONDS = 5;
// To load the decoder, which is ours, on a busy machine.
const LOADING = 30;
const PAGE = 48;

/** What stands before the segments of a JBIG2 file (ITU-T T.88, annex D.4): 13 bytes, 9 where the number of pages is not known. */
function withoutHead(file: Buffer): Buffer {
  if (file[0] !== 0x97 || file[1] !== 0x4a) return file;
  return file.subarray(file[8]! & 2 ? 9 : 13);
}

/** Width and height out of the segment that tells of the page, which is the first or soon after it. */
function sizeOf(segments: Buffer): { width: number; height: number } | undefined {
  let at = 0;
  for (let seen = 0; seen < 64 && at + 11 <= segments.length; seen++) {
    const flags = segments[at + 4]!;
    const referred = segments[at + 5]! >> 5;
    if (referred > 4) return undefined;
    const number = segments.readUInt32BE(at);
    const each = number <= 256 ? 1 : number <= 65_536 ? 2 : 4;
    const head = at + 6 + referred * each + (flags & 0x40 ? 4 : 1);
    if (head + 4 > segments.length) return undefined;
    const length = segments.readUInt32BE(head);
    if ((flags & 0x3f) === PAGE && head + 12 <= segments.length) return { width: segments.readUInt32BE(head + 4), height: segments.readUInt32BE(head + 8) };
    if (length === 0xff_ff_ff_ff) return undefined;
    at = head + 4 + length;
  }
  return undefined;
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Points of one bit, white where it is set, as PNG. */
export function blackAndWhite(bits: Buffer, width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const row = Math.ceil(width / 8);
  const rows = Buffer.alloc((row + 1) * height);
  for (let y = 0; y < height; y++) bits.copy(rows, y * (row + 1) + 1, y * row, (y + 1) * row);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Decoded in a thread of its own, which is ended when it takes too long: the picture is anybody's. */
function decodedIn(segments: Buffer, width: number, height: number): Promise<Buffer | undefined> {
  return new Promise((done) => {
    const worker = new Worker(new URL("./jbig2-thread.js", import.meta.url), {
      workerData: { segments, width, height },
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    const end = (bits: Uint8Array | undefined): void => {
      clearTimeout(timer);
      void worker.terminate();
      done(bits && Buffer.from(bits));
    };
    let timer = setTimeout(() => end(undefined), LOADING * 1000);
    worker.on("message", (said: "ready" | Uint8Array) => {
      if (said !== "ready") return end(said);
      clearTimeout(timer);
      timer = setTimeout(() => end(undefined), SECONDS * 1000);
    });
    worker.once("error", () => end(undefined));
    worker.once("exit", () => end(undefined));
  });
}

/** A JBIG2 picture, as a file or as its segments alone, as PNG; undefined for what cannot be read. */
export async function pngOfJbig2(file: Buffer): Promise<Buffer | undefined> {
  const segments = withoutHead(file);
  const size = file.length <= LARGEST ? sizeOf(segments) : undefined;
  if (!size || size.width < 1 || size.height < 1 || size.width * size.height > POINTS) return undefined;
  const { width, height } = size;
  const bits = await decodedIn(segments, width, height);
  return bits && bits.length >= Math.ceil(width / 8) * height ? blackAndWhite(bits, width, height) : undefined;
}
