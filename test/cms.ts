import { decode, explicit, raw, seq, set, type Element } from "#crypto/der";

// Messages that several people signed, made of those that each signed alone.

function inside(der: Buffer): { kind: Element; parts: Element[] } {
  const [kind, body] = decode(der).parts as [Element, Element];
  return { kind, parts: body.parts[0]!.parts };
}

/** One message of SignedData with the certificates and signers of all these, in this order; `brought: false` leaves the certificates of the last one out. */
export function signedTogether(ders: readonly Buffer[], { brought = true } = {}): Buffer {
  const all = ders.map(inside);
  const [{ kind, parts }] = all as [ReturnType<typeof inside>];
  const [version, digests, content] = parts as [Element, Element, Element];
  const from = (pick: (parts: Element[]) => Element, some = all): Buffer[] => some.flatMap((each) => pick(each.parts).parts.map(({ bytes }) => bytes));
  const certificates = from((each) => each.at(-2)!, brought ? all : all.slice(0, -1));
  const distinct = certificates.filter((each, at) => certificates.findIndex((other) => other.equals(each)) === at);
  return seq(
    kind.bytes,
    explicit(0, seq(version.bytes, digests.bytes, content.bytes, raw(0xa0, Buffer.concat(distinct)), raw(0x31, Buffer.concat(from((each) => each.at(-1)!))))),
  );
}

/** A message that nobody signed: it only brings certificates along. */
export function signedByNobody(der: Buffer): Buffer {
  const { kind, parts } = inside(der);
  return seq(kind.bytes, explicit(0, seq(...parts.slice(0, -1).map(({ bytes }) => bytes), set())));
}
