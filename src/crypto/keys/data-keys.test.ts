import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { personalCodec } from "#crypto/crypto";
import { openDataKeys, openKeys, rewrap, type KeptDataKeys, type Rewrapping } from "./index.ts";

const MASTER = "11".repeat(32);
const NEXT = "22".repeat(32);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "yiwang-data-keys-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (place: string, knownFor?: number): Promise<KeptDataKeys> => openDataKeys(join(folder, place), MASTER, "sm", knownFor);

describe("data keys", () => {
  test("are random, made once, the same after a restart and for a second process that begins at the same moment", async () => {
    const [one, other] = await Promise.all([open("once"), open("once")]);
    const again = await open("once");
    expect([one.newest(), other.newest(), again.newest()]).toEqual([1, 1, 1]);
    expect(one.find(1)).toHaveLength(64);
    expect([other.find(1), again.find(1)]).toEqual([one.find(1), one.find(1)]);
    expect([other.index, again.index]).toEqual([one.index, one.index]);
    expect(one.index).not.toEqual(one.find(1));
    expect((await open("elsewhere")).find(1)).not.toEqual(one.find(1));
  });

  test("a process reads what another encrypts under a version it never heard of, and takes it up itself within its time", async () => {
    const [mine, theirs] = [await open("shared", 300), await open("shared", 300)];
    const [here, there] = [personalCodec(mine), personalCodec(theirs)];
    const before = there.encrypt("林秀英");
    expect(await mine.add()).toBe(2);
    expect(mine.takenUp()).toBe(false);
    const encrypted = here.encrypt("林秀英");
    expect(encrypted).toMatch(/^s1\.2\./);
    expect(there.encrypt("林秀英")).toMatch(/^s1\.1\./);
    expect(there.decrypt(encrypted)).toBe("林秀英");
    await new Promise((resume) => setTimeout(resume, 350));
    expect(there.encrypt("林秀英")).toMatch(/^s1\.2\./);
    await new Promise((resume) => setTimeout(resume, 300));
    expect(mine.takenUp()).toBe(true);
    expect(here.decrypt(before)).toBe("林秀英");
    expect(here.index("990101194405120027")).toBe(there.index("990101194405120027"));
    expect(mine.list().map(({ version }) => version)).toEqual([1, 2]);
  });

  test("two who make a version at once make two", async () => {
    const [mine, theirs] = [await open("race"), await open("race")];
    expect((await Promise.all([mine.add(), theirs.add()])).sort()).toEqual([2, 3]);
  });

  test("a version that was removed opens nothing in a process that never used it", async () => {
    const keys = await open("gone");
    const encrypted = personalCodec(keys).encrypt("林秀英");
    await keys.add();
    await keys.remove(1);
    expect(keys.list().map(({ version }) => version)).toEqual([2]);
    expect(() => personalCodec({ ...keys, find: (version) => keys.find(version) }).decrypt(encrypted)).toThrow("no data key of version 1");
  });

  test("are not to be had by their ids", async () => {
    await open("ids");
    await expect(openKeys(join(folder, "ids"), MASTER).encrypt("personal-1", Buffer.from("x"))).rejects.toMatchObject({ status: 404 });
  });
});

describe("a new master key", () => {
  const text = Buffer.from("准予行政许可决定书");

  async function kept(place: string): Promise<{ change: Rewrapping; encrypted: string; signature: Buffer }> {
    const at = join(folder, place);
    const data = await openDataKeys(at, MASTER);
    await data.add();
    const keys = openKeys(at, MASTER);
    await keys.make("market", "signature");
    await keys.make("box", "secret", "international");
    const masterFile = join(folder, `${place}.key`);
    writeFileSync(masterFile, MASTER);
    const change: Rewrapping = { folder: at, masterFile, master: MASTER, next: NEXT, suite: "sm", settle: 1 };
    return { change, encrypted: personalCodec(data).encrypt("林秀英"), signature: await keys.sign("market", text) };
  }

  /** Whether every key of a folder works under a master key. */
  async function works({ change: { folder: at }, encrypted, signature }: Awaited<ReturnType<typeof kept>>, master: string): Promise<boolean> {
    try {
      const keys = openKeys(at, master);
      await keys.decrypt("box", await keys.encrypt("box", text));
      await keys.sign("market", text);
      return personalCodec(await openDataKeys(at, master)).decrypt(encrypted) === "林秀英" && (await keys.verify("market", text, signature));
    } catch {
      return false;
    }
  }

  test("wraps every key anew and lies in the place of the old one, which opens nothing any more", async () => {
    const city = await kept("rewrapped");
    expect([await works(city, MASTER), await works(city, NEXT)]).toEqual([true, false]);
    expect(await rewrap(city.change)).toBe(5);
    expect(readFileSync(city.change.masterFile, "utf8").trim()).toBe(NEXT);
    expect([await works(city, MASTER), await works(city, NEXT)]).toEqual([false, true]);
    expect(readdirSync(city.change.folder).filter((name) => !name.endsWith(".json"))).toEqual([]);
  });

  test("broken off before the master key's file: the old one still opens everything, and the same call goes on", async () => {
    const city = await kept("half");
    await expect(rewrap({ ...city.change, masterFile: join(folder, "half.key", "no-folder", "master.key") })).rejects.toThrow();
    expect(readFileSync(city.change.masterFile, "utf8")).toBe(MASTER);
    expect(await works(city, MASTER)).toBe(true);
    await rewrap(city.change);
    expect([await works(city, MASTER), await works(city, NEXT)]).toEqual([false, true]);
  });

  test("broken off after it: the new one opens everything, and the same call drops what is left of the old", async () => {
    const city = await kept("late");
    await expect(rewrap({ ...city.change, masterFile: join(folder, "late.key", "no-folder", "master.key") })).rejects.toThrow();
    const both = readdirSync(city.change.folder).map((name) => [name, readFileSync(join(city.change.folder, name), "utf8")] as const);
    await rewrap(city.change);
    for (const [name, content] of both.slice(2)) writeFileSync(join(city.change.folder, name), content);
    expect(await works(city, NEXT)).toBe(true);
    await rewrap({ ...city.change, master: NEXT });
    expect([await works(city, MASTER), await works(city, NEXT)]).toEqual([false, true]);
  });

  test("a key that is made while it changes is there afterwards", async () => {
    const city = await kept("meanwhile");
    const [rewrapped] = await Promise.all([rewrap({ ...city.change, settle: 300 }), openKeys(city.change.folder, MASTER).make("health", "signature")]);
    expect(rewrapped).toBe(6);
    expect(await openKeys(city.change.folder, NEXT).sign("health", text)).toHaveLength(64);
  });

  test("a folder with a key of neither master key is left as it is", async () => {
    const city = await kept("foreign");
    await openKeys(city.change.folder, "33".repeat(32)).make("foreign", "secret");
    await expect(rewrap(city.change)).rejects.toMatchObject({ code: "KEY_UNREADABLE" });
    expect(readFileSync(city.change.masterFile, "utf8")).toBe(MASTER);
    expect([await works(city, MASTER), await works(city, NEXT)]).toEqual([true, false]);
  });
});
