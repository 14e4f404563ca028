import { badInput, type Refusal } from "#kernel/errors";
import { TAGS } from "./build.ts";

/** One element as it was found. */
export interface Element {
  /** The tag byte: class, constructed, number (0–30). */
  tag: number;
  /** Exactly the bytes of the whole element, a view into the input. */
  bytes: Buffer;
  /** Its content alone. */
  content: Buffer;
  /** What is inside a constructed element; empty for a primitive one. */
  parts: Element[];
}

const DEPTH = 32;
// Two bytes make an element: what somebody sends must not become a hundred times its size here.
const ELEMENTS = 200_000;
// The work of an arc grows with the square of its length; real names have a dozen bytes, those out of UUIDs some twenty.
const LONGEST_OID = 100;

/** The refusal (`DER`) of data that is not DER or not what was expected. */
export function malformed(why: string): Refusal {
  return badInput("DER", `这份数据的编码不合规范：${why}。`);
}

const checks: Record<number, (content: Buffer) => boolean> = {
  [TAGS.boolean]: (content) => content.length === 1 && (content[0] === 0 || content[0] === 0xff),
  [TAGS.integer]: (content) =>
    content.length > 0 && !(content.length > 1 && ((content[0] === 0 && content[1]! < 0x80) || (content[0] === 0xff && content[1]! >= 0x80))),
  [TAGS.bits]: (content) => {
    const unused = content[0] ?? 8;
    return unused < 8 && (content.length > 1 ? (content.at(-1)! & ((1 << unused) - 1)) === 0 : unused === 0);
  },
  [TAGS.null]: (content) => content.length === 0,
  // Every arc ends, and none begins with an empty group.
  [TAGS.oid]: (content) =>
    content.length > 0 &&
    content.length <= LONGEST_OID &&
    content.at(-1)! < 0x80 &&
    content.every((byte, at) => byte !== 0x80 || (at > 0 && content[at - 1]! >= 0x80)),
};

// What the universal class knows as constructed, and nothing else is.
const CONSTRUCTED = new Set<number>([TAGS.sequence, TAGS.set]);

function readLength(input: Buffer, at: number): { size: number; start: number } {
  const first = input[at];
  if (first === undefined) throw malformed("数据不完整");
  if (first < 0x80) return { size: first, start: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw malformed("长度的写法不对");
  if (at + 1 + count > input.length) throw malformed("数据不完整");
  const size = input.readUIntBE(at + 1, count);
  if (size < 0x80 || input[at + 1] === 0) throw malformed("长度的写法不是最短的");
  return { size, start: at + 1 + count };
}

function readElement(input: Buffer, at: number, depth: number, count: { left: number }): Element {
  if (depth > DEPTH) throw malformed("层数太多");
  count.left -= 1;
  if (count.left < 0) throw malformed("项目太多");
  const tag = input[at];
  if (tag === undefined) throw malformed("数据不完整");
  if ((tag & 0x1f) === 0x1f || tag === 0) throw malformed("标记不认识");
  const { size, start } = readLength(input, at + 1);
  const end = start + size;
  if (end > input.length) throw malformed("数据不完整");
  const content = input.subarray(start, end);
  const parts: Element[] = [];
  const constructed = (tag & 0x20) !== 0;
  if (tag < 0x40 && constructed !== CONSTRUCTED.has(tag | 0x20)) throw malformed("标记不合规范");
  if (constructed) {
    for (let inside = 0; inside < size;) {
      const part = readElement(content, inside, depth + 1, count);
      parts.push(part);
      inside += part.bytes.length;
    }
    if (tag === TAGS.set && parts.some((part, i) => i > 0 && Buffer.compare(parts[i - 1]!.bytes, part.bytes) > 0)) throw malformed("集合没有按顺序排列");
  } else if (checks[tag] && !checks[tag](content)) throw malformed("有的值写法不对");
  return { tag, bytes: input.subarray(at, end), content, parts };
}

/** Reads one DER element that fills the whole input. Refused (`DER`): BER, trailing bytes, more than 32 levels or 200,000 elements, sizes beyond the input. */
export function decode(input: Uint8Array): Element {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const found = readElement(bytes, 0, 1, { left: ELEMENTS });
  if (found.bytes.length !== bytes.length) throw malformed("后面有多余的数据");
  return found;
}
