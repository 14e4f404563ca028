import {
  asBits,
  asBitsOfAny,
  asCount,
  asInt,
  asOctets,
  asOid,
  asSeq,
  asWords,
  asWrittenTime,
  bits,
  decodeLoosely,
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
} from "#crypto/der";
import { signatureToDer } from "#crypto/sm2";
import { OIDS, plainSm2 } from "#trust/certificate";

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
  /** Some date of it tells no zone and was read as China's. */
  zoneless: boolean;
  /** What the maker signed, and the signature: of SM2 64 bytes. */
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

/** A signature value that stands in a BIT STRING: of SM2 its 64 bytes, be it DER or plain; of other kinds as it is. */
export function readSignatureBits(element: Element | undefined): Buffer {
  const value = element?.tag === TAGS.octets ? asOctets(element) : asBits(element);
  return plainSm2(value) ?? value;
}

/** A certificate in an OCTET STRING, as the standards have it, or bare. */
export function certificateIn(element: Element | undefined): Buffer {
  return element?.tag === TAGS.sequence ? element.bytes : asOctets(element);
}

/** The way of signing: an identifier, or one with parameters. */
export function algorithmIn(element: Element | undefined): string {
  return asOid(element?.tag === TAGS.sequence ? element.parts[0] : element);
}

/** Certificates, or their hashes: which of the two, the entries tell, whatever the number before them says. */
function readList(list: Element | undefined): Pick<SealData, "certificates" | "certificateHashes"> {
  const isHash = ({ tag, parts }: Element): boolean => tag === TAGS.sequence && parts.length === 2 && parts[0]!.tag !== TAGS.sequence;
  const entries = asSeq(list);
  return {
    certificates: entries.filter((each) => !isHash(each)).map(certificateIn),
    certificateHashes: entries.filter(isHash).map(({ parts: [algorithm, value] }) => ({
      algorithm: algorithm!.tag === TAGS.oid ? asOid(algorithm) : asWords(algorithm),
      value: value!.tag === TAGS.bits ? asBitsOfAny(value) : asOctets(value),
    })),
  };
}

type Property = Omit<SealStatement, "vendor" | "esId" | "picture"> & Pick<SealData, "certificateHashes" | "zoneless">;

function readProperty(element: Element | undefined): Property {
  const parts = asSeq(element, 6, 8);
  const [type, name] = parts;
  // GM/T 0031-2014 does not say which kind of list it is.
  const [list, ...dates] = parts.slice(parts[2]?.tag === TAGS.integer ? 3 : 2);
  const times = dates.slice(0, 3).map(asWrittenTime);
  if (times.length < 3) throw malformed("缺少印章的日期");
  const [createdAt, validFrom, validUntil] = times.map(({ at }) => at) as [Date, Date, Date];
  const zoneless = times.some((each) => each.zoneless);
  return { type: asCount(type), name: asWords(name), ...readList(list), createdAt, validFrom, validUntil, zoneless };
}

function readStatement(element: Element, oldShape: boolean): Omit<SealData, "maker" | "algorithm" | "signed" | "signature" | "bytes"> {
  const [header, esId, property, picture] = asSeq(element, 4, 5);
  const [mark, version, vendor] = asSeq(header, 3, 3);
  if (asWords(mark) !== "ES") throw malformed("不是电子印章");
  // GM/T 0031-2014 has seals of versions 1 to 3; the shape tells, the number alone does not.
  const format = oldShape ? 1 : asInt(version) === 5n ? 5 : 4;
  const [type, data, width, height] = asSeq(picture, 2, 5);
  const size = (side: Element | undefined): number => (side?.tag === TAGS.integer ? asCount(side) : 0);
  return {
    format,
    vendor: asWords(vendor),
    esId: asWords(esId),
    ...readProperty(property),
    picture: {
      type: asWords(type).trim().toLowerCase(),
      data: data?.tag === TAGS.bits ? asBitsOfAny(data) : asOctets(data),
      width: size(width),
      height: size(height),
    },
  };
}

/** Reads a seal of GB/T 38540-2020, GM/T 0031-2014 or GM/T 0031-2025. Refused (`DER`) when it is none. */
export function readSeal(element: Element | Uint8Array): SealData {
  const whole = element instanceof Uint8Array ? decodeLoosely(element) : element;
  const parts = asSeq(whole, 2, 5);
  const [statement] = parts;
  const old = parts[1]!.tag === TAGS.sequence && parts.length < 4;
  const [maker, algorithm, value] = old ? asSeq(parts[1], 3, 3) : parts.slice(1);
  if (!value) throw malformed("项目的个数不对");
  return {
    ...readStatement(statement!, old),
    maker: certificateIn(maker),
    algorithm: algorithmIn(algorithm),
    // The old standard has the maker sign statement, certificate and algorithm together.
    signed: old ? seq(statement!.bytes, maker!.bytes, algorithm!.bytes) : statement!.bytes,
    signature: readSignatureBits(value),
    bytes: whole.bytes,
  };
}
