import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { personalCodec, sm3 } from "#crypto/crypto";
import { openDataKeys, type KeptDataKeys } from "#crypto/keys";
import { openFiles, type Files } from "./index.ts";

let folder: string;
let keys: KeptDataKeys;
let files: Files;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "yiwang-files-"));
  keys = await openDataKeys(join(folder, "secrets"), "ab".repeat(32), "sm");
  files = openFiles(folder, personalCodec(keys));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pdf = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
    `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n% ${"身份证复印件".repeat(60)}\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
);
const pathOf = (fileId: string): string => join(folder, "files", fileId.slice(0, 2), fileId.slice(2));
const kept = (): string[] =>
  (mkdirSync(join(folder, "files"), { recursive: true }), readdirSync(join(folder, "files"), { recursive: true, encoding: "utf8" })).filter((name) =>
    /[0-9a-f]{32}/.test(name),
  );

describe("a file", () => {
  test("is kept under its SM3, once however often it comes, and read back to the byte", async () => {
    const stored = await files.put(pdf);
    expect(stored).toEqual({ fileId: sm3(pdf).toString("hex"), size: pdf.length, type: "application/pdf", scripts: false });
    expect(await files.put(Buffer.from(pdf))).toEqual(stored);
    expect(kept()).toHaveLength(1);
    expect((await files.read(stored.fileId)).equals(pdf)).toBe(true);
  });

  test("lies on the disk encrypted, for nobody else to read", async () => {
    const { fileId } = await files.put(pdf);
    const bytes = readFileSync(pathOf(fileId));
    expect(bytes.includes(Buffer.from("%PDF"))).toBe(false);
    expect(statSync(pathOf(fileId)).mode & 0o077).toBe(0);
  });

  test("changed on the disk is not given out", async () => {
    const { fileId } = await files.put(pdf);
    const bytes = readFileSync(pathOf(fileId));
    bytes[bytes.length - 40]! ^= 1;
    writeFileSync(pathOf(fileId), bytes);
    await expect(files.read(fileId)).rejects.toThrow();
  });

  test.each(["", "../secrets/keys", "0".repeat(63), "g".repeat(64), "0".repeat(64)])("that there is not (%j) is not found", async (fileId) => {
    await expect(files.read(fileId)).rejects.toMatchObject({ status: 404 });
  });

  test.each<[string, Buffer]>([
    ["empty", Buffer.alloc(0)],
    ["text", Buffer.from("%PD not one")],
    ["cut off", pdf.subarray(0, pdf.length - 1100)],
    ["too large", Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)])],
  ])("that is %s is refused with what to do, and nothing is kept", async (_what, content) => {
    await expect(files.put(content)).rejects.toMatchObject({ status: content.length > 2_000_000 ? 413 : 422, message: expect.stringMatching(/请|只能/) });
    expect(kept()).toEqual([]);
  });

  test("is encrypted as it comes, in pieces of any size, and reads the same under both suites", async () => {
    for (const suite of ["sm", "international"] as const) {
      const codec = personalCodec(keys, suite);
      for (const size of [0, 1, 65_535, 65_536, 300_001]) {
        const plain = randomBytes(size);
        const received = await openFiles(join(folder, suite), codec).receive(
          (async function* () {
            for (let at = 0; at < size; at += 70_001) yield plain.subarray(at, at + 70_001);
          })(),
        );
        expect([received.fileId, received.size]).toEqual([sm3(plain).toString("hex"), size]);
        expect((await received.content()).equals(plain)).toBe(true);
        expect(codec.decryptBytes(readFileSync(received.path)).equals(plain)).toBe(true);
      }
    }
  });

  test("that breaks off leaves nothing; what was received and never kept is swept when it is old", async () => {
    const breaking = async function* (): AsyncGenerator<Buffer> {
      yield pdf;
      throw new Error("the line broke");
    };
    await expect(files.receive(breaking())).rejects.toThrow("the line broke");
    expect(kept()).toEqual([]);
    const { path } = await files.receive(pdf);
    const { fileId } = await files.put(Buffer.concat([pdf, Buffer.from("%%EOF\n")]));
    expect(await files.sweep(new Date(Date.now() - 60_000))).toBe(0);
    utimesSync(path, new Date(0), new Date(0));
    expect(await files.sweep(new Date(Date.now() - 60_000))).toBe(1);
    expect(kept().map((name) => name.replace("/", ""))).toEqual([fileId]);
  });

  test("of the largest size keeps nobody else waiting", async () => {
    const large = Buffer.concat([pdf, randomBytes(9 * 1024 * 1024), pdf]);
    // Turns that others get meanwhile: none would mean 130 ms of SM3 and SM4 at a stretch for one file, 650 for five.
    let [turns, going] = [0, true];
    const others = (async () => {
      for (; going; turns += 1) await new Promise((resume) => setImmediate(resume));
    })();
    const received = await files.receive(large);
    const taking = turns;
    expect((await received.content()).equals(large)).toBe(true);
    const reading = turns - taking;
    going = false;
    await others;
    expect([taking > 100, reading > 100]).toEqual([true, true]);
  });
});

describe("when the key changes", () => {
  test("each file is encrypted under the new one and reads as before; one that cannot be opened is told and left", async () => {
    const { fileId } = await files.put(pdf);
    const part = Number.parseInt(fileId.slice(0, 2), 16);
    const version = await keys.add();
    expect([await files.count(part, version), await files.count((part + 1) % 256, version)]).toEqual([1, 0]);
    expect(await files.reencrypt(part, version)).toEqual({ found: 1, reencrypted: 1, unreadable: 0 });
    expect(await files.count(part, version)).toBe(0);
    expect((await files.read(fileId)).equals(pdf)).toBe(true);
    const spoilt = readFileSync(pathOf(fileId));
    spoilt[spoilt.length - 1]! ^= 1;
    writeFileSync(pathOf(fileId), spoilt);
    const third = await keys.add();
    expect(await files.count(part, third)).toBe(0);
    expect(await files.reencrypt(part, third)).toEqual({ found: 0, reencrypted: 0, unreadable: 1 });
    expect(readFileSync(pathOf(fileId)).equals(spoilt)).toBe(true);
  });
});
