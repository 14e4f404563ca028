import fc from "fast-check";
import { sm2, sm3 as foreignSm3, sm4 } from "sm-crypto-v2";
import { createCipheriv } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sm3 } from "#crypto/crypto";
import { Refusal } from "#values/errors";
import { invert, multiply, P, remainder, square, toElement, toNumber } from "./field.ts";
import { identityHash } from "./key.ts";
import { multipleFrom, multipleOf, openMultipleFrom, tableOf } from "./multiple.ts";
import { addPoints, B, BASE, double, infinity, N, onCurve, toAffine, toPoint } from "./point.ts";
import { signWith } from "./signature.ts";
import {
  cipherFromDer,
  cipherToDer,
  decrypt,
  encrypt,
  generateKey,
  prepared,
  readPrivateKey,
  readPublicKey,
  sign,
  signatureFromDer,
  signatureToDer,
  verify,
} from "./index.ts";

const hex = (text: string): Buffer => Buffer.from(text, "hex");
const number = fc.bigInt({ min: 0n, max: P - 1n });
const scalar = fc.oneof(fc.bigInt({ min: 1n, max: N - 1n }), fc.constantFrom(1n, 2n, 15n, 16n, 17n, 31n, 32n, 33n, N - 1n, N - 2n, 2n ** 255n));

// Worked example of GB/T 32918.5-2017 annex A (standards §4.4).
const EXAMPLE = readPrivateKey(hex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"));
const K = 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n;
const E = 0xf0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640n;
const SIGNATURE = hex("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");

describe("the field and the curve", () => {
  test("products, squares and inverses are those of whole numbers, at the edges too", () => {
    const edges = fc.oneof(number, fc.constantFrom(0n, 1n, P - 1n, 2n ** 255n, 2n ** 224n, 2n ** 96n - 1n));
    fc.assert(
      fc.property(edges, edges, (a, b) => {
        const out = toElement(0n);
        multiply(out, toElement(a), toElement(b));
        expect(toNumber(out)).toBe((a * b) % P);
        square(out, toElement(a));
        expect(toNumber(out)).toBe((a * a) % P);
        expect((toNumber(invert(toElement(a))) * a) % P).toBe(a === 0n ? 0n : 1n);
      }),
    );
  });

  test("adding knows no exceptions: infinity, itself, its opposite", () => {
    const g = toPoint(BASE);
    const out = infinity();
    addPoints(out, g, infinity());
    expect(toAffine(out)).toEqual(BASE);
    addPoints(out, g, toPoint({ x: BASE.x, y: P - BASE.y }));
    expect(toAffine(out)).toBeUndefined();
    const twice = infinity();
    double(twice, g);
    addPoints(out, g, g);
    expect(toAffine(out)).toEqual(toAffine(twice));
  });

  test("a multiple is the same by table, by window and by adding up", () => {
    const table = tableOf(BASE);
    fc.assert(
      fc.property(scalar, (k) => {
        const open = infinity();
        openMultipleFrom(table, k, open);
        const expected = toAffine(multipleOf(BASE, k))!;
        expect(onCurve(expected)).toBe(true);
        expect(toAffine(multipleFrom(table, k))).toEqual(expected);
        expect(toAffine(open)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
    const sum = infinity();
    for (let k = 1n; k < 70n; k += 1n) {
      addPoints(sum, sum, toPoint(BASE));
      expect(toAffine(multipleFrom(table, k))).toEqual(toAffine(sum));
    }
    expect(toAffine(multipleOf(BASE, N))).toBeUndefined();
  });
});

describe("signatures", () => {
  test("the standard's example, figure by figure", () => {
    expect(EXAMPLE.publicKey.bytes.toString("hex").toUpperCase()).toBe(
      "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13",
    );
    const hash = identityHash(EXAMPLE.publicKey.point, "1234567812345678");
    expect(hash.toString("hex").toUpperCase()).toBe("B2E14C5C79C6DF5B85F4FE7ED8DB7A262B9DA7E07CCB0EA9F4747B8CCDA8A4F3");
    expect(BigInt(`0x${sm3(Buffer.concat([hash, Buffer.from("message digest")])).toString("hex")}`)).toBe(E);
    expect(signWith(EXAMPLE, E, K)).toEqual(SIGNATURE);
    expect(verify(EXAMPLE.publicKey, "message digest", SIGNATURE)).toBe(true);
  });

  test("hold with the key that is prepared and with the one that is not, for this message and this ID alone", () => {
    const key = generateKey();
    const ready = prepared(key.publicKey);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 20 }), (message, id) => {
        const signature = sign(key, message, { id });
        for (const each of [key.publicKey, ready]) {
          expect(verify(each, message, signature, { id })).toBe(true);
          expect(verify(each, Buffer.concat([message, Buffer.from([0])]), signature, { id })).toBe(false);
          expect(verify(each, message, signature, { id: `${id}x` })).toBe(false);
        }
        expect(verify(EXAMPLE.publicKey, message, signature, { id })).toBe(false);
        expect(signatureFromDer(signatureToDer(signature))).toEqual(signature);
      }),
      { numRuns: 40 },
    );
  });

  test("with any bit changed do not hold", () => {
    const ready = prepared(EXAMPLE.publicKey);
    for (let bit = 0; bit < 512; bit += 3) {
      const altered = Buffer.from(SIGNATURE);
      altered[bit >> 3]! ^= 1 << (bit & 7);
      expect(verify(ready, "message digest", altered)).toBe(false);
    }
  });

  test("with r or s out of range, or of another length, do not hold", () => {
    const of = (r: bigint, s: bigint): Buffer => hex(r.toString(16).padStart(64, "0") + s.toString(16).padStart(64, "0"));
    for (const bytes of [of(0n, 1n), of(1n, 0n), of(N, 1n), of(1n, N), of(5n, N - 5n), of(2n ** 256n - 1n, 1n), SIGNATURE.subarray(1), Buffer.alloc(0)]) {
      expect(verify(EXAMPLE.publicKey, "message digest", bytes)).toBe(false);
    }
    const [r, s] = [SIGNATURE.subarray(0, 32), SIGNATURE.subarray(32)];
    expect(verify(EXAMPLE.publicKey, "message digest", Buffer.concat([s, r]))).toBe(false);
  });
});

describe("keys", () => {
  test("that are no points, or out of range, are refused", () => {
    const { bytes } = EXAMPLE.publicKey;
    const wrong = Buffer.from(bytes);
    wrong[64]! ^= 1;
    const beyond = Buffer.concat([hex((P + 1n).toString(16)), bytes.subarray(33)]);
    for (const each of [wrong, beyond, bytes.subarray(0, 60), Buffer.alloc(65), Buffer.alloc(64), Buffer.from([2, ...bytes.subarray(1, 33)])]) {
      expect(() => readPublicKey(each)).toThrow(Refusal);
    }
    for (const d of [0n, N - 1n, N, 2n ** 256n - 1n]) expect(() => readPrivateKey(hex(d.toString(16).padStart(64, "0")))).toThrow(Refusal);
    expect(remainder(BASE.y ** 2n - (BASE.x ** 3n - 3n * BASE.x + B), P)).toBe(0n);
  });
});

describe("encryption", () => {
  const text = Buffer.from("云州市市场监督管理局");

  test("comes back, in the order of today and in that of before, and in DER", () => {
    for (const size of [0, 1, 31, 32, 33, 64, 1000]) {
      const plain = Buffer.alloc(size, 7);
      const cipher = encrypt(EXAMPLE.publicKey, plain);
      expect(cipher.length).toBe(97 + size);
      expect(decrypt(EXAMPLE, cipher)).toEqual(plain);
      expect(decrypt(EXAMPLE, Buffer.concat([cipher.subarray(0, 65), cipher.subarray(97), cipher.subarray(65, 97)]))).toEqual(plain);
      expect(decrypt(EXAMPLE, cipherFromDer(cipherToDer(cipher)))).toEqual(plain);
    }
    expect(decrypt(EXAMPLE, encrypt(prepared(EXAMPLE.publicKey), text))).toEqual(text);
  });

  test("altered anywhere, cut short, or for another key, is refused", () => {
    const cipher = encrypt(EXAMPLE.publicKey, text);
    for (let at = 0; at < cipher.length; at += 1) {
      const altered = Buffer.from(cipher);
      altered[at]! ^= 0x10;
      expect(() => decrypt(EXAMPLE, altered)).toThrow(Refusal);
    }
    for (const size of [0, 1, 64, 96, cipher.length - 1]) expect(() => decrypt(EXAMPLE, cipher.subarray(0, size))).toThrow(Refusal);
    expect(() => decrypt(generateKey(), cipher)).toThrow(Refusal);
  });
});

describe("beside sm-crypto-v2", () => {
  test("200 random inputs give no disagreement, each verifying, decrypting and hashing what the other made", () => {
    const [mine, theirs] = [generateKey(), sm2.generateKeyPairHex()];
    const their = readPrivateKey(hex(theirs.privateKey));
    expect(their.publicKey.bytes.toString("hex")).toBe(theirs.publicKey);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        const message = Buffer.from(bytes);
        expect(sm2.doVerifySignature(message, sign(mine, message).toString("hex"), mine.publicKey.bytes.toString("hex"), { hash: true })).toBe(true);
        const signature = sm2.doSignature(message, theirs.privateKey, { hash: true, publicKey: theirs.publicKey });
        expect(verify(their.publicKey, message, hex(signature))).toBe(true);
        expect(foreignSm3(message)).toBe(sm3(message).toString("hex"));
        const cipher = createCipheriv("sm4-ecb", mine.bytes.subarray(0, 16), null);
        expect(sm4.encrypt(message, mine.bytes.subarray(0, 16), { output: "array" })).toEqual(new Uint8Array([...cipher.update(message), ...cipher.final()]));
      }),
      { numRuns: 200 },
    );
    for (const mode of [0, 1]) {
      expect(decrypt(their, hex(`04${sm2.doEncrypt("云州", theirs.publicKey, mode)}`)).toString()).toBe("云州");
    }
    expect(sm2.doDecrypt(encrypt(their.publicKey, Buffer.from("云州")).subarray(1).toString("hex"), theirs.privateKey, 1)).toBe("云州");
  }, 60_000);
});
