import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEntries, readEntry } from "#matter/intake";
import { completeTask } from "#matter/work";
import { getMatter, listActs } from "#matter/matter";
import { listDuties } from "#people/duty";
import { appendLeaves, verify } from "#proof/log";
import { listBackups, pruneBackups } from "#kernel/backup";
import type { Ctx } from "#kernel/ctx";
import type { City } from "../src/city.ts";
import { backUp, restore } from "../src/safekeeping.ts";
import { actorOfPerson } from "../src/seed/walked.ts";
import { draftCase, foodLicence, restaurant } from "./application.ts";
import { submit } from "#matter/intake";
import { demoPlace, emptyPlace, type Place } from "./empty-city.ts";

// A city is backed up while it works, and stands up elsewhere from that and its keys.

let place: Place;
let city: City;
let backups: string;
let first: string;
let owner: Ctx;
let matterId: string;
const elsewhere: Place[] = [];
beforeAll(async () => {
  place = await demoPlace();
  city = await place.open();
  backups = mkdtempSync(join(tmpdir(), "yiwang-backups-"));
  owner = city.ctx(await actorOfPerson(city.ctx(), "chen-xiaoman", "xiaoman-catering"));
  matterId = await draftCase(owner, foodLicence, restaurant);
  await submit(owner, matterId);
  await appendLeaves(city.ctx());
  first = (await backUp(place.config, backups)).name;
});
afterAll(async () => {
  await city.close();
  for (const each of [place, ...elsewhere]) each.remove();
  rmSync(backups, { recursive: true, force: true });
});

/** An empty place with the keys of the city, or without some of them. */
async function with_(...left: string[]): Promise<Place> {
  const empty = await emptyPlace();
  elsewhere.push(empty);
  for (const secret of ["keys", "master.key", "backup.key"])
    cpSync(join(place.config.dataDir, "secrets", secret), join(empty.config.dataDir, "secrets", secret), { recursive: true });
  for (const each of left) rmSync(join(empty.config.dataDir, "secrets", each));
  return empty;
}

const count = async (of: City, table: string): Promise<number> =>
  (await of.database.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n;
const hasCity = async (of: Place): Promise<boolean> => {
  const opened = await of.open();
  const there = (await opened.database.owner.query("select from city.cities")).rowCount === 1;
  await opened.close();
  return there;
};

describe("a backup", () => {
  test("is restored elsewhere whole: every chain holds, files open, and the matter goes on with its people", async () => {
    const there = await with_();
    const { manifest, verdict } = await restore(there.config, backups, first);
    expect(manifest).toMatchObject({ city: "云州市", suite: "sm" });
    expect([verdict.fault, verdict.breaches]).toEqual([undefined, []]);
    expect(verdict.acts).toBeGreaterThan(0);
    const restored = await there.open();
    try {
      for (const table of [
        "identity.people",
        "matter.acts",
        "register_data.organisation",
        "log.leaves",
        "catalogue.item_versions",
        "graphile_worker._private_tasks",
      ])
        expect([table, await count(restored, table)]).toEqual([table, await count(city, table)]);
      const ctx = restored.ctx(owner.actor);
      expect(await listActs(ctx, matterId)).toEqual(await listActs(owner, matterId));
      const [entry] = (await listEntries(ctx, matterId)).filter(({ fileId }) => fileId);
      expect((await readEntry(ctx, matterId, entry!.entryId)).content.equals((await readEntry(owner, matterId, entry!.entryId)).content)).toBe(true);
      const rows = await restored
        .ctx()
        .db.query<{ staff_id: string; name: string }>("select staff_id, name from identity.staff where username = 'linjing'", []);
      const linjing = restored.ctx({ kind: "staff", id: rows[0]!.staff_id, name: rows[0]!.name, duties: await listDuties(restored.ctx(), rows[0]!.staff_id) });
      const [task] = (await getMatter(linjing, matterId)).open;
      await completeTask(linjing, matterId, task!.taskId, { outcome: "accept" });
      await appendLeaves(restored.ctx());
      const after = await verify(restored.ctx());
      expect([after.fault, after.breaches]).toEqual([undefined, []]);
      expect(after.acts).toBeGreaterThan(verdict.acts);
    } finally {
      await restored.close();
    }
  });

  test("is of one moment, though the city works meanwhile", async () => {
    let going = true;
    let written = 0;
    const working = (async () => {
      for (; going; written += 1) await draftCase(owner, foodLicence, restaurant);
    })();
    const { name } = await backUp(place.config, backups);
    going = false;
    await working;
    expect(written).toBeGreaterThan(0);
    const there = await with_();
    const { verdict } = await restore(there.config, backups, name);
    expect([verdict.fault, verdict.breaches]).toEqual([undefined, []]);
  });

  test("holds no personal value and no text of anybody in clear, and each file once", async () => {
    const text = readdirSync(join(backups, first), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
      .join("");
    for (const clear of ["19900000003", "xiaoman", Buffer.from("小满餐饮").toString("latin1"), Buffer.from("窑前路").toString("latin1")])
      expect(text.includes(clear)).toBe(false);
    const before = readdirSync(join(backups, "files"), { recursive: true }).length;
    const { copied } = await backUp(place.config, backups);
    expect(copied.copied).toBe(0);
    expect(readdirSync(join(backups, "files"), { recursive: true }).length).toBe(before);
  });

  test("that was altered, cut off or mixed with another is refused, and leaves no city behind", async () => {
    const tables = (name: string): string => join(backups, name, "tables");
    const [other] = (await listBackups(backups)).filter((name) => name !== first);
    const spoilt: [string, (folder: string) => void, RegExp][] = [
      [
        "a byte",
        (at) => writeFileSync(join(at, "tables", "identity.people"), changed(readFileSync(join(tables(first), "identity.people")), 200)),
        /identity\.people was altered or cut off/,
      ],
      ["the end", (at) => truncateSync(join(at, "tables", "matter.acts"), 100), /files of it are not there or cut off, first .*matter\.acts/],
      ["another's table", (at) => cpSync(join(tables(other!), "matter.matters"), join(at, "tables", "matter.matters")), /matter\.matters/],
      ["the manifest", (at) => appendFileSync(join(at, "manifest.json"), " x"), /manifest\.json was altered/],
    ];
    const there = await with_();
    for (const [, spoil, says] of spoilt) {
      const at = mkdtempSync(join(tmpdir(), "yiwang-spoilt-"));
      cpSync(backups, at, { recursive: true });
      spoil(join(at, first));
      await expect(restore(there.config, at, first)).rejects.toThrow(says);
      rmSync(at, { recursive: true });
    }
    expect(await hasCity(there)).toBe(false);
    expect((await restore(there.config, backups, first)).verdict.fault).toBeUndefined();
  });

  test("is restored only where the keys are there and are its own, and where no city is", async () => {
    for (const [left, says] of [
      ["backup.key", /backup\.key is not there, by which backups are read/],
      ["master.key", /master\.key is not there/],
      ["keys/personal-1.json", /personal-1\.json is not there: put back the keys first/],
    ] as const)
      await expect(restore((await with_(left)).config, backups, first)).rejects.toThrow(says);
    const foreign = await emptyPlace();
    elsewhere.push(foreign);
    await (await foreign.open()).close();
    cpSync(join(place.config.dataDir, "secrets", "backup.key"), join(foreign.config.dataDir, "secrets", "backup.key"));
    for (const key of readdirSync(join(place.config.dataDir, "secrets", "keys")))
      if (!existsSync(join(foreign.config.dataDir, "secrets", "keys", key)))
        cpSync(join(place.config.dataDir, "secrets", "keys", key), join(foreign.config.dataDir, "secrets", "keys", key));
    await expect(restore(foreign.config, backups, first)).rejects.toThrow(/personal-\w+\.json is another key than that of the backup/);
    await expect(restore(place.config, backups, first)).rejects.toThrow("holds a city already");
  });

  test("that is halted leaves nothing; the newest are kept, with the files they name", async () => {
    let asked = 0;
    await expect(backUp(place.config, backups, { halted: () => (asked += 1) > 40 })).rejects.toThrow("the backup was halted");
    writeFileSync(join(backups, "busy"), `${process.pid}`);
    await expect(backUp(place.config, backups)).rejects.toThrow("another backup is being made");
    rmSync(join(backups, "busy"));
    expect(readdirSync(backups).filter((name) => name.endsWith(".part") || name === "busy")).toEqual([]);
    const names = await listBackups(backups);
    expect(await pruneBackups(backups, 2)).toEqual(names.slice(0, -2));
    expect(await listBackups(backups)).toEqual(names.slice(-2));
    const there = await with_();
    expect((await restore(there.config, backups, names.at(-1)!)).verdict.fault).toBeUndefined();
  });
});

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 1;
  return copy;
}
