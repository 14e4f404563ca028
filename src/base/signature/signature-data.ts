import {
  asBits,
  asExplicit,
  asInt,
  asOctets,
  asOid,
  asSeq,
  asText,
  asTime,
  bits,
  decode,
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
} from "#kernel/der";
import { signatureToDer } from "#kernel/sm2";
import { OIDS } from "#base/certificate";
import { readSeal, readSignatureBits, type SealData } from "./seal-data.ts";

/** A sealing as it was read: SES_Signature. */
export interface SignatureData {
  /** 1 GM/T 0031-2014, 4 GB/T 38540-2020, 5 GM/T 0031-2025. */
  format: number;
  seal: SealData;
  /** When it was sealed, as the sealer says; undefined when a time stamp stands in its place. */
  signedAt: Date | undefined;
  /** SM3 of what was sealed: of Signature.xml for OFD. */
  dataHash: Buffer;
  /** What was sealed: the path of Signature.xml for OFD. */
  propertyInfo: string;
  /** DER of the sealer's certificate. */
  signer: Buffer;
  algorithm: string;
  /** What was signed, and the 64 bytes of the signature. */
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

// The old standard keeps the time in a BIT STRING: a UTCTime, its letters alone, or a whole time stamp.
function readOldTime(element: Element | undefined): { signedAt: Date | undefined; timeStamp: Buffer | undefined } {
  if (element?.tag !== TAGS.bits) return { signedAt: asTime(element), timeStamp: undefined };
  const value = asBits(element);
  if (/^(20)?\d{12}Z$/.test(value.toString("latin1"))) {
    const tag = value.length === 13 ? TAGS.utcTime : TAGS.time;
    return { signedAt: asTime(decode(Buffer.concat([Buffer.from([tag, value.length]), value]))), timeStamp: undefined };
  }
  const inside = decode(value);
  return inside.tag === TAGS.sequence ? { signedAt: undefined, timeStamp: value } : { signedAt: asTime(inside), timeStamp: undefined };
}

function readOld(toSign: Element, signature: Element): SignatureData {
  const [version, seal, at, hash, property, signer, algorithm] = asSeq(toSign, 7, 7);
  if (asInt(version) < 1n) throw malformed("版本号不对");
  return {
    format: 1,
    seal: readSeal(seal!),
    ...readOldTime(at),
    dataHash: asBits(hash),
    propertyInfo: asText(property),
    signer: asOctets(signer),
    algorithm: asOid(algorithm),
    signed: toSign.bytes,
    signature: readSignatureBits(signature),
    signatureBytes: asBits(signature),
  };
}

/** Reads SES_Signature of any of the three standards. Refused (`DER`) when it is none. */
export function readSignature(der: Uint8Array): SignatureData {
  const parts = asSeq(decode(der), 2, 5);
  if (parts.length === 2) return readOld(parts[0]!, parts[1]!);
  const [toSign, signer, algorithm, signature, stamp] = parts;
  const [, seal, at, hash, property] = asSeq(toSign, 5, 6);
  const found = readSeal(seal!);
  if (stamp && !isContext(stamp, 0)) throw malformed("时间戳的写法不对");
  return {
    format: found.format,
    seal: found,
    signedAt: asTime(at),
    dataHash: asBits(hash),
    propertyInfo: asText(property),
    signer: asOctets(signer),
    algorithm: asOid(algorithm),
    signed: toSign!.bytes,
    signature: readSignatureBits(signature),
    signatureBytes: asBits(signature),
    timeStamp: stamp && asBits(asExplicit(stamp, 0)),
  };
}
