import { expect, test } from "vitest";
import { readCertificate, signatureAlgorithm, signed } from "#trust/certificate";
import { sm3 } from "#crypto/crypto";
import { bits, explicit, int, oid, seq, set, utcTime, utf8 } from "#crypto/der";
import { generateKey, sign } from "#crypto/sm2";
import { encodeCms, readCms } from "./index.ts";

const key = generateKey();
const name = seq(set(seq(oid("2.5.4.3"), utf8("某单位"))));
const dates = seq(utcTime(new Date("2020-01-01T00:00:00Z")), utcTime(new Date("2030-01-01T00:00:00Z")));
const spki = seq(seq(oid("1.2.840.10045.2.1"), oid("1.2.156.10197.1.301")), bits(key.publicKey.bytes));
const statement = seq(explicit(0, int(2)), int(7), signatureAlgorithm(), name, dates, name, spki);
const signer = readCertificate(signed(statement, sign(key, statement)));

const withCertificates = (count: number): Promise<Buffer> =>
  encodeCms({ digest: sm3(Buffer.from("文书")), signedAt: new Date(0), signer, chain: Array(count - 1).fill(signer) }, async (bytes) => sign(key, bytes));

test("signed data that brings hundreds of certificates along is refused before any of them is asked for", async () => {
  expect(readCms(await withCertificates(16)).certificates).toHaveLength(16);
  const many = await withCertificates(17);
  expect(() => readCms(many)).toThrow("带的证书太多");
});
