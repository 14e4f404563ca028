import {
  asInt,
  asExplicit,
  asOctets,
  asOid,
  asSeq,
  asSet,
  asTime,
  decode,
  explicit,
  int,
  isContext,
  malformed,
  nul,
  octets,
  oid,
  raw,
  seq,
  set,
  TAGS,
  utcTime,
  type Element,
} from "#kernel/der";
import { sm3 } from "#kernel/crypto";
import { verifySignature } from "#kernel/keys";
import { signatureFromDer, signatureToDer } from "#kernel/sm2";
import { OIDS, readCertificate, signatureAlgorithm, type Certificate } from "#base/certificate";

// Signed data by SM2 (GB/T 35275-2017 §8): what RFC 5652 calls CMS, with the object identifiers of the commercial cryptography standards.

const SIGNED_DATA = "1.2.156.10197.6.1.4.2.2";
// Time stamps of others keep the name of PKCS #7.
const SIGNED_DATA_NAMES = [SIGNED_DATA, "1.2.840.113549.1.7.2"];
const DATA = "1.2.156.10197.6.1.4.2.1";
const SM3 = "1.2.156.10197.1.401";
const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
const SIGNING_TIME = "1.2.840.113549.1.9.5";
// Who wrote it uses the one or the other for "SM2 signature".
const SM2_SIGNATURES: string[] = [OIDS.signature, "1.2.156.10197.1.301.1", "1.2.156.10197.1.301"];

// Each may be asked whether it issued another, which is work; a chain has three or four.
const CERTIFICATES = 16;

/** What a signature is made of before it is made. */
export interface CmsWish {
  /** SM3 of the content. */
  digest: Buffer;
  signedAt: Date;
  signer: Certificate;
  /** Certificates above the signer's, sent along. */
  chain: readonly Certificate[];
  /** The content, when it travels inside; a PDF's does not. */
  content?: { type: string; bytes: Buffer };
}

/** A signature as it was read. */
export interface CmsData {
  contentType: string;
  content: Buffer | undefined;
  digest: Buffer;
  signedAt: Date | undefined;
  signer: Certificate;
  certificates: Certificate[];
  /** The bytes that were signed, and the 64 bytes of the signature. */
  signed: Buffer;
  signature: Buffer;
}

const sm3Algorithm = (): Buffer => seq(oid(SM3), nul());
const attribute = (type: string, value: Buffer): Buffer => seq(oid(type), set(value));

/** Makes SignedData with one signer; `sign` makes 64 bytes over the signed attributes. */
export async function encodeCms(wish: CmsWish, sign: (bytes: Buffer) => Promise<Buffer>): Promise<Buffer> {
  const { digest, signedAt, signer, chain, content } = wish;
  const type = content?.type ?? DATA;
  const attributes = set(attribute(CONTENT_TYPE, oid(type)), attribute(SIGNING_TIME, utcTime(signedAt)), attribute(MESSAGE_DIGEST, octets(digest)));
  const signature = await sign(attributes);
  const signerInfo = seq(
    int(1),
    seq(signer.issuerBytes, int(BigInt(`0x${signer.serial}`))),
    sm3Algorithm(),
    // The attributes are signed as a SET and stand here as [0] (RFC 5652 §5.4).
    Buffer.concat([Buffer.from([0xa0]), attributes.subarray(1)]),
    signatureAlgorithm(),
    octets(signatureToDer(signature)),
  );
  const signedData = seq(
    int(1),
    set(sm3Algorithm()),
    seq(oid(type), content && explicit(0, octets(content.bytes))),
    raw(0xa0, Buffer.concat([signer, ...chain].map(({ der }) => der).sort(Buffer.compare))),
    set(signerInfo),
  );
  return seq(oid(SIGNED_DATA), explicit(0, signedData));
}

function mustBeSm3(element: Element | undefined): void {
  const [kind, parameters] = asSeq(element, 1, 2);
  if (asOid(kind) !== SM3 || (parameters && parameters.tag !== TAGS.null)) throw malformed("杂凑算法不是 SM3");
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

function readSigner(info: Element, certificates: Certificate[]): Pick<CmsData, "digest" | "signedAt" | "signer" | "signed" | "signature"> & { type: string } {
  const [version, issuerAndSerial, digestAlgorithm, attributes, algorithm, value] = asSeq(info, 6, 7);
  if (asInt(version) !== 1n) throw malformed("签名人信息的版本不对");
  mustBeSm3(digestAlgorithm);
  const [issuer, serial] = asSeq(issuerAndSerial, 2, 2);
  if (!isContext(attributes, 0)) throw malformed("缺少签名属性");
  const [kind] = asSeq(algorithm, 1, 2);
  if (!SM2_SIGNATURES.includes(asOid(kind))) throw malformed("不是 SM2 签名");
  const wanted = asInt(serial).toString(16);
  const signer = certificates.find((each) => each.serial === wanted && each.issuerBytes.equals(issuer!.bytes));
  if (!signer) throw malformed("缺少签名人的证书");
  const found = readAttributes(attributes);
  const at = found.get(SIGNING_TIME);
  return {
    type: asOid(found.get(CONTENT_TYPE)),
    digest: asOctets(found.get(MESSAGE_DIGEST)),
    signedAt: at && asTime(at),
    signer,
    signed: Buffer.concat([Buffer.from([0x31]), attributes.bytes.subarray(1)]),
    signature: signatureFromDer(asOctets(value)),
  };
}

/** Reads SignedData with one SM2 signer; refused (`DER`) when it is none. Bytes after the element (a PDF's padding of zeros) are let be. */
export function readCms(der: Uint8Array): CmsData {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  const size = bytes[1] === 0x82 ? bytes.readUInt16BE(2) + 4 : bytes.length;
  const padded = size < bytes.length && bytes.subarray(size).every((byte) => byte === 0);
  const [kind, body] = asSeq(decode(padded ? bytes.subarray(0, size) : bytes), 2, 2);
  if (!SIGNED_DATA_NAMES.includes(asOid(kind))) throw malformed("不是签名数据");
  const [version, digests, contentInfo, ...rest] = asSeq(asExplicit(body, 0), 5, 6);
  asSet(digests).forEach(mustBeSm3);
  const [type, inside] = asSeq(contentInfo, 1, 2);
  // GB/T 35275 always writes 1, RFC 5652 writes 3 around anything but plain data.
  if (asInt(version) !== 1n && (asInt(version) !== 3n || asOid(type) === DATA)) throw malformed("签名数据的版本不对");
  const brought = rest.find((part) => isContext(part, 0))?.parts ?? [];
  if (brought.length > CERTIFICATES) throw malformed("带的证书太多");
  const certificates = brought.map((part) => readCertificate(part.bytes));
  const signers = asSet(rest.at(-1));
  if (signers.length !== 1) throw malformed("应当正好有一个签名人");
  const { type: signedType, ...signer } = readSigner(signers[0]!, certificates);
  if (signedType !== asOid(type)) throw malformed("内容的种类与签名属性不一致");
  return { contentType: signedType, content: inside && asOctets(asExplicit(inside, 0)), certificates, ...signer };
}

/** Whether a signature holds for a content with this SM3, by the certificate it brings. Whether that certificate is to be trusted is another question. */
export function cmsHolds({ digest, signer, signed, signature, content }: CmsData, contentDigest: Buffer): boolean {
  if (!digest.equals(contentDigest) || (content !== undefined && !sm3(content).equals(contentDigest))) return false;
  try {
    return verifySignature("SM2", signer.publicKey, signed, signature);
  } catch {
    // The certificate's key is no point of the curve.
    return false;
  }
}
