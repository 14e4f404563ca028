import type { Package, Part } from "./part.ts";
import { METHODS } from "./records.ts";

// 1 January 1980, the first day ZIP knows: the same parts give the same bytes whenever they are written.
const FIRST_DAY = 0x00_21_00_00;
const UTF_8 = 0x08_00;

function record({ name, size, packed, method, crc }: Part, signature: number, madeBy: number[]): Buffer {
  const title = Buffer.from(name);
  const head = Buffer.alloc(26);
  head.writeUInt16LE(METHODS[method].version, 0);
  head.writeUInt16LE(UTF_8, 2);
  head.writeUInt16LE(METHODS[method].code, 4);
  head.writeUInt32LE(FIRST_DAY, 6);
  head.writeUInt32LE(crc, 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(size, 18);
  head.writeUInt16LE(title.length, 22);
  const mark = Buffer.alloc(4 + madeBy.length * 2);
  mark.writeUInt32LE(signature, 0);
  madeBy.forEach((value, index) => mark.writeUInt16LE(value, 4 + index * 2));
  return Buffer.concat([mark, head, ...(madeBy.length > 0 ? [] : [title])]);
}

/** The ZIP file of these parts. Parts that came from another file are copied as they are, packed. The same parts give the same bytes. */
export function writePackage(parts: Package): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let place = 0;
  for (const part of parts.values()) {
    const local = record(part, 0x04_03_4b_50, []);
    const behind = Buffer.alloc(14);
    behind.writeUInt32LE(place, 10);
    directory.push(record(part, 0x02_01_4b_50, [20]), behind, Buffer.from(part.name));
    bodies.push(local, part.packed);
    place += local.length + part.packed.length;
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06_05_4b_50, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(place, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}
