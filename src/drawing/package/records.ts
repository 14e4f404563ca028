import { crc32 } from "node:zlib";
import { quoted, unreadable } from "./limits.ts";
import { nameOf } from "./names.ts";
import type { Part } from "./part.ts";

// PKWARE APPNOTE 6.3: signatures of the records.
export const LOCAL = 0x04_03_4b_50;
export const CENTRAL = 0x02_01_4b_50;
const END = 0x06_05_4b_50;
const LARGE_END = 0x06_06_4b_50;
const LARGE_PLACE = 0x07_06_4b_50;

const ENCRYPTED = 0x20_41;
// Compressed patches: what is packed is no file of its own.
const PATCH = 0x00_20;
const FULL = 0xff_ff_ff_ff;
const LARGE_SIZES = 0x00_01;
const UNICODE_NAME = 0x70_75;

/** One entry of the directory. */
export interface Entry extends Omit<Part, "read" | "packed"> {
  rawName: Buffer;
  packedSize: number;
  methodCode: number;
  /** Where its record stands, as the directory says it. */
  at: number;
}

/** The directory: how many entries, and where. `shift`: how far everything lies behind where it is said to be, since something was put before the file. */
export interface Directory {
  count: number;
  from: number;
  to: number;
  shift: number;
}

/** A number of eight bytes; what is beyond any file here is as good as endless. */
function large(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  return value > 2n ** 48n ? 2 ** 48 : Number(value);
}

/** The directory that a closing record means, or undefined when there is none where it says: then the bytes only look like a record. */
function directoryBy(file: Buffer, end: number): Directory | undefined {
  if (end + 22 + file.readUInt16LE(end + 20) > file.length) return undefined;
  let [count, size, said] = [file.readUInt16LE(end + 10), file.readUInt32LE(end + 12), file.readUInt32LE(end + 16)];
  let to = end;
  const split = file.readUInt16LE(end + 8) !== count || file.readUInt16LE(end + 4) % 0xff_ff !== 0;
  if (end >= 76 && file.readUInt32LE(end - 20) === LARGE_PLACE) {
    const at = file.subarray(0, end - 20).lastIndexOf(Buffer.from("PK\u0006\u0006", "latin1"));
    if (at < 0 || at + 56 > end - 20 || file.readUInt32LE(at) !== LARGE_END) return undefined;
    [count, size, said] = [large(file, at + 32), large(file, at + 40), large(file, at + 48)];
    to = at;
  }
  if (count === 0) return size === 0 ? { count, from: to, to, shift: 0 } : undefined;
  const starts = (at: number): boolean => at >= 0 && at + 46 <= to && file.readUInt32LE(at) === CENTRAL;
  const from = [to - size, said].find(starts);
  if (from === undefined) return undefined;
  if (split) throw unreadable("PACKAGE", "它是分卷压缩包");
  return { count, from, to, shift: from - said };
}

/** Finds the directory by the closing record in the last 64 KB. With two of them programs would differ. */
export function findDirectory(file: Buffer): Directory {
  const found: Directory[] = [];
  for (let at = file.length - 22; at >= Math.max(0, file.length - 22 - 0xff_ff * 2); at--) {
    const directory = file.readUInt32LE(at) === END ? directoryBy(file, at) : undefined;
    if (directory) found.push(directory);
  }
  const [only, second] = found;
  if (!only) throw unreadable("PACKAGE", "它不是一个完整的压缩包");
  if (second) throw unreadable("PACKAGE", "里面有两份目录，不同的软件会看到不同的内容");
  return only;
}

/** Additions to a record by their numbers. */
function additions(bytes: Buffer): Map<number, Buffer> {
  const all = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const next = at + 4 + bytes.readUInt16LE(at + 2);
    if (next > bytes.length) break;
    all.set(bytes.readUInt16LE(at), bytes.subarray(at + 4, next));
    at = next;
  }
  return all;
}

/** Values of four bytes; those that are full stand in the addition for large files, in their order (4.5.3). */
export function wide(values: readonly number[], more: Buffer): number[] {
  const bytes = additions(more).get(LARGE_SIZES) ?? Buffer.alloc(0);
  let at = 0;
  return values.map((value) => {
    if (value !== FULL || at + 8 > bytes.length) return value;
    at += 8;
    return large(bytes, at - 8);
  });
}

/** The ways of packing by their numbers (4.4.5), and the version that a reader of them needs (4.4.3.2). */
export const METHODS = {
  stored: { code: 0, version: 20 },
  deflated: { code: 8, version: 20 },
  deflated64: { code: 9, version: 21 },
} as const satisfies Record<Part["method"], { code: number; version: number }>;

function methodOf(code: number, flags: number, name: string): Part["method"] {
  if (flags & ENCRYPTED) throw unreadable("PACKAGE", `“${quoted(name)}”加了密码`);
  const [method] = Object.entries(METHODS).find(([, each]) => each.code === code) ?? [];
  if (flags & PATCH || !method) throw unreadable("PACKAGE", `“${quoted(name)}”用了不支持的压缩方式`);
  return method as Part["method"];
}

/** The name in UTF-8 that stands beside one in an old encoding, where it is of this very name (4.6.9). */
function otherName(rawName: Buffer, more: Buffer): Buffer | undefined {
  const bytes = additions(more).get(UNICODE_NAME);
  return bytes && bytes.length > 5 && bytes[0] === 1 && bytes.readUInt32LE(1) === crc32(rawName) ? bytes.subarray(5) : undefined;
}

/** The entry that begins at a place of the directory, and where the next one does. */
export function entryAt(directory: Buffer, at: number): { entry: Entry; next: number } {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) throw unreadable("PACKAGE", "目录已经损坏");
  const two = (offset: number): number => directory.readUInt16LE(at + offset);
  const four = (offset: number): number => directory.readUInt32LE(at + offset);
  const behind = at + 46 + two(28);
  const next = behind + two(30) + two(32);
  if (next > directory.length) throw unreadable("PACKAGE", "目录已经损坏");
  const rawName = directory.subarray(at + 46, behind);
  const more = directory.subarray(behind, behind + two(30));
  const name = nameOf(otherName(rawName, more) ?? rawName);
  if (two(34) % 0xff_ff !== 0) throw unreadable("PACKAGE", "它是分卷压缩包");
  const method = methodOf(two(10), two(8), name);
  const [size, packedSize, place] = wide([four(24), four(20), four(42)], more) as [number, number, number];
  if (method === "stored" && size !== packedSize) throw unreadable("PACKAGE", `“${quoted(name)}”写明的大小前后不一`);
  return { entry: { name, rawName, method, methodCode: two(10), crc: four(16), packedSize, size, at: place }, next };
}
