import {
  asBitsOfAny,
  asInt,
  asOctets,
  asSeq,
  asWords,
  asWrittenTime,
  bits,
  decodeLoosely,
  explicit,
  ia5,
  int,
  isContext,
  malformed,
  octets,
  oid,
  seq,
  TAGS,
  time,
  type Element,
} from "#crypto/der";
import { signatureToDer } from "#crypto/sm2";
import { OIDS } from "#trust/certificate";
import { algorithmIn, certificateIn, readSeal, readSignatureBits, type SealData } from "./seal-data.ts";

/** A sealing as it was read: SES_Signature. */
export interface SignatureData {
  /** 1 GM/T 0031-2014, 4 GB/T 38540-2020, 5 GM/T 0031-2025. */
  format: number;
  seal: SealData;
  /** When it was sealed, as the sealer says; undefined when a time stamp stands in its place. */
  signedAt: Date | undefined;
  /** That time tells no zone and was read as China's. */
  zoneless: boolean;
  /** Hash of what was sealed, SM3 by the standards: of Signature.xml for OFD. */
  dataHash: Buffer;
  /** What was sealed: the path of Signature.xml for OFD. */
  propertyInfo: string;
  /** DER of the sealer's certificate. */
  signer: Buffer;
  algorithm: string;
  /** What was signed, and the signature: of SM2 64 bytes. */
  signed: Buffer;
  signature: Buffer;
  /** The signature as it stands in the file: what a time stamp is made for. */
  signatureBytes: Buffer;
  timeStamp: Buffer | undefined;
}

/** What is to be sealed. */
export interface Sealing {
  seal: Buffer;
  at: Date;
  dataHash: Buffer;
  propertyInfo: string;
}

/** TBS_Sign of GB/T 38540-2020 §6.1: what the sealer signs. */
export function encodeSealing({ seal, at, dataHash, propertyInfo }: Sealing): Buffer {
  return seq(int(4), seal, time(at), bits(dataHash), ia5(propertyInfo));
}

/** SES_Signature of GB/T 38540-2020, with a time stamp over the signature where there is one. */
export function encodeSignature(sealing: Buffer, signer: Buffer, signature: Buffer, timeStamp?: Buffer): Buffer {
  return seq(sealing, octets(signer), oid(OIDS.signature), bits(signatureToDer(signature)), timeStamp && explicit(0, bits(timeStamp)));
}

type Times = Pick<SignatureData, "signedAt" | "timeStamp" | "zoneless">;

/** A time stamp, in whichever string it is wrapped. */
function stampIn(element: Element | undefined): Buffer | undefined {
  if (!element) return undefined;
  if (element.tag === TAGS.bits) return asBitsOfAny(element);
  if (element.tag === TAGS.octets) return asOctets(element);
  if (element.tag === 0xa0) return element.parts.length === 1 ? stampIn(element.parts[0]) : undefined;
  return element.tag === 0x80 ? element.content.subarray(element.content[0] === 0 ? 1 : 0) : element.bytes;
}

// GB/T 38540 writes a GeneralizedTime. The old standard keeps the time in a BIT STRING: a UTCTime, its letters alone, or a whole time stamp.
function readTime(element: Element | undefined): Times {
  const inside = element?.tag === TAGS.bits || element?.tag === TAGS.octets ? stampIn(element)! : undefined;
  if (inside?.[0] === TAGS.sequence) return { signedAt: undefined, timeStamp: inside, zoneless: false };
  const wrapped = inside && (inside[0] === TAGS.utcTime || inside[0] === TAGS.time) ? decodeLoosely(inside) : element;
  const { at, zoneless } = asWrittenTime(wrapped);
  return { signedAt: at, timeStamp: undefined, zoneless };
}

function readHash(element: Element | undefined): Buffer {
  return element?.tag === TAGS.octets ? asOctets(element) : asBitsOfAny(element);
}

function readOld([toSign, signature, stamp]: Element[]): SignatureData {
  const [version, seal, at, hash, property, signer, algorithm] = asSeq(toSign, 7, 8);
  if (asInt(version) < 0n) throw malformed("版本号不对");
  const times = readTime(at);
  return {
    format: 1,
    seal: readSeal(seal!),
    ...times,
    timeStamp: times.timeStamp ?? stampIn(stamp),
    dataHash: readHash(hash),
    propertyInfo: asWords(property),
    signer: certificateIn(signer),
    algorithm: algorithmIn(algorithm),
    signed: toSign!.bytes,
    signature: readSignatureBits(signature),
    signatureBytes: asBitsOfAny(signature),
  };
}

function readNew([toSign, signer, algorithm, signature, stamp]: Element[]): SignatureData {
  const [, seal, at, hash, property] = asSeq(toSign, 5, 6);
  const found = readSeal(seal!);
  if (stamp && !isContext(stamp, 0)) throw malformed("时间戳的写法不对");
  const times = readTime(at);
  return {
    format: found.format,
    seal: found,
    ...times,
    timeStamp: stampIn(stamp) ?? times.timeStamp,
    dataHash: readHash(hash),
    propertyInfo: asWords(property),
    signer: certificateIn(signer),
    algorithm: algorithmIn(algorithm),
    signed: toSign!.bytes,
    signature: readSignatureBits(signature),
    signatureBytes: asBitsOfAny(signature),
  };
}

/** Reads SES_Signature of any of the three standards. Refused (`DER`) when it is none. */
export function readSignature(der: Uint8Array): SignatureData {
  const parts = asSeq(decodeLoosely(der), 2, 5);
  return parts[1]!.tag === TAGS.bits ? readOld(parts) : readNew(parts);
}
