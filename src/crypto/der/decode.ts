import { badInput, type Refusal } from "#values/errors";
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

// As vendors write them: any whole number of bytes, any truth that is not nought, unused bits whatever they are.
const looseChecks: typeof checks = {
  ...checks,
  [TAGS.boolean]: (content) => content.length === 1,
  [TAGS.integer]: (content) => content.length > 0,
  [TAGS.bits]: (content) => (content[0] ?? 8) < 8 && (content.length > 1 || content[0] === 0),
};

// What may come in pieces.
const STRINGS = new Set<number>([TAGS.bits, TAGS.octets, TAGS.utf8, TAGS.printable, TAGS.t61, TAGS.ia5, TAGS.bmp]);

interface Reading {
  left: number;
  loose: boolean;
}

function readLength(input: Buffer, at: number, loose: boolean): { size: number; start: number } {
  const first = input[at];
  if (first === undefined) throw malformed("数据不完整");
  if (first < 0x80) return { size: first, start: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw malformed("长度的写法不对");
  if (at + 1 + count > input.length) throw malformed("数据不完整");
  const size = input.readUIntBE(at + 1, count);
  if (!loose && (size < 0x80 || input[at + 1] === 0)) throw malformed("长度的写法不是最短的");
  return { size, start: at + 1 + count };
}

/** What is inside an element without a length (X.690 8.1.3.6): parts until the mark of two noughts. */
function readUntilMark(input: Buffer, at: number, depth: number, reading: Reading): Element {
  const parts: Element[] = [];
  let reached = at + 2;
  while (input[reached] !== 0 || input[reached + 1] !== 0) {
    const part = readElement(input, reached, depth + 1, reading);
    parts.push(part);
    reached += part.bytes.length;
  }
  return { tag: input[at]!, bytes: input.subarray(at, reached + 2), content: input.subarray(at + 2, reached), parts };
}

/** A string in pieces (X.690 8.7.3) as the string that it is. */
function joined(element: Element): Element {
  const primitive = element.tag & ~0x20;
  if (element.tag === primitive || !STRINGS.has(primitive) || element.parts.some(({ tag }) => tag !== primitive)) return element;
  const pieces = element.parts.map(({ content }, i) => (primitive === TAGS.bits && i > 0 ? content.subarray(1) : content));
  return { ...element, tag: primitive, content: Buffer.concat(pieces), parts: [] };
}

function readElement(input: Buffer, at: number, depth: number, reading: Reading): Element {
  const { loose } = reading;
  if (depth > DEPTH) throw malformed("层数太多");
  reading.left -= 1;
  if (reading.left < 0) throw malformed("项目太多");
  const tag = input[at];
  if (tag === undefined) throw malformed("数据不完整");
  if ((tag & 0x1f) === 0x1f || tag === 0) throw malformed("标记不认识");
  if (loose && (tag & 0x20) !== 0 && input[at + 1] === 0x80) return joined(readUntilMark(input, at, depth, reading));
  const { size, start } = readLength(input, at + 1, loose);
  const end = start + size;
  if (end > input.length) throw malformed("数据不完整");
  const content = input.subarray(start, end);
  const parts: Element[] = [];
  const constructed = (tag & 0x20) !== 0;
  if (tag < 0x40 && constructed !== CONSTRUCTED.has(tag | 0x20) && !(loose && constructed && STRINGS.has(tag & ~0x20))) throw malformed("标记不合规范");
  if (constructed) {
    for (let inside = 0; inside < size;) {
      const part = readElement(content, inside, depth + 1, reading);
      parts.push(part);
      inside += part.bytes.length;
    }
    if (!loose && tag === TAGS.set && parts.some((part, i) => i > 0 && Buffer.compare(parts[i - 1]!.bytes, part.bytes) > 0))
      throw malformed("集合没有按顺序排列");
  } else if (!((loose ? looseChecks : checks)[tag]?.(content) ?? true)) throw malformed("有的值写法不对");
  const found = { tag, bytes: input.subarray(at, end), content, parts };
  return loose && constructed ? joined(found) : found;
}

/** Reads one DER element that fills the whole input. Refused (`DER`): BER, trailing bytes, more than 32 levels or 200,000 elements, sizes beyond the input. */
export function decode(input: Uint8Array): Element {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const found = readElement(bytes, 0, 1, { left: ELEMENTS, loose: false });
  if (found.bytes.length !== bytes.length) throw malformed("后面有多余的数据");
  return found;
}

/**
 * The same for what others made: BER as vendors write it (lengths that are not the shortest or not told, strings in pieces, sets in any order, spare or
 * lacking bytes before a number), and noughts or line ends behind it. Each element keeps its bytes as they came: a signature is checked over those.
 */
export function decodeLoosely(input: Uint8Array): Element {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  const found = readElement(bytes, 0, 1, { left: ELEMENTS, loose: true });
  if (bytes.subarray(found.bytes.length).some((byte) => byte !== 0 && byte !== 10 && byte !== 13)) throw malformed("后面有多余的数据");
  return found;
}
