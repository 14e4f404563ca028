import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openKeys, verifySignature, type Keys, type Suite } from "./index.ts";

const MASTER = "11".repeat(32);
const text = Buffer.from("准予行政许可决定书");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "yiwang-keys-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (place: string, suite: Suite = "sm", master = MASTER): Keys => openKeys(join(folder, place), master, suite);

describe.each(["sm", "international"] as const)("keys of suite %s", (suite) => {
  const algorithm = suite === "sm" ? "SM2" : "P-256";

  test("sign, and the signature holds by id and by public key, for this message alone", async () => {
    const keys = open(`signing-${suite}`, suite);
    const { publicKey } = await keys.make("market", "signature");
    for (let i = 0; i < 4; i += 1) {
      const signature = await keys.sign("market", text);
      expect(signature.length).toBe(64);
      expect(await keys.verify("market", text, signature)).toBe(true);
      expect(verifySignature(algorithm, publicKey!, text, signature)).toBe(true);
      expect(await keys.verify("market", Buffer.from("不予"), signature)).toBe(false);
      signature[10]! ^= 1;
      expect(verifySignature(algorithm, publicKey!, text, signature)).toBe(false);
      expect(verifySignature(algorithm, publicKey!, text, signature.subarray(1))).toBe(false);
    }
  });

  test("encrypt, and what was altered anywhere does not come back", async () => {
    const keys = open(`secret-${suite}`, suite);
    await keys.make("box", "secret");
    await keys.make("other", "secret");
    const cipher = await keys.encrypt("box", text);
    expect(await keys.decrypt("box", cipher)).toEqual(text);
    await expect(keys.decrypt("other", cipher)).rejects.toMatchObject({ code: "CIPHER_ALTERED" });
    for (let at = 0; at < cipher.length; at += 1) {
      const altered = Buffer.from(cipher);
      altered[at]! ^= 4;
      await expect(keys.decrypt("box", altered)).rejects.toMatchObject({ code: "CIPHER_ALTERED" });
    }
    await expect(keys.decrypt("box", Buffer.alloc(5))).rejects.toMatchObject({ code: "CIPHER_ALTERED" });
    expect(await keys.mac("box", text)).toEqual(await keys.mac("box", text));
    expect(await keys.mac("box", text)).not.toEqual(await keys.mac("other", text));
  });

  test("are the same after a restart, whichever suite is configured then", async () => {
    await open(`again-${suite}`, suite).make("market", "signature");
    const signature = await open(`again-${suite}`, suite).sign("market", text);
    expect(await open(`again-${suite}`, suite === "sm" ? "international" : "sm").verify("market", text, signature)).toBe(true);
  });
});

describe("on the disk", () => {
  test("keys are wrapped, readable by their owner alone, and nothing half written stays", async () => {
    const facts = await open("disk").make("market", "signature");
    expect(readdirSync(join(folder, "disk"))).toEqual(["market.json"]);
    expect(statSync(join(folder, "disk", "market.json")).mode & 0o777).toBe(0o600);
    expect(Object.keys(JSON.parse(readFileSync(join(folder, "disk", "market.json"), "utf8")) as object)).toEqual([
      "format",
      "keyId",
      "algorithm",
      "madeAt",
      "wrapped",
    ]);
    expect(facts).toMatchObject({ keyId: "market", algorithm: "SM2" });
  });

  test("another master key opens nothing, and a file under another name is not taken for its key", async () => {
    await open("swap").make("market", "signature");
    await expect(open("swap", "sm", "22".repeat(32)).sign("market", text)).rejects.toThrow();
    renameSync(join(folder, "swap", "market.json"), join(folder, "swap", "health.json"));
    await expect(open("swap").sign("health", text)).rejects.toThrow("another key");
    writeFileSync(join(folder, "swap", "broken.json"), "{}");
    await expect(open("swap").sign("broken", text)).rejects.toThrow();
  });

  test("a key is never replaced, not even by two who make it at once", async () => {
    const tries = await Promise.allSettled([1, 2, 3].map(() => open("race").make("market", "signature")));
    expect(tries.filter(({ status }) => status === "fulfilled").length).toBe(1);
    expect(tries.filter((each) => each.status === "rejected").map(({ reason }) => (reason as { code: string }).code)).toEqual(["KEY_EXISTS", "KEY_EXISTS"]);
  });

  test("an id that leads elsewhere, or to nothing, is not found", async () => {
    for (const keyId of ["../master", "", "A", "nothing-here", "a/b"]) await expect(open("none").sign(keyId, text)).rejects.toMatchObject({ status: 404 });
    expect(await open("none").find("nothing-here")).toBeUndefined();
  });
});
