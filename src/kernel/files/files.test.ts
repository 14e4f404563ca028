import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { personalCodec, sm3 } from "#kernel/crypto";
import { openDataKeys, type KeptDataKeys } from "#kernel/keys";
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
const kept = (): string[] => readdirSync(join(folder, "files"), { recursive: true, encoding: "utf8" }).filter((name) => name.length > 2);

describe("a file", () => {
  test("is kept under its SM3, once however often it comes, and read back to the byte", async () => {
    const stored = await files.put(pdf);
    expect(stored).toEqual({ fileId: sm3(pdf).toString("hex"), size: pdf.length, type: "application/pdf" });
    expect(await files.put(Buffer.from(pdf))).toEqual(stored);
    expect(kept()).toHaveLength(1);
    expect((await files.read(stored.fileId)).equals(pdf)).toBe(true);
  });

  test("lies on the disk sealed, for nobody else to read", async () => {
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
    await expect(files.put(content)).rejects.toMatchObject({ status: 422, message: expect.stringMatching(/请|只能/) });
    expect(() => kept()).toThrow();
  });
});

describe("when the key changes", () => {
  test("each file is sealed under the new one and reads as before; one that cannot be opened is told and left", async () => {
    const { fileId } = await files.put(pdf);
    const part = Number.parseInt(fileId.slice(0, 2), 16);
    const version = await keys.add();
    expect([await files.count(part, version), await files.count((part + 1) % 256, version)]).toEqual([1, 0]);
    expect(await files.reseal(part, version)).toEqual({ found: 1, resealed: 1, unreadable: 0 });
    expect(await files.count(part, version)).toBe(0);
    expect((await files.read(fileId)).equals(pdf)).toBe(true);
    const spoilt = readFileSync(pathOf(fileId));
    spoilt[spoilt.length - 1]! ^= 1;
    writeFileSync(pathOf(fileId), spoilt);
    const third = await keys.add();
    expect(await files.count(part, third)).toBe(0);
    expect(await files.reseal(part, third)).toEqual({ found: 0, resealed: 0, unreadable: 1 });
    expect(readFileSync(pathOf(fileId)).equals(spoilt)).toBe(true);
  });
});
