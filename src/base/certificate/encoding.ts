import {
  asBits,
  asExplicit,
  asInt,
  asOid,
  asSeq,
  asTime,
  bits,
  decode,
  explicit,
  int,
  isContext,
  malformed,
  oid,
  seq,
  TAGS,
  validityTime,
  type Element,
} from "#kernel/der";
import { sm3 } from "#kernel/crypto";
import { signatureFromDer, signatureToDer } from "#kernel/sm2";
import { OIDS, type Certificate, type Extensions } from "./certificate.ts";
import { encodeExtensions, readExtensions } from "./extension.ts";
import { encodeName, readName, type Name } from "./name.ts";

/** What a new certificate is to say. */
export interface Statement {
  serial: bigint;
  /** The issuer's name; as bytes when it is taken from the issuer's certificate. */
  issuer: Buffer;
  subject: Name;
  validFrom: Date;
  validUntil: Date;
  publicKey: Buffer;
  extensions: Extensions;
}

/** AlgorithmIdentifier of SM2 with SM3, without parameters (GB/T 20518 §5.2.3.3). */
export function signatureAlgorithm(): Buffer {
  return seq(oid(OIDS.signature));
}

/** The key's identifier: the first 20 bytes of SM3 over the point. */
export function keyIdentifier(publicKey: Uint8Array): Buffer {
  return sm3(publicKey).subarray(0, 20);
}

/** TBSCertificate, version 3. */
export function encodeStatement({ serial, issuer, subject, validFrom, validUntil, publicKey, extensions }: Statement): Buffer {
  return seq(
    explicit(0, int(2)),
    int(serial),
    signatureAlgorithm(),
    issuer,
    seq(validityTime(validFrom), validityTime(validUntil)),
    encodeName(subject),
    seq(seq(oid(OIDS.publicKey), oid(OIDS.curve)), bits(publicKey)),
    explicit(3, encodeExtensions(extensions)),
  );
}

/** What was signed, how, and the signature: the shape of certificates and of revocation lists. */
export function signed(tbs: Buffer, signature: Buffer): Buffer {
  return seq(tbs, signatureAlgorithm(), bits(signatureToDer(signature)));
}

/** Whether an AlgorithmIdentifier is SM2 with SM3, with no parameters or NULL. */
function isSm2(element: Element | undefined): boolean {
  const parts = asSeq(element, 1, 2);
  return asOid(parts[0]) === OIDS.signature && (parts.length === 1 || parts[1]!.tag === TAGS.null);
}

/** Splits what `signed` makes; refused (`DER`) when it is signed in another way than SM2 with SM3. */
export function readSigned(der: Uint8Array): { tbs: Element; signature: Buffer } {
  const [tbs, algorithm, signature] = asSeq(decode(der), 3, 3);
  if (!isSm2(algorithm)) throw malformed("不是 SM2 签名");
  return { tbs: tbs!, signature: signatureFromDer(asBits(signature)) };
}

/** Reads an X.509 certificate of version 3 with an SM2 key. Refused (`DER`) when it is anything else. */
export function readCertificate(der: Uint8Array): Certificate {
  const { tbs, signature } = readSigned(der);
  const parts = asSeq(tbs, 7, 10);
  if (!isContext(parts[0], 0) || asInt(asExplicit(parts[0], 0)) !== 2n) throw malformed("不是第三版证书");
  const [, serial, algorithm, issuer, validity, subject, key, ...rest] = parts;
  if (!isSm2(algorithm)) throw malformed("不是 SM2 签名");
  const [from, until] = asSeq(validity, 2, 2);
  const [keyKind, point] = asSeq(key, 2, 2);
  const [algorithmOfKey, curve] = asSeq(keyKind, 2, 2);
  if (asOid(algorithmOfKey) !== OIDS.publicKey || asOid(curve) !== OIDS.curve) throw malformed("公钥不是 SM2 公钥");
  const extensions = rest.find((part) => isContext(part, 3));
  return {
    der: Buffer.from(der),
    tbs: tbs.bytes,
    serial: asInt(serial).toString(16),
    issuer: readName(issuer),
    subject: readName(subject),
    issuerBytes: issuer!.bytes,
    subjectBytes: subject!.bytes,
    validFrom: asTime(from),
    validUntil: asTime(until),
    publicKey: asBits(point),
    extensions: extensions ? readExtensions(asExplicit(extensions, 3)) : {},
    signature,
  };
}
