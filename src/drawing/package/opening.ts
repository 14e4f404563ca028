import { LIMITS, quoted, unreadable, type Limits } from "./limits.ts";
import { sameness } from "./names.ts";
import { packedPart, type Package, type Part } from "./part.ts";
import { entryAt, findDirectory, LOCAL, wide, type Entry } from "./records.ts";

const SIGNATURE = Buffer.from("PK\u0003\u0004", "latin1");

function entriesOf(file: Buffer, limits: Limits): { entries: Entry[]; directoryAt: number; shift: number } {
  const { count, from, to, shift } = findDirectory(file);
  if (count > limits.entries) throw unreadable("PACKAGE", `里面的部分太多（${count} 个，最多 ${limits.entries} 个）`);
  const directory = file.subarray(from, to);
  const entries: Entry[] = [];
  let at = 0;
  let total = 0;
  const seen = new Set<string>();
  for (let index = 0; index < count; index++) {
    const { entry, next } = entryAt(directory, at);
    at = next;
    total += entry.size;
    if (entry.size > limits.part || total > limits.total) throw unreadable("PACKAGE", `解开后太大（“${quoted(entry.name)}”），像是压缩炸弹`);
    if (seen.has(sameness(entry.name))) throw unreadable("PACKAGE", `里面有两个同名的部分（${quoted(entry.name)}）`);
    seen.add(sameness(entry.name));
    entries.push(entry);
  }
  return { entries, directoryAt: from, shift };
}

/**
 * The packed bytes of an entry, and from where to where it stands. What the record before them says must be what the directory says, as far as it says
 * it: sizes may follow the data, or stand in the addition for large files; flags, times and versions decide nothing.
 */
function packedBytes(file: Buffer, entry: Entry, shift: number, limit: number): { packed: Buffer; from: number; end: number } {
  const { rawName, methodCode, crc, packedSize, size, name } = entry;
  const differs = () => unreadable("PACKAGE", `“${quoted(name)}”在目录里和在正文里写的不一样`);
  const from = [entry.at + shift, entry.at].find((at) => at >= 0 && at + 30 <= limit && file.readUInt32LE(at) === LOCAL);
  if (from === undefined) throw differs();
  const nameEnd = from + 30 + file.readUInt16LE(from + 26);
  const start = nameEnd + file.readUInt16LE(from + 28);
  const end = start + packedSize;
  if (end > limit) throw unreadable("PACKAGE", `“${quoted(name)}”与别的部分重叠，或者被截断`);
  const [sum, packed, unpacked] = [14, 18, 22].map((offset) => file.readUInt32LE(from + offset)) as [number, number, number];
  // For large files the unpacked size stands first.
  const [wideSize, widePacked] = wide([unpacked, packed], file.subarray(nameEnd, start)) as [number, number];
  const told: [number, number][] = [
    [sum, crc],
    [widePacked, packedSize],
    [wideSize, size],
  ];
  // Nought: not known when the record was written, it follows the data.
  const agrees = told.every(([said, value]) => said === value || said === 0);
  if (!agrees || !file.subarray(from + 30, nameEnd).equals(rawName) || file.readUInt16LE(from + 8) !== methodCode) throw differs();
  return { packed: file.subarray(start, end), from, end };
}

/** What lies between entries, such as sizes that follow the data, is nobody's, unless it is an entry that only some programs would see. */
function mustHideNothing(between: Buffer, name: string): void {
  if (between.includes(SIGNATURE)) throw unreadable("PACKAGE", `“${quoted(name)}”前面有目录里没有的部分，不同的软件会看到不同的内容`);
}

/**
 * Opens a ZIP file without unpacking it. Taken is what common programs read in one way: by its directory, stored or packed by Deflate or Deflate64, not encrypted, whatever
 * stands before or behind the whole, and sizes within the limits. Refused is what two programs would read differently: entries that overlap, that the
 * directory does not name or names otherwise, two of one name, two directories.
 * @throws Refusal PACKAGE_UNREADABLE that says what was found.
 */
export function openPackage(file: Buffer, limits: Limits = LIMITS): Package {
  if (file.length > limits.file) throw unreadable("PACKAGE", `文件太大（最多 ${Math.floor(limits.file / 1024 / 1024)} MB）`);
  if (file.length < 22) throw unreadable("PACKAGE", "它不是一个完整的压缩包");
  const { entries, directoryAt, shift } = entriesOf(file, limits);
  const found = entries.map((entry) => ({ entry, ...packedBytes(file, entry, shift, directoryAt) }));
  let reached = 0;
  for (const { entry, from, end } of [...found].sort((a, b) => a.from - b.from)) {
    if (from < reached) throw unreadable("PACKAGE", `“${quoted(entry.name)}”与别的部分重叠`);
    // What was put before the file as a whole is no part of it.
    if (reached > 0) mustHideNothing(file.subarray(reached, from), entry.name);
    reached = end;
  }
  if (reached > 0) mustHideNothing(file.subarray(reached, directoryAt), "目录");
  const parts = new Map<string, Part>();
  for (const { entry, packed } of found) {
    const { name, size, method, crc } = entry;
    if (!name.endsWith("/")) parts.set(name, packedPart({ name, size, method, crc, packed }));
    else if (size > 0) throw unreadable("PACKAGE", `文件夹“${quoted(name)}”里藏有数据`);
  }
  return parts;
}
