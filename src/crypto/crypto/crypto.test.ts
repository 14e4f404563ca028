import { createCipheriv, createHmac, createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { sm3 as foreignSm3, sm4 } from "sm-crypto-v2";
import { expect, test } from "vitest";
import { hmacSm3, mask, personalCodec, sm3, versionOfBytes, type DataKeys, type PersonalCodec } from "./index.ts";
import { sm4Ctr } from "./sm4-ctr.ts";
import { sm } from "./suites.ts";

const secrets = [randomBytes(64), randomBytes(64), randomBytes(64)];

/** A codec that writes a version of these secrets and reads those of all. */
function codecOf(newest: number, suite: "sm" | "international" = "sm", of = secrets): PersonalCodec {
  const keys: DataKeys = { newest: () => newest, find: (version) => of[version - 1], index: secrets[0]! };
  return personalCodec(keys, suite);
}

test("SM3 gives the standard's digests", () => {
  expect(sm3("abc").toString("hex")).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  expect(sm3("abcd".repeat(16)).toString("hex")).toBe("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
});

test("the keyed form of SM3 is node's for keys and texts of every length", () => {
  for (const keyLength of [0, 1, 31, 32, 63, 64, 65, 200])
    for (const length of [0, 1, 63, 64, 65, 1364, 1365, 1366, 4096, 4097]) {
      const [key, text] = [randomBytes(keyLength), "𠮷证".repeat(length).slice(0, length)];
      const expected = createHmac("sm3", key).update(text).digest("hex");
      expect([hmacSm3(key, text), hmacSm3(createSecretKey(key), text), hmacSm3(key, Buffer.from(text))].map((mac) => mac.toString("hex"))).toEqual(
        Array(3).fill(expected),
      );
    }
});

test("SM4 in counter mode is node's for texts of every length, and where the counter begins anew", () => {
  for (const nonce of [randomBytes(16), Buffer.alloc(16, 0xff), Buffer.from("000000000000000000000000fffffffe", "hex")])
    for (const length of [0, 1, 15, 16, 17, 33, 200, 2047, 2048, 2049, 5000]) {
      const [key, text] = [createSecretKey(randomBytes(16)), randomBytes(length)];
      const cipher = createCipheriv("sm4-ctr", key, nonce);
      const expected = Buffer.concat([cipher.update(text), cipher.final()]);
      expect([sm4Ctr(key, nonce, text), sm4Ctr(key, nonce, text)]).toEqual([expected, expected]);
      expect(sm4Ctr(key, nonce, expected)).toEqual(text);
    }
});

test("SM4 gives the standard's block, once and after a million rounds", () => {
  const block = Buffer.from("0123456789abcdeffedcba9876543210", "hex");
  const cipher = createCipheriv("sm4-ecb", block, null);
  let text = cipher.update(block);
  expect(text.toString("hex")).toBe("681edf34d206965e86b3e94f536e4246");
  for (let round = 1; round < 1_000_000; round += 1) text = cipher.update(text);
  expect(text.toString("hex")).toBe("595298c7c6fd271f0402f804c33d3f66");
}, 30_000);

test("encrypted texts are what sm-crypto-v2 makes of the same key and nonce, and so are SM3 and its keyed form", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 48, maxLength: 48 }), fc.string({ unit: "grapheme", maxLength: 60 }), (secret, text) => {
      const plain = Buffer.from(text);
      const body = sm.encrypt(sm.keys(Buffer.from(secret)), plain);
      // Counter mode by hand: each block of the key stream is the nonce, counted up, encrypted.
      const nonce = BigInt(`0x${body.toString("hex", 0, 16)}`);
      const counters = Array.from({ length: Math.ceil(plain.length / 16) }, (_, i) =>
        BigInt.asUintN(128, nonce + BigInt(i))
          .toString(16)
          .padStart(32, "0"),
      );
      const stream = counters.map((counter) => sm4.encrypt(Buffer.from(counter, "hex"), secret.subarray(0, 16), { padding: "none" })).join("");
      expect(body.subarray(16, -16)).toEqual(plain.map((byte, i) => byte ^ Number.parseInt(stream.slice(i * 2, i * 2 + 2), 16)));
      expect(foreignSm3(plain)).toBe(sm3(text).toString("hex"));
      expect(foreignSm3(plain, { key: Buffer.from(secret).toString("hex"), mode: "hmac" })).toBe(hmacSm3(secret, text).toString("hex"));
    }),
    { numRuns: 200 },
  );
});

for (const suite of ["sm", "international"] as const) {
  const codec = codecOf(2, suite);

  test(`${suite}: any text comes back as it was, and is encrypted differently each time`, () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => codec.decrypt(codec.encrypt(text)) === text && codec.encrypt(text) !== codec.encrypt(text)),
    );
  });

  test(`${suite}: an encrypted value with any bit changed does not open`, () => {
    const encrypted = codec.encrypt("990101199001010019");
    const bytes = Buffer.from(encrypted.slice(5), "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const altered = Buffer.from(bytes);
      altered[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => codec.decrypt(`${encrypted.slice(0, 5)}${altered.toString("base64url")}`)).toThrow();
    }
  });

  test(`${suite}: the blind index finds the same number however it is spaced or cased`, () => {
    expect(codec.index("11010519491231002x")).toBe(codec.index("110105 19491231 002X"));
    expect(codec.index("110105194912310021")).not.toBe(codec.index("11010519491231002X"));
  });
}

test("each suite reads what the other wrote, so a city can change over", () => {
  expect(codecOf(1, "international").decrypt(codecOf(1, "sm").encrypt("林秀英"))).toBe("林秀英");
});

test("an encrypted text says its version; whoever writes a newer one reads the older", () => {
  const before = codecOf(1).encrypt("林秀英");
  const after = codecOf(3).encrypt("林秀英");
  expect([before.slice(0, 5), after.slice(0, 5)]).toEqual(["s1.1.", "s1.3."]);
  expect([codecOf(3).decrypt(before), codecOf(1).decrypt(after)]).toEqual(["林秀英", "林秀英"]);
  expect(codecOf(3).index("990101194405120027")).toBe(codecOf(1).index("990101194405120027"));
});

test("an encrypted text under the name of another version, or of one that is gone, does not open", () => {
  const encrypted = codecOf(1).encrypt("林秀英");
  expect(() => codecOf(1).decrypt(encrypted.replace("s1.1.", "s1.2."))).toThrow("altered");
  expect(() => codecOf(1).decrypt(encrypted.replace("s1.1.", "s1.9."))).toThrow("no data key of version 9");
  for (const odd of ["", "s1", "s1.", "s1.x.y", "990101194405120027", "b1.1.xxxx"]) expect(() => codecOf(1).decrypt(odd), odd).toThrow();
});

test("bytes are encrypted with their version before them, and come back as they were", () => {
  for (const suite of ["sm", "international"] as const) {
    const content = randomBytes(100_000);
    const encrypted = codecOf(3, suite).encryptBytes(content);
    expect(codecOf(1, suite).decryptBytes(encrypted)).toEqual(content);
    expect(versionOfBytes(encrypted)).toBe(3);
    encrypted[70_000]! ^= 1;
    expect(() => codecOf(1, suite).decryptBytes(encrypted)).toThrow();
    expect(() => codecOf(1, suite).decryptBytes(content)).toThrow();
  }
});

test("other secrets open nothing", () => {
  const encrypted = codecOf(1).encrypt("林秀英");
  expect(() => codecOf(1, "sm", [randomBytes(64)]).decrypt(encrypted)).toThrow();
});

test("masked values show who without showing all", () => {
  expect(mask("name", "李明")).toBe("李*");
  expect(mask("name", "陈小满")).toBe("陈*满");
  for (const [name, masked] of [
    ["𠅤小明", "𠅤*明"],
    ["王小𠮷", "王*𠮷"],
    ["𰻝", "𰻝*"],
    ["𠮷𠅤", "𠮷*"],
    ["欧阳小明", "欧**明"],
    ["葛\u{e0100}小辻\u{e0101}", "葛\u{e0100}*辻\u{e0101}"],
    ["Jose\u0301", "J**e\u0301"],
    ["买买提·艾力", "买****力"],
    ["SMITH JOHN", "S********N"],
  ])
    expect(mask("name", name!)).toBe(masked);
  expect(mask("address", "𠮷𠮷𠮷𠮷𠮷")).toBe("𠮷𠮷𠮷****");
  expect(mask("id-number", "11010519491231002X")).toBe("110105********002X");
  expect(mask("id-number", "110105491231002")).toBe("110*********002");
  expect(mask("id-number", "passport:E12345678")).toBe("护照 E1*****78");
  expect(mask("id-number", "12")).toBe("****");
  expect(mask("phone", "19900001234")).toBe("199****1234");
  expect(mask("phone", "12345")).toBe("1****5");
  expect(mask("address", "云州市青溪区青瓷街道窑前社区8号")).toBe("云州市青溪区青瓷****");
});
