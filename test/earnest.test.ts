import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listItems, listPacks } from "#content/catalogue";
import { findCity } from "#people/city";
import { listDuties, organisationNow } from "#people/duty";
import { listStaff, signInStaff } from "#people/identity";
import { findActiveSeal } from "#trust/seal";
import { verify } from "#proof/log";
import { openCity, serve, type City } from "../src/city.ts";
import { foundCity, readCityFolder, type Founded } from "../src/founding/index.ts";
import { seedDemo } from "../src/seed/demo.ts";
import { HALL, linjiangFolder, ofLinjiang, writeLinjiang, type Changes } from "./city-folder.ts";
import { emptyPlace, type Place } from "./empty-city.ts";
import { testCity } from "./city.ts";

// 临江市 begins in earnest, by its own folder.

const PACKS = ["common", "application", "civil", "market"];
let place: Place;
let folder: string;
let city: City;
let founded: Founded;
async function found(): Promise<Founded> {
  const { city: read, faults } = await readCityFolder(folder);
  expect(faults).toEqual([]);
  return foundCity(city, read!);
}
beforeAll(async () => {
  place = await emptyPlace();
  folder = linjiangFolder(PACKS, { city: (written) => void (written["seals"] = [HALL]) });
  city = await place.open();
  founded = await found();
});
afterAll(async () => {
  await city.close();
  place.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe("a city in earnest", () => {
  test("has its own name, areas, units, items and seal, and three administrators who have yet to sign in", async () => {
    const ctx = city.ctx();
    expect(await findCity(ctx)).toMatchObject({
      standing: "earnest",
      name: "临江市",
      portal: "临江市一网通办",
      mark: "临江",
      hotline: "12345",
      readyAt: expect.any(Date),
    });
    const { areas, units } = await organisationNow(ctx);
    expect(areas.get("990201000000")).toMatchObject({ name: "东城区", level: 2, parent: "990200000000" });
    expect(units.get(HALL)).toMatchObject({ name: "临江市政务服务和数据管理局" });
    expect((await listPacks(ctx)).map(({ packId }) => packId).sort()).toEqual([...PACKS].sort());
    expect((await listItems(ctx)).find(({ itemId }) => itemId === "food-licence")).toMatchObject({ unit: ofLinjiang("11990100MB0000001T") });
    expect(await findActiveSeal(ctx, HALL, "unit", "decision")).toBeDefined();
    expect((await listStaff(ctx)).map(({ username, enrols }) => [username, enrols])).toEqual([
      ["lianquan", true],
      ["wangxt", true],
      ["zhaoshenji", true],
    ]);
    const roles = await Promise.all((await listStaff(ctx)).map(async ({ staffId }) => (await listDuties(ctx, staffId)).map(({ role }) => role)));
    expect(roles).toEqual([["security-administrator"], ["administrator"], ["auditor"]]);
    expect((await verify(ctx)).fault).toBeUndefined();
  });

  test("has nobody and nothing of the demo, and nobody signs in by a name", async () => {
    const count = async (table: string): Promise<unknown> => (await city.database.owner.query(`select count(*)::int as n from ${table}`)).rows[0].n;
    expect(await Promise.all(["identity.people", "identity.organisations", "matter.matters", "licence.licences", "cell.outlines"].map(count))).toEqual([
      0, 0, 0, 0, 0,
    ]);
    const app = await serve(city);
    try {
      for (const url of ["/", "/sign-in", "/console/sign-in", "/about", "/field/signed-out", "/nowhere"]) {
        const { body } = await app.inject({ url, headers: { host: "localhost" } });
        expect([url, body.match(/演示|云州|yunzhou|林秀英/g)]).toEqual([url, null]);
        if (!url.startsWith("/field")) expect(body).toContain("临江市");
      }
      const page = await app.inject({ url: "/sign-in" });
      expect(page.body).toContain("现在还不能在网上登录");
      expect(page.body).not.toContain('name="id_number"');
    } finally {
      await app.close();
    }
  });

  test("lets each administrator in by a first password that is theirs, and asks for their own", async () => {
    expect(founded.signIns.map(({ username, role }) => [username, role])).toEqual([
      ["wangxt", "管理"],
      ["lianquan", "安全管理"],
      ["zhaoshenji", "审计"],
    ]);
    const [first] = founded.signIns;
    const signIn = (password: string) => signInStaff(city.ctx(), { username: "wangxt", password, code: "", address: "127.0.0.1" });
    expect(await signIn(first!.password)).toMatchObject({ enrols: true });
    await expect(signIn("yunzhou-2026")).rejects.toMatchObject({ code: "SIGN_IN" });
  });

  test("begun again, gives another first password to who has not signed in, takes over what the folder says now, and doubles nothing", async () => {
    writeLinjiang(folder, PACKS, {
      city: (written) =>
        Object.assign(written, { city: { name: "临江市", portal: "临江一网办", publisher: "临江市数据局", hotline: "0990-12345" }, seals: [HALL] }),
      units: (rows) => rows.map(([code, ...rest]) => (code === HALL ? [code, "临江市数据局", "数据局", ...rest.slice(2)] : [code!, ...rest])),
    });
    const before = await city.database.owner.query(
      "select (select count(*)::int from seal.seals) as seals, (select count(*)::int from duty.appointments) as appointments",
    );
    await city.database.owner.query("update identity.staff set must_change = false, totp_enrolled_at = now() where username = 'wangxt'");
    const again = await found();
    expect(again.signIns.map(({ username }) => username)).toEqual(["lianquan", "zhaoshenji"]);
    expect(again.signIns[0]!.password).not.toBe(founded.signIns[1]!.password);
    expect(
      (await city.database.owner.query("select (select count(*)::int from seal.seals) as seals, (select count(*)::int from duty.appointments) as appointments"))
        .rows,
    ).toEqual(before.rows);
    expect(await findCity(city.ctx())).toMatchObject({ portal: "临江一网办", hotline: "0990-12345" });
    expect((await organisationNow(city.ctx())).units.get(HALL)).toMatchObject({ name: "临江市数据局", shortName: "数据局" });
  });

  test("takes nothing of the demo, and a demo city is made none in earnest", async () => {
    await expect(seedDemo(city)).rejects.toThrow("is a city in earnest: nothing of the demo goes into it");
    const demo = await testCity();
    const { city: read } = await readCityFolder(folder);
    await expect(foundCity(demo, read!)).rejects.toThrow("holds the demo city");
    await demo.close();
  });

  test("is not begun anew in silence where its database or its keys are gone", async () => {
    const keys = join(place.config.dataDir, "secrets", "keys");
    for (const lost of [join(keys, "personal-index.json"), join(keys, "personal-1.json"), place.config.masterKeyFile]) {
      renameSync(lost, `${lost}.away`);
      await expect(place.open()).rejects.toThrow(`${lost} is gone, by which the city in ${place.config.dataDir} reads what it keeps`);
      renameSync(`${lost}.away`, lost);
    }
    await expect(openCity({ ...place.config, databaseUrl: undefined })).rejects.toThrow(`the database of the city in ${place.config.dataDir} is gone`);
    const empty = await emptyPlace();
    await expect(openCity({ ...place.config, databaseUrl: empty.config.databaseUrl })).rejects.toThrow("the database of DATABASE_URL is empty");
    empty.remove();
    const whole = await place.open();
    await whole.close();
  });
});

/** Everything that a beginning writes, counted. */
const WRITTEN = `select (select count(*)::int from duty.areas) as areas, (select count(*)::int from duty.units) as units,
  (select count(*)::int from identity.staff) as staff, (select count(*)::int from duty.appointments) as appointments, (select count(*)::int from catalogue.packs) as packs,
  (select count(*)::int from catalogue.items) as items, (select count(*)::int from register.registers) as registers, (select count(*)::int from seal.uses) as uses,
  (select count(*)::int from seal.seals) as seals, (select ready_at is not null from city.cities) as ready`;

test(
  "a beginning that is cut off at any moment is never ready, goes on where it stopped, and comes to what one without a break comes to",
  { timeout: 120_000 },
  async () => {
    const whole = (await city.database.owner.query(WRITTEN)).rows[0];
    const broken = await emptyPlace();
    const { city: read } = await readCityFolder(folder);
    const counted = async (): Promise<Record<string, unknown>> => {
      const there = await broken.open();
      const rows = await there.database.owner.query(WRITTEN);
      await there.close();
      return rows.rows[0] as Record<string, unknown>;
    };
    let cut = 0;
    for (let round = 0; round < 5; round += 1) {
      const begun = await broken.open();
      const founding = foundCity(begun, read!).then(
        () => true,
        () => false,
      );
      await new Promise((resume) => setTimeout(resume, 20 + round * 200));
      // As the database sees a process that was killed.
      await city.database.owner.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [
        new URL(broken.config.databaseUrl!).pathname.slice(1),
      ]);
      const ended = await founding;
      await begun.close().catch(() => {});
      const there = await counted();
      if (!ended) cut += 1;
      if (there["ready"] === true) expect(there).toEqual(whole);
    }
    expect(cut).toBeGreaterThan(0);
    const last = await broken.open();
    await foundCity(last, read!);
    await last.close();
    expect(await counted()).toEqual(whole);
    broken.remove();
  },
);

test("the folder of the guide is one that begins, but for the codes it leaves out", async () => {
  const guide = readFileSync("docs/guides/operating.md", "utf8");
  const written = /```yaml\n([\s\S]+?)```/.exec(guide)![1]!;
  const made = linjiangFolder([]);
  writeFileSync(join(made, "city.yaml"), written);
  const { faults } = await readCityFolder(made);
  rmSync(made, { recursive: true, force: true });
  expect(faults.filter((fault) => !fault.includes("请在 replace 里写上"))).toEqual([]);
});

// What whoever writes the folder gets wrong: how, and what they are told.
const MISTAKES: [string, Changes, RegExp][] = [
  ["a key is misspelt", { city: (city) => void (city["admins"] = []) }, /city\.yaml:\d+: 不认识“admins”这一项/],
  ["nobody audits", { city: ({ administrators }) => void administrators.pop() }, /city\.yaml:\d+: 少一位审计员（role: auditor）：三员分立/],
  [
    "one holds two of the three",
    { city: ({ administrators }) => void (administrators[2]!.username = "wangxt") },
    /“wangxt”已经是系统管理员，三员不能由同一个人担任/,
  ],
  ["a unit is not in the list", { city: ({ administrators }) => void (administrators[0]!.unit = "11990100MB0000009K") }, /单位表里没有 11990100MB0000009K/],
  ["a pack is misspelt", { city: (city) => void (city["packs"] = ["comon"]) }, /随程序带的业务包里没有“comon”/],
  [
    "a unit of the demo city is left in a pack",
    { city: ({ replace }) => void delete replace["12990100MB0000002T"] },
    /业务包 common 里写着演示城市的 12990100MB0000002T（云州市政务服务中心），请在 replace 里写上换成本市的哪一个/,
  ],
  [
    "an area lies under none of the level above",
    { areas: (rows) => rows.map((row, i) => (i === 3 ? [...row.slice(0, 3), "990200000000"] : row)) },
    /areas\.csv:5: 街道乡镇的上级应当是区县，990200000000 不是/,
  ],
  ["there are two cities", { areas: (rows) => [...rows, ["990300000000", "第二市", "1", ""]] }, /有且只有一个 1 级（本市），这里有 2 个/],
  ["an area is there twice", { areas: (rows) => [...rows, rows[2]!] }, /areas\.csv:13: 代码 990202000000 与第 4 行重复/],
  [
    "a check character is wrong",
    { units: (rows) => [[`${rows[0]![0]!.slice(0, 17)}X`, ...rows[0]!.slice(1)], ...rows.slice(1)] },
    /units\.xlsx:2: 机构代码“.{18}”的校验码不对，最后一位应当是 /,
  ],
  [
    "units lie in a ring",
    { units: (rows) => rows.map((row, i) => (i === 0 ? [...row.slice(0, 4), rows[1]![0]!] : row)) },
    /units\.xlsx:2: .* 的上级绕了一圈又回到它自己/,
  ],
  [
    "a column is missing",
    { units: (rows) => rows.map((row) => row), city: (city) => void (city["units"] = "areas.csv") },
    /areas\.csv:1: .*机构代码|没有找到表头/,
  ],
  ["a list is not there", { city: (city) => void (city["areas"] = "区划.xlsx") }, /区划\.xlsx:1: 没有这个文件/],
];

test.each(MISTAKES)("when %s, the folder says so with its line, and nothing is begun", async (_what, changes, says) => {
  const wrong = linjiangFolder(PACKS, changes);
  const { city: read, faults } = await readCityFolder(wrong);
  rmSync(wrong, { recursive: true, force: true });
  expect(read).toBeUndefined();
  expect(faults.join("\n")).toMatch(says);
});
