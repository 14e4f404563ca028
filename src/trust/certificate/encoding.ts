import {
  asBits,
  asExplicit,
  asInt,
  asOid,
  asSeq,
  asUnsigned,
  asWrittenTime,
  bits,
  decodeLoosely,
  explicit,
  int,
  isContext,
  malformed,
  oid,
  seq,
  TAGS,
  validityTime,
  type Element,
} from "#crypto/der";
import { sm3 } from "#crypto/crypto";
import { signatureToDer } from "#crypto/sm2";
import { OIDS, type Certificate, type Extensions } from "./certificate.ts";
import { encodeExtensions, readExtensions } from "./extension.ts";
import { plainSm2 } from "./made-by.ts";
import { encodeName, readName, type Name } from "./name.ts";

const RSA = "1.2.840.113549.1.1.1";

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

/** The identifier of an AlgorithmIdentifier. Parameters are those of RSA-PSS alone; others write NULL, nothing, or the curve. */
function algorithmOf(element: Element | undefined): string {
  return asOid(asSeq(element, 1, 2)[0]);
}

/** Splits what `signed` makes; refused (`DER`) when it is nothing that was signed. */
export function readSigned(der: Uint8Array): { tbs: Element; algorithm: Element; signature: Buffer } {
  const [tbs, algorithm, signature] = asSeq(decodeLoosely(der), 3, 3);
  const value = asBits(signature);
  return { tbs: tbs!, algorithm: algorithm!, signature: plainSm2(value) ?? value };
}

/** The key of a SubjectPublicKeyInfo. SM2 keys of some makers name the curve as the algorithm, with or without anything behind it. */
function readKey(key: Element | undefined): Pick<Certificate, "keyKind" | "publicKey" | "keyInfo"> {
  const [kind, point] = asSeq(key, 2, 2);
  const [name, parameters] = asSeq(kind, 1, 2);
  const algorithm = asOid(name);
  const curve = parameters?.tag === TAGS.oid ? asOid(parameters) : undefined;
  const isSm2 = algorithm === OIDS.curve || algorithm.startsWith(`${OIDS.curve}.`) || (algorithm === OIDS.publicKey && curve === OIDS.curve);
  const keyKind = isSm2 ? "SM2" : algorithm === OIDS.publicKey ? "EC" : algorithm === RSA ? "RSA" : "other";
  return { keyKind, publicKey: asBits(point), keyInfo: key!.bytes };
}

/** Reads an X.509 certificate, of others in whatever BER and with whatever kind of key. Refused (`DER`) when it is none. */
export function readCertificate(der: Uint8Array): Certificate {
  const { tbs, algorithm, signature } = readSigned(der);
  const parts = asSeq(tbs, 6, 10);
  const versioned = isContext(parts[0], 0);
  if (versioned && ![1n, 2n].includes(asInt(asExplicit(parts[0], 0)))) throw malformed("证书的版本不认识");
  const [serial, inside, issuer, validity, subject, key, ...rest] = versioned ? parts.slice(1) : parts;
  if (algorithmOf(inside) !== algorithmOf(algorithm)) throw malformed("证书里写的签名算法前后不一");
  const [from, until] = asSeq(validity, 2, 2);
  const extensions = rest.find((part) => isContext(part, 3));
  return {
    der: Buffer.from(der),
    tbs: tbs.bytes,
    serial: asUnsigned(serial).toString(16),
    issuer: readName(issuer),
    subject: readName(subject),
    issuerBytes: issuer!.bytes,
    subjectBytes: subject!.bytes,
    validFrom: asWrittenTime(from).at,
    validUntil: asWrittenTime(until).at,
    ...readKey(key),
    extensions: extensions ? readExtensions(asExplicit(extensions, 3)) : {},
    algorithm: algorithmOf(algorithm),
    signature,
  };
}
