import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { inflate64 } from "./inflate64.ts";
import { quoted, unreadable } from "./limits.ts";

/** One file in a package, packed until it is read. */
export interface Part {
  /** "Doc_0/Document.xml", without a slash in front. */
  name: string;
  /** Unpacked, in bytes. */
  size: number;
  packed: Buffer;
  method: "stored" | "deflated" | "deflated64";
  crc: number;
  /** The content. Refusal PART_UNREADABLE when it is not what the package says of it. */
  read: () => Buffer;
}

/** The files of a package by their names, in the order in which they stand. Not to be changed: a package with other parts is another map. */
export type Package = ReadonlyMap<string, Part>;

/** What was unpacked, and how many of the packed bytes it took; nothing where there would be more than is wanted. */
interface Unpacked {
  content: Buffer;
  taken: number;
}

function inflated(packed: Buffer, most: number): Unpacked | undefined {
  try {
    const result = inflateRawSync(packed, { maxOutputLength: Math.max(1, most), info: true });
    const { buffer, engine } = result as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    return { content: buffer, taken: engine.bytesWritten };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return undefined;
    throw error;
  }
}

function inflated64(packed: Buffer, most: number): Unpacked | undefined {
  const content = Buffer.alloc(most);
  let size = 0;
  const pieces = inflate64(packed);
  for (let piece = pieces.next(); ; piece = pieces.next()) {
    if (piece.done) return { content: content.subarray(0, size), taken: piece.value };
    if (size + piece.value.length > most) return undefined;
    content.set(piece.value, size);
    size += piece.value.length;
  }
}

const UNPACKED = { deflated: inflated, deflated64: inflated64 };

function unpack({ name, size, packed, method }: Omit<Part, "read">): Buffer {
  if (method === "stored") return packed;
  const where = `“${quoted(name)}”`;
  let result: Unpacked | undefined;
  try {
    result = UNPACKED[method](packed, size);
  } catch {
    throw unreadable("PART", `${where}的压缩内容已经损坏`);
  }
  if (!result) throw unreadable("PART", `${where}解开后比它写明的大，像是压缩炸弹`);
  if (result.taken !== packed.length) throw unreadable("PART", `${where}的压缩内容后面还有多余的数据`);
  return result.content;
}

/** A part of what a package holds, checked against length and CRC-32 whenever it is read. */
export function packedPart(part: Omit<Part, "read">): Part {
  return {
    ...part,
    read: () => {
      const content = unpack(part);
      if (content.length !== part.size || crc32(content) !== part.crc) throw unreadable("PART", `“${quoted(part.name)}”的内容与校验值不符`);
      return content;
    },
  };
}

// Fonts and text shrink; pictures are packed already.
const PACKED_ALREADY = /\.(png|jpe?g|gif|zip|ofd|pdf)$/i;

/** A new part with its content. */
export function newPart(name: string, content: Buffer | string): Part {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const deflated = PACKED_ALREADY.test(name) ? undefined : deflateRawSync(bytes);
  const smaller = deflated && deflated.length < bytes.length ? deflated : undefined;
  return {
    name,
    size: bytes.length,
    packed: smaller ?? bytes,
    method: smaller ? "deflated" : "stored",
    crc: crc32(bytes),
    read: () => bytes,
  };
}

/** The package with some parts put in place of those of the same name, or at the end. */
export function withParts(parts: Package, ...added: Part[]): Package {
  const all = new Map(parts);
  for (const part of added) all.set(part.name, part);
  return all;
}
