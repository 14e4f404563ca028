import {
  asExplicit,
  asInt,
  asOctets,
  asOid,
  asSeq,
  asSet,
  asUnsigned,
  asWrittenTime,
  decodeLoosely,
  isContext,
  malformed,
  TAGS,
  type Element,
} from "#crypto/der";
import { hashNamed } from "#crypto/crypto";
import { badInput, Refusal } from "#values/errors";
import { nameLine, plainSm2, readCertificate, readName, type Certificate } from "#trust/certificate";
import { CONTENT_TYPE, DATA, MESSAGE_DIGEST, MESSAGES, SIGNING_TIME } from "./cms-names.ts";

/** A signature as it was read. */
export interface CmsData {
  contentType: string;
  content: Buffer | undefined;
  /** The hash of the content as the signed attributes tell it; undefined where there are none and the content itself is signed. */
  digest: Buffer | undefined;
  /** By which hash: "sm3", "sha256" … */
  hash: string;
  /** How it was signed, dotted. */
  algorithm: string;
  signedAt: Date | undefined;
  /** That time tells no zone and was read as China's. */
  zoneless: boolean;
  signer: Certificate;
  certificates: Certificate[];
  /** The signed attributes as a SET; none where the content itself is signed. */
  signed: Buffer | undefined;
  /** Of SM2 64 bytes. */
  signature: Buffer;
}

/** One of several signers of which no more can be read than what is wrong. */
export interface UnreadSigner {
  unread: string;
}

export type ReadSigner = CmsData | UnreadSigner;

// Each is a signature to reckon and a chain to judge.
const SIGNERS = 16;
// Each may be asked whether it issued another, which is work; a chain has three or four.
const CERTIFICATES = 16;

function hashIn(element: Element | undefined): string {
  const [kind, parameters] = asSeq(element, 1, 2);
  const hash = hashNamed(asOid(kind));
  if (!hash || (parameters && parameters.tag !== TAGS.null)) throw malformed("杂凑算法不认识");
  return hash;
}

/** What can be read, or undefined where it is refused. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function readAttributes(element: Element): Map<string, Element> {
  return new Map(
    element.parts.map((each) => {
      const [type, values] = asSeq(each, 2, 2);
      const [value, ...more] = asSet(values);
      if (!value || more.length > 0) throw malformed("签名属性的写法不对");
      return [asOid(type), value];
    }),
  );
}

/** The certificate that a signer is named by: issuer and number, or, in version 3, the identifier of its key. */
function signerOf(named: Element | undefined, version: bigint, certificates: readonly Certificate[]): Certificate {
  const found = isContext(named, 0)
    ? certificates.find(({ extensions }) => version === 3n && extensions.subjectKey?.equals(named.content))
    : byNumber(named, version, certificates);
  if (!found) throw malformed("缺少签名人的证书");
  return found;
}

function byNumber(named: Element | undefined, version: bigint, certificates: readonly Certificate[]): Certificate | undefined {
  if (version !== 1n) throw malformed("签名人信息的版本不对");
  const [issuer, serial] = asSeq(named, 2, 2);
  const wanted = asUnsigned(serial).toString(16);
  const same = ({ issuerBytes, issuer: name }: Certificate): boolean => issuerBytes.equals(issuer!.bytes) || nameLine(name) === nameLine(readName(issuer));
  return certificates.find((each) => each.serial === wanted && same(each));
}

type Signer = Pick<CmsData, "digest" | "hash" | "algorithm" | "signedAt" | "zoneless" | "signer" | "signed" | "signature"> & { type: string | undefined };

function readSigner(info: Element, certificates: Certificate[]): Signer {
  const [version, named, digestAlgorithm, ...rest] = asSeq(info, 5, 7);
  const attributes = isContext(rest[0], 0) ? rest[0] : undefined;
  const [algorithm, value] = attributes ? rest.slice(1) : rest;
  const found = attributes ? readAttributes(attributes) : undefined;
  const type = found?.get(CONTENT_TYPE);
  const at = found?.get(SIGNING_TIME);
  const time = at && asWrittenTime(at);
  const signature = asOctets(value);
  return {
    type: type && asOid(type),
    digest: found && asOctets(found.get(MESSAGE_DIGEST)),
    hash: hashIn(digestAlgorithm),
    algorithm: asOid(asSeq(algorithm, 1, 2)[0]),
    signedAt: time?.at,
    zoneless: time?.zoneless ?? false,
    signer: signerOf(named, asInt(version), certificates),
    // The attributes are signed as a SET and stand there as [0] (RFC 5652 §5.4).
    signed: attributes && Buffer.concat([Buffer.from([0x31]), attributes.bytes.subarray(1)]),
    signature: plainSm2(signature) ?? signature,
  };
}

/** Certificates that came along; what cannot be read of them is passed over: if it was the signer's, that is missed. */
function certificatesIn(part: Element | undefined): Certificate[] {
  const brought = part?.parts ?? [];
  if (brought.length > CERTIFICATES) throw malformed("带的证书太多");
  return brought.flatMap(({ bytes }) => attempt(() => readCertificate(bytes)) ?? []);
}

/**
 * Reads SignedData of GB/T 35275, GM/T 0010 or PKCS #7 with all its signers; refused (`DER`) when it is none, with what it is instead. A signer who cannot be
 * read is one who says nothing, for the others do. Bytes of nought after the element (a PDF's padding) are let be.
 */
export function readSigners(der: Uint8Array): readonly ReadSigner[] {
  const [kind, body] = asSeq(decodeLoosely(der), 1, 2);
  const message = kind?.tag === TAGS.oid && Object.hasOwn(MESSAGES, asOid(kind)) ? MESSAGES[asOid(kind)] : undefined;
  if (message !== "signed") throw malformed(message ? `这是${message}，不是签名` : "不是签名数据");
  const [version, digests, contentInfo, ...rest] = asSeq(asExplicit(body, 0), 4, 6);
  const hashes = asSet(digests);
  // An unknown one may be that of one signer among others, who is then told as one that cannot be read.
  if (hashes.length > 0 && !hashes.some((each) => attempt(() => hashIn(each)) !== undefined)) throw malformed("杂凑算法不认识");
  const [type, inside] = asSeq(contentInfo, 1, 2);
  const infos = asSet(rest.at(-1));
  if (infos.length === 0) throw malformed("没有签名人");
  if (infos.length > SIGNERS) throw malformed(`签名人太多，最多 ${SIGNERS} 个`);
  const certificates = certificatesIn(rest.find((part) => isContext(part, 0)));
  const contentType = asOid(type);
  // GB/T 35275 always writes 1, RFC 5652 writes 3 around anything but plain data, and where a signer is named by the key.
  const third = contentType !== DATA || infos.some((info) => isContext(info.parts[1], 0));
  if (asInt(version) !== 1n && (asInt(version) !== 3n || !third)) throw malformed("签名数据的版本不对");
  const content = inside && asOctets(asExplicit(inside, 0));
  return infos.map((info) => {
    try {
      const { type: signedType, ...signer } = readSigner(info, certificates);
      if (signedType !== undefined && signedType !== contentType) throw malformed("内容的种类与签名属性不一致");
      return { contentType, content, certificates, ...signer };
    } catch (error) {
      if (error instanceof Refusal) return { unread: error.message };
      throw error;
    }
  });
}

/** Reads SignedData with one signer, as `readSigners` does; refused (`DER`) with more or with one who cannot be read. */
export function readCms(der: Uint8Array): CmsData {
  const [only, second] = readSigners(der) as [ReadSigner, ReadSigner?];
  if (second) throw malformed("应当正好有一个签名人");
  if ("unread" in only) throw badInput("DER", only.unread);
  return only;
}
