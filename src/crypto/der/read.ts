import { TAGS } from "./build.ts";
import { malformed, type Element } from "./decode.ts";

function of(element: Element | undefined, ...tags: number[]): Element {
  if (!element || !tags.includes(element.tag)) throw malformed("缺少应有的内容，或者种类不对");
  return element;
}

/** The parts of a SEQUENCE; refused when there are fewer or more than expected. */
export function asSeq(element: Element | undefined, least = 0, most = Number.POSITIVE_INFINITY): Element[] {
  const { parts } = of(element, TAGS.sequence);
  if (parts.length < least || parts.length > most) throw malformed("项目的个数不对");
  return parts;
}

/** The parts of a SET. */
export function asSet(element: Element | undefined): Element[] {
  return of(element, TAGS.set).parts;
}

/** An INTEGER of any size. */
export function asInt(element: Element | undefined): bigint {
  const { content } = of(element, TAGS.integer);
  return BigInt.asIntN(content.length * 8, BigInt(`0x${content.toString("hex")}`));
}

/** An INTEGER that cannot be negative, such as a part of a signature: without the nought before it, it is the same number. */
export function asUnsigned(element: Element | undefined): bigint {
  return BigInt(`0x${of(element, TAGS.integer).content.toString("hex")}`);
}

/** A small INTEGER, not negative. */
export function asCount(element: Element | undefined): number {
  const value = asInt(element);
  if (value < 0n || value > 0x7fffffffn) throw malformed("数值超出范围");
  return Number(value);
}

/** An OBJECT IDENTIFIER, dotted. */
export function asOid(element: Element | undefined): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of of(element, TAGS.oid).content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [head, ...rest] = arcs as [bigint, ...bigint[]];
  const first = head < 80n ? head / 40n : 2n;
  return [first, head - first * 40n, ...rest].join(".");
}

/** The bytes of an OCTET STRING. */
export function asOctets(element: Element | undefined): Buffer {
  return of(element, TAGS.octets).content;
}

/** The bytes of a BIT STRING of whole bytes. */
export function asBits(element: Element | undefined): Buffer {
  const { content } = of(element, TAGS.bits);
  if (content[0] !== 0) throw malformed("位串不是整字节");
  return content.subarray(1);
}

/** The bytes of a BIT STRING, however many bits of the last are said to be unused: some count the noughts at the end of a text or a hash so. */
export function asBitsOfAny(element: Element | undefined): Buffer {
  return of(element, TAGS.bits).content.subarray(1);
}

/** A text of any of the string kinds that certificates use. */
export function asText(element: Element | undefined): string {
  const { tag, content } = of(element, TAGS.utf8, TAGS.printable, TAGS.ia5, TAGS.t61, TAGS.bmp);
  if (tag === TAGS.bmp) {
    if (content.length % 2 !== 0) throw malformed("文字的编码不对");
    return Buffer.from(content).swap16().toString("utf16le");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    if (tag === TAGS.utf8) throw malformed("文字的编码不对");
    return content.toString("latin1");
  }
}

/** A text as others write it: of any string kind, in whatever encoding old Chinese programs put there. */
export function asWords(element: Element | undefined): string {
  const { tag, content } = of(element, TAGS.utf8, TAGS.printable, TAGS.ia5, TAGS.t61, TAGS.bmp);
  if (tag === TAGS.bmp) return asText(element);
  for (const encoding of ["utf-8", "gb18030"])
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content);
    } catch {
      // The next one.
    }
  return content.toString("latin1");
}

/** A BOOLEAN. */
export function asBool(element: Element | undefined): boolean {
  return of(element, TAGS.boolean).content[0] === 0xff;
}

/** The instant of a UTCTime or GeneralizedTime, in UTC and to the second. */
export function asTime(element: Element | undefined): Date {
  const { tag, content } = of(element, TAGS.utcTime, TAGS.time);
  const text = content.toString("latin1");
  const digits = tag === TAGS.utcTime ? (Number(text.slice(0, 2)) < 50 ? `20${text}` : `19${text}`) : text;
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits);
  const iso = match && `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}.000Z`;
  const at = new Date(iso ?? Number.NaN);
  if (Number.isNaN(at.getTime()) || at.toISOString() !== iso) throw malformed("时间的写法不对");
  return at;
}

/** A moment as somebody wrote it. */
export interface WrittenTime {
  at: Date;
  /** No zone was written: it was read as the time of China. */
  zoneless: boolean;
}

const WRITTEN = /^[-/.]?(\d\d)[-/.]?(\d\d)[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** The moment, if the year has so many digits; undefined where there is no such one. */
function timeWith(digits: 2 | 4, text: string): WrittenTime | undefined {
  const match = WRITTEN.exec(text.slice(digits));
  if (!/^\d+$/.test(text.slice(0, digits)) || !match) return undefined;
  const [, month, day, hour, minute, second = "00", zone] = match;
  const year = Number(text.slice(0, digits));
  const full = digits === 4 ? text.slice(0, 4) : String(year + (year < 50 ? 2000 : 1900));
  const local = `${full}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const read = new Date(local);
  if (Number.isNaN(read.getTime()) || read.toISOString() !== local) return undefined;
  const offset = zone?.toUpperCase() === "Z" ? undefined : /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? "+0800")!;
  const minutes = offset ? (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === "-" ? -1 : 1) : 0;
  return { at: new Date(read.getTime() - minutes * 60_000), zoneless: zone === undefined };
}

/**
 * A moment out of a text: "20210101000000Z", without seconds or zone, with fractions, "+0800", "2021-01-01 08:00:00". `years`: how many digits the year
 * has; where it is not said, four are tried, then two by X.509.
 */
export function timeOf(text: string, years: readonly (2 | 4)[] = [4, 2]): WrittenTime {
  const plain = text.replaceAll("\0", "").trim();
  const found = years.map((digits) => timeWith(digits, plain)).find(Boolean);
  if (!found) throw malformed("时间的写法不对");
  return found;
}

/** The instant of a UTCTime or GeneralizedTime as vendors write it, or of the same letters in a BIT STRING, an OCTET STRING or a text. */
export function asWrittenTime(element: Element | undefined): WrittenTime {
  const { tag, content } = of(element, TAGS.utcTime, TAGS.time, TAGS.bits, TAGS.octets, TAGS.utf8, TAGS.printable, TAGS.ia5);
  const text = (tag === TAGS.bits ? content.subarray(1) : content).toString("latin1");
  // Some write the letters of the one under the tag of the other.
  return timeOf(text, tag === TAGS.utcTime ? [2, 4] : [4, 2]);
}

/** What is inside [n] EXPLICIT: exactly one element. */
export function asExplicit(element: Element | undefined, number: number): Element {
  const { parts } = of(element, 0xa0 | number);
  if (parts.length !== 1) throw malformed("项目的个数不对");
  return parts[0]!;
}

/** Whether an element has the tag of context class [n], primitive or constructed. */
export function isContext(element: Element | undefined, number: number): element is Element {
  return element !== undefined && (element.tag === (0x80 | number) || element.tag === (0xa0 | number));
}
