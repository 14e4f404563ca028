import {
  asBool,
  asCount,
  asOctets,
  asOid,
  asSeq,
  bits,
  bool,
  decode,
  decodeLoosely,
  explicit,
  implicit,
  int,
  isContext,
  malformed,
  octets,
  oid,
  raw,
  seq,
  TAGS,
  type Element,
} from "#crypto/der";
import { Refusal } from "#values/errors";
import { USAGES, type Extensions, type KeyUsage } from "./certificate.ts";

function encodeUsage(usage: readonly KeyUsage[]): Buffer {
  const places = usage.map((each) => USAGES.indexOf(each));
  const last = Math.max(...places);
  const bytes = Buffer.alloc((last >> 3) + 1);
  for (const place of places) bytes[place >> 3]! |= 0x80 >> (place & 7);
  return bits(bytes, 7 - (last & 7));
}

function readUsage(element: Element): KeyUsage[] {
  if (element.tag !== TAGS.bits) throw malformed("密钥用途的写法不对");
  const bytes = element.content.subarray(1);
  return USAGES.filter((_, place) => ((bytes[place >> 3] ?? 0) & (0x80 >> (place & 7))) !== 0);
}

function readAuthority(element: Element): NonNullable<Extensions["authority"]> {
  const parts = asSeq(element, 0, 2);
  const ca = parts[0]?.tag === TAGS.boolean && asBool(parts[0]);
  const length = parts.find(({ tag }) => tag === TAGS.integer);
  return { ca, ...(length && { pathLength: asCount(length) }) };
}

const within = (elements: readonly Element[], number: number): Element[] => elements.flatMap(({ parts }) => parts.filter((part) => isContext(part, number)));

// One extension a row: how it is written, whether it is critical, how it is read (RFC 5280 §4.2, GB/T 20518 §5.2.4).
const KNOWN: { id: string; critical: boolean; write: (from: Extensions) => Buffer | undefined; read: (value: Element) => Extensions }[] = [
  {
    id: "2.5.29.19",
    critical: true,
    write: ({ authority }) =>
      authority && seq(authority.ca ? bool(true) : undefined, authority.pathLength === undefined ? undefined : int(authority.pathLength)),
    read: (value) => ({ authority: readAuthority(value) }),
  },
  { id: "2.5.29.15", critical: true, write: ({ usage }) => usage && encodeUsage(usage), read: (value) => ({ usage: readUsage(value) }) },
  {
    id: "2.5.29.37",
    critical: true,
    write: ({ purposes }) => purposes && seq(...purposes.map(oid)),
    read: (value) => ({ purposes: asSeq(value, 1).map(asOid) }),
  },
  {
    id: "2.5.29.14",
    critical: false,
    write: ({ subjectKey }) => subjectKey && octets(subjectKey),
    read: (value) => ({ subjectKey: asOctets(value) }),
  },
  {
    id: "2.5.29.35",
    critical: false,
    write: ({ issuerKey }) => issuerKey && seq(implicit(0, octets(issuerKey))),
    read(value) {
      const key = asSeq(value).find((part) => isContext(part, 0));
      return key ? { issuerKey: key.content } : {};
    },
  },
  {
    id: "2.5.29.17",
    critical: false,
    write: ({ hosts }) => hosts && seq(...hosts.map((host) => raw(0x82, Buffer.from(host, "latin1")))),
    read: (value) => ({ hosts: asSeq(value).flatMap((part) => (isContext(part, 2) ? [part.content.toString("latin1")] : [])) }),
  },
  {
    // One point a list: its name [0], in full [0], as URI [6]. Whatever else others write there is passed over.
    id: "2.5.29.31",
    critical: false,
    write: ({ lists }) => lists && seq(...lists.map((list) => seq(explicit(0, explicit(0, raw(0x86, Buffer.from(list, "latin1"))))))),
    read: (value) => ({
      lists: within(within(asSeq(value), 0), 0).flatMap(({ parts }) => parts.flatMap((part) => (isContext(part, 6) ? [part.content.toString("latin1")] : []))),
    }),
  },
];

/** The extensions that are there, as SEQUENCE OF Extension. */
export function encodeExtensions(from: Extensions): Buffer {
  const each = KNOWN.flatMap(({ id, critical, write }) => {
    const value = write(from);
    return value ? [seq(oid(id), critical ? bool(true) : undefined, octets(value))] : [];
  });
  return seq(...each);
}

/** What a known extension says; undefined of one that is not known or not written so that it could be read: if it is critical, that is told. */
function readOne(id: string, value: Element | undefined): Extensions | undefined {
  const known = KNOWN.find((each) => each.id === id);
  try {
    return known?.read(decodeLoosely(asOctets(value)));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Reads SEQUENCE OF Extension; refused (`DER`) when one is there twice. */
export function readExtensions(element: Element): Extensions {
  let found: Extensions = {};
  const seen = new Set<string>();
  const unknownCritical: string[] = [];
  for (const extension of asSeq(element)) {
    const parts = asSeq(extension, 2, 3);
    const id = asOid(parts[0]);
    if (seen.has(id)) throw malformed("同一个扩展项出现了两次");
    seen.add(id);
    const said = readOne(id, parts.at(-1));
    if (said) found = { ...found, ...said };
    else if (parts.length === 3 && asBool(parts[1])) unknownCritical.push(id);
  }
  return { ...found, ...(unknownCritical.length > 0 && { unknownCritical }) };
}

/** The reason of an entry of a revocation list (ENUMERATED) as its extension. */
export function reasonExtension(code: number): Buffer {
  return seq(seq(oid("2.5.29.21"), octets(raw(0x0a, Buffer.from([code])))));
}

/** The reason code of an entry's extensions; 0 when it is not said. */
export function readReason(extensions: Element | undefined): number {
  const reason = (extensions ? asSeq(extensions) : []).map((each) => asSeq(each, 2, 3)).find(([id]) => asOid(id) === "2.5.29.21");
  return reason ? (decode(asOctets(reason.at(-1))).content[0] ?? 0) : 0;
}
