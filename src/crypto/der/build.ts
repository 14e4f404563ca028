import { badInput } from "#values/errors";

// DER (ITU-T X.690 chapter 10): one encoding for each value. Builders give bytes that can stand inside other builders.

export const TAGS = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  printable: 0x13,
  t61: 0x14,
  ia5: 0x16,
  utcTime: 0x17,
  time: 0x18,
  bmp: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

function lengthOf(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  const bytes: number[] = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest & 0xff);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

/** An element from its tag byte and its content. */
export function raw(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

/** SEQUENCE of what is given; undefined parts (OPTIONAL) are left out. */
export function seq(...parts: (Uint8Array | undefined)[]): Buffer {
  return raw(TAGS.sequence, Buffer.concat(parts.filter((part) => part !== undefined)));
}

/** SET OF what is given, in the order DER wants: by the bytes of the elements. */
export function set(...parts: Uint8Array[]): Buffer {
  return raw(TAGS.set, Buffer.concat(parts.map((part) => Buffer.from(part)).sort(Buffer.compare)));
}

/** INTEGER, two's complement, as few bytes as it takes. */
export function int(value: bigint | number): Buffer {
  const whole = BigInt(value);
  let bytes = 1;
  while (BigInt.asIntN(bytes * 8, whole) !== whole) bytes += 1;
  const hex = BigInt.asUintN(bytes * 8, whole)
    .toString(16)
    .padStart(bytes * 2, "0");
  return raw(TAGS.integer, Buffer.from(hex, "hex"));
}

/** OBJECT IDENTIFIER from its dotted form; a plain Error when it is none. */
export function oid(dotted: string): Buffer {
  if (!/^[012](\.(0|[1-9]\d*))+$/.test(dotted)) throw new Error(`not an object identifier: ${dotted}`);
  const [first, second, ...rest] = dotted.split(".").map(BigInt) as [bigint, bigint, ...bigint[]];
  if (first < 2n && second > 39n) throw new Error(`not an object identifier: ${dotted}`);
  const bytes: number[] = [];
  for (const arc of [first * 40n + second, ...rest]) {
    const groups = [Number(arc & 127n)];
    for (let left = arc >> 7n; left > 0n; left >>= 7n) groups.unshift(Number(left & 127n) | 128);
    bytes.push(...groups);
  }
  return raw(TAGS.oid, Buffer.from(bytes));
}

/** OCTET STRING. */
export function octets(bytes: Uint8Array): Buffer {
  return raw(TAGS.octets, bytes);
}

/** BIT STRING; `unused` bits at its end (0–7) must be zero. */
export function bits(bytes: Uint8Array, unused = 0): Buffer {
  return raw(TAGS.bits, Buffer.concat([Buffer.from([unused]), bytes]));
}

/** UTF8String. */
export function utf8(text: string): Buffer {
  return raw(TAGS.utf8, Buffer.from(text, "utf8"));
}

/** IA5String; refused (`DER`) when the text is not ASCII. */
export function ia5(text: string): Buffer {
  if (!/^\p{ASCII}*$/u.test(text)) throw badInput("DER", "这里只能写英文字母、数字和符号。");
  return raw(TAGS.ia5, Buffer.from(text, "latin1"));
}

/** PrintableString; refused (`DER`) when it has other characters. */
export function printable(text: string): Buffer {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw badInput("DER", "这里只能写英文字母、数字和少数几种符号。");
  return raw(TAGS.printable, Buffer.from(text, "latin1"));
}

const digitsOf = (at: Date): string => at.toISOString().slice(0, 19).replace(/[-:T]/g, "");

/** UTCTime, to the second, in UTC. For the years 1950–2049 alone. */
export function utcTime(at: Date): Buffer {
  return raw(TAGS.utcTime, Buffer.from(`${digitsOf(at).slice(2)}Z`, "latin1"));
}

/** GeneralizedTime, to the second, in UTC. */
export function time(at: Date): Buffer {
  return raw(TAGS.time, Buffer.from(`${digitsOf(at)}Z`, "latin1"));
}

/** Time of X.509: UTCTime until 2049, GeneralizedTime from 2050 on (RFC 5280 §4.1.2.5). */
export function validityTime(at: Date): Buffer {
  const year = at.getUTCFullYear();
  return year >= 1950 && year < 2050 ? utcTime(at) : time(at);
}

/** NULL. */
export function nul(): Buffer {
  return raw(TAGS.null, Buffer.alloc(0));
}

/** BOOLEAN. */
export function bool(value: boolean): Buffer {
  return raw(TAGS.boolean, Buffer.from([value ? 0xff : 0]));
}

/** [n] EXPLICIT around an element. */
export function explicit(number: number, inner: Uint8Array): Buffer {
  return raw(0xa0 | number, inner);
}

/** [n] IMPLICIT: an element whose tag is replaced; whether it is constructed stays. */
export function implicit(number: number, inner: Uint8Array): Buffer {
  const bytes = Buffer.from(inner);
  bytes[0] = 0x80 | (bytes[0]! & 0x20) | number;
  return bytes;
}
