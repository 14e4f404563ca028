import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { bits, explicit, int, oid, raw, seq, set, utcTime, utf8 } from "#crypto/der";
import { generateKey, sign as signBySm2, signatureToDer } from "#crypto/sm2";
import { checkChain, madeBy, plainSm2, readCertificate } from "./index.ts";

const SHA256_RSA = "1.2.840.113549.1.1.11";
const RSA = "1.2.840.113549.1.1.1";
const message = Buffer.from("文件");
const name = seq(set(seq(oid("2.5.4.3"), utf8("样例"))));

/** A certificate that signs itself, by whatever key. */
function selfSigned(spki: Buffer, algorithm: string, make: (tbs: Buffer) => Buffer): Buffer {
  const dates = seq(utcTime(new Date("2020-01-01T00:00:00Z")), utcTime(new Date("2030-01-01T00:00:00Z")));
  const how = seq(oid(algorithm), raw(0x05, Buffer.alloc(0)));
  const tbs = seq(explicit(0, int(2)), int(7), how, name, dates, name, spki);
  return seq(tbs, how, bits(make(tbs)));
}

test("certificates by RSA are read, and signatures by them reckoned: by the hash of the algorithm, or by the one that stands beside it", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const der = selfSigned(publicKey.export({ type: "spki", format: "der" }), SHA256_RSA, (tbs) => sign("sha256", tbs, privateKey));
  const certificate = readCertificate(der);
  expect(certificate).toMatchObject({ keyKind: "RSA", algorithm: SHA256_RSA, subject: { commonName: "样例" } });
  const report = checkChain(certificate, [], { at: new Date("2025-01-01T00:00:00Z"), anchors: [certificate] });
  expect(report.findings.filter(({ holds }) => holds !== true)).toEqual([]);
  for (const hash of ["sha1", "sha256", "sm3"]) {
    const value = sign(hash, message, privateKey);
    expect(madeBy(certificate, { algorithm: RSA, hash }, message, value), hash).toBe(true);
    expect(madeBy(certificate, { algorithm: RSA, hash }, Buffer.from("别的"), value), hash).toBe(false);
  }
  expect(madeBy(certificate, { algorithm: "1.2.3.4" }, message, Buffer.alloc(256))).toBeUndefined();
  expect(madeBy(certificate, { algorithm: "1.2.156.10197.1.501" }, message, Buffer.alloc(64))).toBeUndefined();
});

test("certificates by ECDSA are read too", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const algorithm = "1.2.840.10045.4.3.2";
  const certificate = readCertificate(selfSigned(publicKey.export({ type: "spki", format: "der" }), algorithm, (tbs) => sign("sha256", tbs, privateKey)));
  expect(certificate.keyKind).toBe("EC");
  expect(madeBy(certificate, { algorithm }, message, sign("sha256", message, privateKey))).toBe(true);
  expect(madeBy(certificate, { algorithm }, createHash("sm3").digest(), sign("sha256", message, privateKey))).toBe(false);
});

test("a key whose algorithm is the curve is an SM2 key, with or without anything behind it", () => {
  const key = generateKey();
  const curve = "1.2.156.10197.1.301";
  for (const kind of [seq(oid(curve)), seq(oid(curve), raw(0x05, Buffer.alloc(0))), seq(oid("1.2.840.10045.2.1"), oid(curve))]) {
    const der = selfSigned(seq(kind, bits(key.publicKey.bytes)), "1.2.156.10197.1.501", (tbs) => signatureToDer(signBySm2(key, tbs)));
    const certificate = readCertificate(der);
    expect(certificate.keyKind).toBe("SM2");
    expect(madeBy(certificate, { algorithm: curve }, message, signBySm2(key, message))).toBe(true);
  }
});

test("r and s are the numbers that they are, with or without the nought before them", () => {
  const plain = Buffer.concat([Buffer.alloc(32, 0xff), Buffer.alloc(31), Buffer.from([5])]);
  const bare = seq(raw(0x02, plain.subarray(0, 32)), raw(0x02, plain.subarray(32)));
  for (const written of [plain, bare, signatureToDer(plain)]) expect(plainSm2(written)).toEqual(plain);
  expect(plainSm2(Buffer.from("none"))).toBeUndefined();
});
