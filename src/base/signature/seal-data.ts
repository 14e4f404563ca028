import {
  asBits,
  asCount,
  asInt,
  asOctets,
  asOid,
  asSeq,
  asText,
  asTime,
  bits,
  decode,
  ia5,
  int,
  malformed,
  octets,
  oid,
  seq,
  TAGS,
  time,
  utf8,
  type Element,
} from "#kernel/der";
import { signatureFromDer, signatureToDer } from "#kernel/sm2";
import { OIDS } from "#base/certificate";

/** The picture of a seal and its size on paper. */
export interface SealPicture {
  /** "png", "svg", "ofd" … */
  type: string;
  data: Buffer;
  /** Millimetres. */
  width: number;
  height: number;
}

/** What a seal says of itself: SES_SealInfo. */
export interface SealStatement {
  /** Who made it, e.g. "yiwang". */
  vendor: string;
  esId: string;
  /** 1 a unit's, 2 a person's. */
  type: number;
  name: string;
  /** DER of the certificates that may seal with it. */
  certificates: Buffer[];
  createdAt: Date;
  validFrom: Date;
  validUntil: Date;
  picture: SealPicture;
}

/** An electronic seal as it was read. */
export interface SealData extends SealStatement {
  /** 1 GM/T 0031-2014, 4 GB/T 38540-2020, 5 GM/T 0031-2025. */
  format: number;
  /** Hashes of certificates that may seal with it, where the seal lists hashes. */
  certificateHashes: { algorithm: string; value: Buffer }[];
  /** DER of the maker's certificate. */
  maker: Buffer;
  algorithm: string;
  /** What the maker signed, and the 64 bytes of the signature. */
  signed: Buffer;
  signature: Buffer;
  bytes: Buffer;
}

/** SES_SealInfo of GB/T 38540-2020 §5.1: what the maker signs. */
export function encodeSealStatement({ vendor, esId, type, name, certificates, createdAt, validFrom, validUntil, picture }: SealStatement): Buffer {
  return seq(
    seq(ia5("ES"), int(4), ia5(vendor)),
    ia5(esId),
    seq(int(type), utf8(name), int(1), seq(...certificates.map(octets)), time(createdAt), time(validFrom), time(validUntil)),
    seq(ia5(picture.type), octets(picture.data), int(picture.width), int(picture.height)),
  );
}

/** SESeal of GB/T 38540-2020: the statement, the maker's certificate, the algorithm, the signature. */
export function encodeSeal(statement: Buffer, maker: Buffer, signature: Buffer): Buffer {
  return seq(statement, octets(maker), oid(OIDS.signature), bits(signatureToDer(signature)));
}

/** The 64 bytes of a signature that stands in a BIT STRING: as SM2Signature, or plain as some write it. */
export function readSignatureBits(element: Element | undefined): Buffer {
  const value = asBits(element);
  return value.length === 64 ? value : signatureFromDer(value);
}

function readHashes(list: Element): SealData["certificateHashes"] {
  return asSeq(list).map((each) => {
    const [algorithm, value] = asSeq(each, 2, 2);
    return { algorithm: asText(algorithm), value: asOctets(value) };
  });
}

function readProperty(element: Element | undefined, format: number): Omit<SealStatement, "vendor" | "esId" | "picture"> & Pick<SealData, "certificateHashes"> {
  const parts = asSeq(element, format === 1 ? 6 : 7, format === 1 ? 6 : 7);
  const [type, name] = parts;
  const [list, ...dates] = parts.slice(format === 1 ? 2 : 3);
  const hashed = format !== 1 && asCount(parts[2]) === 2;
  const [createdAt, validFrom, validUntil] = dates.map(asTime) as [Date, Date, Date];
  return {
    type: asCount(type),
    name: asText(name),
    certificates: hashed ? [] : asSeq(list).map(asOctets),
    certificateHashes: hashed ? readHashes(list!) : [],
    createdAt,
    validFrom,
    validUntil,
  };
}

function readStatement(element: Element, oldShape: boolean): Omit<SealData, "maker" | "algorithm" | "signed" | "signature" | "bytes"> {
  const [header, esId, property, picture] = asSeq(element, 4, 5);
  const [mark, version, vendor] = asSeq(header, 3, 3);
  if (asText(mark) !== "ES") throw malformed("不是电子印章");
  // GM/T 0031-2014 has seals of versions 1 to 3; the shape tells, the number alone does not.
  const format = oldShape ? 1 : asInt(version) === 5n ? 5 : 4;
  const [type, data, width, height] = asSeq(picture, 4, 4);
  return {
    format,
    vendor: asText(vendor),
    esId: asText(esId),
    ...readProperty(property, format),
    picture: { type: asText(type).toLowerCase(), data: asOctets(data), width: asCount(width), height: asCount(height) },
  };
}

/** Reads a seal of GB/T 38540-2020, GM/T 0031-2014 or GM/T 0031-2025. Refused (`DER`) when it is none. */
export function readSeal(element: Element | Uint8Array): SealData {
  const whole = element instanceof Uint8Array ? decode(element) : element;
  const parts = asSeq(whole, 2, 5);
  const [statement] = parts;
  if (parts.length === 2) {
    const [maker, algorithm, value] = asSeq(parts[1], 3, 3);
    return {
      ...readStatement(statement!, true),
      maker: asOctets(maker),
      algorithm: asOid(algorithm),
      // The old standard has the maker sign statement, certificate and algorithm together.
      signed: seq(statement!.bytes, maker!.bytes, algorithm!.bytes),
      signature: readSignatureBits(value),
      bytes: whole.bytes,
    };
  }
  if (parts.length === 3) throw malformed("项目的个数不对");
  const [, maker, algorithm, value] = parts;
  if (algorithm?.tag !== TAGS.oid) throw malformed("签名算法的写法不对");
  return {
    ...readStatement(statement!, false),
    maker: asOctets(maker),
    algorithm: asOid(algorithm),
    signed: statement!.bytes,
    signature: readSignatureBits(value),
    bytes: whole.bytes,
  };
}
