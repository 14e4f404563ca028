import { LIMITS, quoted, unreadable, type Limits } from "./limits.ts";
import { nameOf, sameness } from "./names.ts";
import { packedPart, type Package, type Part } from "./part.ts";

// PKWARE APPNOTE 6.3: signatures of the three kinds of records, and of what may follow packed data.
const LOCAL = 0x04_03_4b_50;
const CENTRAL = 0x02_01_4b_50;
const END = 0x06_05_4b_50;
const DESCRIPTOR = 0x08_07_4b_50;

const ENCRYPTED = 0x20_41;
const SIZES_FOLLOW = 0x00_08;
// Deflate levels, sizes that follow, names in UTF-8.
const KNOWN_FLAGS = 0x08_0e;

interface Entry extends Omit<Part, "read" | "packed"> {
  rawName: Buffer;
  packedSize: number;
  flags: number;
  methodCode: number;
  /** Time and date together. */
  time: number;
  at: number;
}

/** Where the closing record begins, in the last 64 KB; its comment must end with the file. */
function endOf(file: Buffer): number {
  for (let at = file.length - 22; at >= Math.max(0, file.length - 22 - 0xff_ff); at--)
    if (file.readUInt32LE(at) === END && at + 22 + file.readUInt16LE(at + 20) === file.length) return at;
  throw unreadable("PACKAGE", "它不是一个完整的压缩包");
}

function methodOf(code: number, flags: number, name: string): Part["method"] {
  if (flags & ENCRYPTED) throw unreadable("PACKAGE", `“${quoted(name)}”加了密码`);
  if (flags & ~KNOWN_FLAGS || (code !== 0 && code !== 8)) throw unreadable("PACKAGE", `“${quoted(name)}”用了不支持的压缩方式`);
  return code === 0 ? "stored" : "deflated";
}

function centralEntry(directory: Buffer, at: number): { entry: Entry; next: number } {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) throw unreadable("PACKAGE", "目录已经损坏");
  const two = (offset: number): number => directory.readUInt16LE(at + offset);
  const four = (offset: number): number => directory.readUInt32LE(at + offset);
  const next = at + 46 + two(28) + two(30) + two(32);
  if (next > directory.length) throw unreadable("PACKAGE", "目录已经损坏");
  const rawName = directory.subarray(at + 46, at + 46 + two(28));
  const name = nameOf(rawName);
  if (two(34) !== 0) throw unreadable("PACKAGE", "它是分卷压缩包");
  const method = methodOf(two(10), two(8), name);
  const sizes = { crc: four(16), packedSize: four(20), size: four(24) };
  if (method === "stored" && sizes.size !== sizes.packedSize) throw unreadable("PACKAGE", `“${quoted(name)}”写明的大小前后不一`);
  return { entry: { name, rawName, method, methodCode: two(10), flags: two(8), time: four(12), at: four(42), ...sizes }, next };
}

function entriesOf(file: Buffer, limits: Limits): { entries: Entry[]; directoryAt: number } {
  const end = endOf(file);
  const [count, size, directoryAt] = [file.readUInt16LE(end + 10), file.readUInt32LE(end + 12), file.readUInt32LE(end + 16)];
  if (file.readUInt32LE(end + 4) !== 0 || file.readUInt16LE(end + 8) !== count) throw unreadable("PACKAGE", "它是分卷压缩包");
  if (count > limits.entries) throw unreadable("PACKAGE", `里面的部分太多（${count} 个，最多 ${limits.entries} 个）`);
  if (directoryAt + size !== end) throw unreadable("PACKAGE", "目录的位置不对");
  const directory = file.subarray(directoryAt, end);
  const entries: Entry[] = [];
  let at = 0;
  let total = 0;
  const seen = new Set<string>();
  for (let index = 0; index < count; index++) {
    const { entry, next } = centralEntry(directory, at);
    at = next;
    total += entry.size;
    if (entry.size > limits.part || total > limits.total) throw unreadable("PACKAGE", `解开后太大（“${quoted(entry.name)}”），像是压缩炸弹`);
    if (seen.has(sameness(entry.name))) throw unreadable("PACKAGE", `里面有两个同名的部分（${quoted(entry.name)}）`);
    seen.add(sameness(entry.name));
    entries.push(entry);
  }
  if (at !== directory.length) throw unreadable("PACKAGE", "目录里有多余的数据");
  return { entries, directoryAt };
}

/** What follows packed data whose sizes were not known before: with a signature or without. */
function descriptorLength(file: Buffer, at: number, { crc, packedSize, size }: Entry, limit: number): number | undefined {
  for (const [length, signed] of [
    [16, true],
    [12, false],
  ] as const) {
    if (at + length > limit || (signed && file.readUInt32LE(at) !== DESCRIPTOR)) continue;
    const from = signed ? at + 4 : at;
    if (file.readUInt32LE(from) === crc && file.readUInt32LE(from + 4) === packedSize && file.readUInt32LE(from + 8) === size) return length;
  }
  return undefined;
}

/** The packed bytes of an entry and where they end. The record before them must say what the directory says. */
function packedBytes(file: Buffer, entry: Entry, limit: number): { packed: Buffer; end: number } {
  const { at, rawName, flags, methodCode, time, crc, packedSize, size, name } = entry;
  const differs = () => unreadable("PACKAGE", `“${quoted(name)}”在目录里和在正文里写的不一样`);
  if (at + 30 > limit || file.readUInt32LE(at) !== LOCAL) throw differs();
  const start = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  const end = start + packedSize;
  if (end > limit) throw unreadable("PACKAGE", `“${quoted(name)}”与别的部分重叠，或者被截断`);
  const told = [14, 18, 22].map((offset) => file.readUInt32LE(at + offset));
  const follow = (flags & SIZES_FOLLOW) !== 0;
  const agrees = [crc, packedSize, size].every((value, index) => told[index] === value || (follow && told[index] === 0));
  const sameName = file.subarray(at + 30, at + 30 + file.readUInt16LE(at + 26)).equals(rawName);
  if (!agrees || !sameName || file.readUInt16LE(at + 6) !== flags || file.readUInt16LE(at + 8) !== methodCode || file.readUInt32LE(at + 10) !== time)
    throw differs();
  const after = follow ? descriptorLength(file, end, entry, limit) : 0;
  if (after === undefined) throw differs();
  return { packed: file.subarray(start, end), end: end + after };
}

/**
 * Opens a ZIP file without unpacking it. Taken is only what every program reads alike: each entry once, in one piece after another with
 * nothing between, before or behind, stored or deflated, not encrypted, with names that stay inside, and sizes within the limits.
 * @throws Refusal PACKAGE_UNREADABLE that says what was found.
 */
export function openPackage(file: Buffer, limits: Limits = LIMITS): Package {
  if (file.length > limits.file) throw unreadable("PACKAGE", `文件太大（最多 ${Math.floor(limits.file / 1024 / 1024)} MB）`);
  if (file.length < 22) throw unreadable("PACKAGE", "它不是一个完整的压缩包");
  const { entries, directoryAt } = entriesOf(file, limits);
  const parts = new Map<string, Part>();
  const packed = new Map<Entry, Buffer>();
  let reached = 0;
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    if (entry.at < reached) throw unreadable("PACKAGE", `“${quoted(entry.name)}”与别的部分重叠`);
    if (entry.at > reached) throw unreadable("PACKAGE", `“${quoted(entry.name)}”前面有来历不明的数据`);
    const found = packedBytes(file, entry, directoryAt);
    packed.set(entry, found.packed);
    reached = found.end;
  }
  if (reached !== directoryAt) throw unreadable("PACKAGE", "目录前面有来历不明的数据");
  for (const entry of entries) {
    const { name, size, method, crc } = entry;
    if (!name.endsWith("/")) parts.set(name, packedPart({ name, size, method, crc, packed: packed.get(entry)! }));
    else if (size > 0) throw unreadable("PACKAGE", `文件夹“${quoted(name)}”里藏有数据`);
  }
  return parts;
}
