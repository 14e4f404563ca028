import { createCipheriv, createPrivateKey, createPublicKey, createSign, createVerify, randomBytes, randomInt } from "node:crypto";
import { sm2, sm3 as foreignSm3, sm4 } from "sm-crypto-v2";
import { bits, int, octets, oid, seq } from "#crypto/der";
import { sm3 } from "#crypto/crypto";
import { decrypt, encrypt, generateKey, prepared, readPrivateKey, sign, verify, type PrivateKey } from "#crypto/sm2";
import { tell } from "./figure.ts";
import { alternating, worked } from "./pairs.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

interface Both {
  key: PrivateKey;
  privateKey: string;
  publicKey: string;
}

function newKey(): Both {
  const key = generateKey();
  return { key, privateKey: hex(key.bytes), publicKey: hex(key.publicKey.bytes) };
}

function beside(name: string, unit: string, ours: () => unknown, theirs: () => unknown): void {
  const rates = alternating(
    () => void ours(),
    () => void theirs(),
    worked,
  );
  tell({ name: `trust.${name}`, value: rates.ours, unit: `${unit} of one core`, baseline: rates.theirs });
}

// OpenSSL's own SM2, by way of node: a key of the curve signs a hash that is handed over as if it were plain ECDSA's.
function openssl({ key }: Both) {
  const curve = seq(oid("1.2.840.10045.2.1"), oid("1.2.156.10197.1.301"));
  const secret = seq(int(1), octets(key.bytes));
  const privateKey = createPrivateKey({ key: seq(int(0), curve, octets(secret)), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey({ key: seq(curve, bits(key.publicKey.bytes)), format: "der", type: "spki" });
  return {
    sign: (text: Buffer) => createSign("sm3").update(key.publicKey.hash).update(text).sign(privateKey),
    verify: (text: Buffer, signature: Buffer) => createVerify("sm3").update(key.publicKey.hash).update(text).verify(publicKey, signature),
  };
}

/** SM2, SM3 and SM4 beside sm-crypto-v2 (and SM2 beside OpenSSL), in turns, medians. */
export function sm2Figures(): void {
  const both = newKey();
  const { key, privateKey, publicKey } = both;
  const text = Buffer.from("准予行政许可决定书 云市监许〔2026〕1号");
  const signature = sign(key, text);
  const [ready, theirReady] = [prepared(key.publicKey), sm2.precomputePublicKey(publicKey)];
  const [cipher, native] = [encrypt(key.publicKey, text), openssl(both)];
  const nativeSignature = native.sign(text);
  const options = { hash: true, publicKey };
  beside(
    "SM2 sign",
    "signatures/s",
    () => sign(key, text),
    () => sm2.doSignature(text, privateKey, options),
  );
  beside(
    "SM2 sign beside OpenSSL",
    "signatures/s",
    () => sign(key, text),
    () => native.sign(text),
  );
  beside(
    "SM2 verify, any key",
    "verifications/s",
    () => verify(key.publicKey, text, signature),
    () => sm2.doVerifySignature(text, hex(signature), publicKey, options),
  );
  beside(
    "SM2 verify, known key",
    "verifications/s",
    () => verify(ready, text, signature),
    () => sm2.doVerifySignature(text, hex(signature), theirReady, options),
  );
  beside(
    "SM2 verify, known key, beside OpenSSL",
    "verifications/s",
    () => verify(ready, text, signature),
    () => native.verify(text, nativeSignature),
  );
  beside(
    "SM2 encrypt",
    "texts/s",
    () => encrypt(key.publicKey, text),
    () => sm2.doEncrypt(text, publicKey),
  );
  beside(
    "SM2 decrypt",
    "texts/s",
    () => decrypt(key, cipher),
    () => sm2.doDecrypt(hex(cipher.subarray(1)), privateKey, 1, { output: "array" }),
  );
  const page = randomBytes(64 * 1024);
  const secret = randomBytes(16);
  const nonce = randomBytes(16);
  beside(
    "SM3 of 64 kB",
    "hashes/s",
    () => sm3(page),
    () => foreignSm3(page),
  );
  beside(
    "SM4-CBC of 64 kB",
    "encryptions/s",
    () => {
      const cbc = createCipheriv("sm4-cbc", secret, nonce);
      return [cbc.update(page), cbc.final()];
    },
    () => sm4.encrypt(page, secret, { mode: "cbc", iv: nonce, output: "array" }),
  );
}

/** How often our SM2, the house's SM3 and SM4 and sm-crypto-v2 disagree over random inputs: each checks, opens and hashes what the other made. */
export function disagreements(inputs: number): number {
  const both = newKey();
  const { key, privateKey, publicKey } = both;
  const [ready, theirReady] = [prepared(key.publicKey), sm2.precomputePublicKey(publicKey)];
  const options = { hash: true, publicKey };
  let count = 0;
  const expect = (agreed: boolean): void => void (count += agreed ? 0 : 1);
  for (let i = 0; i < inputs; i += 1) {
    const text = randomBytes(randomInt(1, 300));
    const altered = Buffer.from(text);
    altered[randomInt(text.length)]! ^= 1 << randomInt(8);
    const ours = sign(key, text);
    expect(sm2.doVerifySignature(text, hex(ours), theirReady, options));
    const theirs = Buffer.from(sm2.doSignature(text, privateKey, options), "hex");
    expect(verify(ready, text, theirs));
    expect(!verify(ready, altered, theirs));
    expect(foreignSm3(text) === sm3(text).toString("hex"));
    const [secret, nonce] = [randomBytes(16), randomBytes(16)];
    const cbc = createCipheriv("sm4-cbc", secret, nonce);
    expect(Buffer.concat([cbc.update(text), cbc.final()]).equals(sm4.encrypt(text, secret, { mode: "cbc", iv: nonce, output: "array" })));
    expect(text.equals(decrypt(key, Buffer.from(`04${sm2.doEncrypt(text, publicKey)}`, "hex"))));
    expect(text.equals(sm2.doDecrypt(hex(encrypt(key.publicKey, text).subarray(1)), privateKey, 1, { output: "array" })));
    // Every thousandth with a key of its own.
    if (i % 1000 === 0) {
      const fresh = sm2.generateKeyPairHex();
      expect(hex(readPrivateKey(Buffer.from(fresh.privateKey, "hex")).publicKey.bytes) === fresh.publicKey);
    }
  }
  return count;
}
