import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getOrganisation } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import { testCity, type TestCity } from "../../../test/city.ts";
import {
  cancelLicence,
  findLicence,
  findUsable,
  getLicence,
  issueLicence,
  liftSuspension,
  listLicencesOf,
  searchLicences,
  suspendLicence,
  verify,
} from "./index.ts";

const GROUNDS = { reason: "现场核查发现冷藏设施停用", basis: "食品安全法 第一百三十二条" };
const MARKET = { code: "11990100MB0000001T", name: "云州市市场监督管理局" };

let city: TestCity;
let director: Ctx;
let holder: { kind: "organisation"; name: string; number: string };
beforeAll(async () => {
  city = await testCity();
  director = await city.staff("gaojian");
  const { onBehalf } = (await city.person("chen-xiaoman", "xiaoman-catering")).actor;
  const { name, uscc } = await getOrganisation(city.ctx(), onBehalf!.organisationId);
  holder = { kind: "organisation", name, number: uscc };
});
afterAll(() => city.close());

async function issued(number: string): Promise<string> {
  const type = { id: "food-licence", code: "11100000000013338W032", name: "食品经营许可证" };
  const { licenceId } = await issueLicence(city.ctx(), {
    type,
    issuer: MARKET,
    holder,
    prefix: "JY",
    number,
    validity: "P5Y",
    face: [{ label: "经营者名称", value: holder.name }],
  });
  return licenceId;
}

describe("a licence", () => {
  test("verifies and stands for a paper while it is valid", async () => {
    const id = await issued("JY29901010000011");
    expect((await verify(city.ctx(), "JY29901010000011")).licence).toMatchObject({ licenceId: id, state: "valid" });
    expect(await findUsable(city.ctx(), holder.number, "food-licence")).toBeDefined();
    expect((await listLicencesOf(city.ctx(), holder.number)).map((licence) => licence.licenceId)).toContain(id);
  });

  test.each([
    [
      "云城广许字〔2026〕第000054号",
      [
        "云城广许字(2026)第54号",
        "云城广许字［２０２６］第０００５４号",
        "云城广许字 【2026】 第000054号",
        "云城广许字{2026}第 54 号",
        "云城广许字〔2026〕54号",
        "　云城广许字（2026）第000054号\u200b",
      ],
    ],
    ["JY29901010000088", ["jy2990 1010 0000 88", "ＪＹ２９９０１０１０００００８８"]],
    ["闽 A-0007 号", ["闽A—0007号", "闽a－0007号"]],
  ])("%s is found however it is typed", async (number, typed) => {
    const id = await issued(number);
    const { identifier } = await getLicence(city.ctx(), id);
    for (const text of [number, ...typed, identifier, identifier.toLowerCase(), ` ${identifier.replaceAll(".", "。")} `])
      expect((await findLicence(city.ctx(), text))?.licenceId, text).toBe(id);
    expect((await searchLicences(city.ctx(), { text: typed[0]! })).rows.map(({ licenceId }) => licenceId)).toEqual([id]);
    expect(await findLicence(city.ctx(), `${number.slice(0, -2)}99`)).toBeUndefined();
  });

  test("whose number another one's folds to is found by its own", async () => {
    const [one, other] = [await issued("云试〔2026〕第7号"), await issued("云试〔2026〕第0007号")];
    expect(
      [await findLicence(city.ctx(), "云试〔2026〕第7号"), await findLicence(city.ctx(), "云试〔2026〕第0007号")].map((found) => found?.licenceId),
    ).toEqual([one, other]);
  });

  test("is looked up by an index, not by reading them all", async () => {
    const plan = await city.ctx().db.transaction(async (db) => {
      await db.query("set local enable_seqscan = off");
      return db.query(
        "explain select from licence.licences l where licence.folded(l.number) = licence.folded($1) or licence.folded(l.identifier) = licence.folded($1)",
        ["x"],
        "fresh",
      );
    });
    expect(JSON.stringify(plan)).toMatch(/licences_number_folded.*licences_identifier_folded/);
  });

  test("stops verifying green while it is suspended, with reason and basis to read, and is valid again afterwards", async () => {
    const id = await issued("JY29901010000012");
    await suspendLicence(director, id, GROUNDS);
    expect(await getLicence(city.ctx(), id)).toMatchObject({ state: "suspended", why: GROUNDS });
    await expect(suspendLicence(director, id, GROUNDS)).rejects.toMatchObject({ status: 409, code: "NOT_VALID" });
    await liftSuspension(director, id);
    expect((await getLicence(city.ctx(), id)).state).toBe("valid");
    await expect(liftSuspension(director, id)).rejects.toMatchObject({ status: 409, code: "NOT_SUSPENDED" });
  });

  test("is cancelled for good, also out of a suspension", async () => {
    const id = await issued("JY29901010000013");
    await suspendLicence(director, id, GROUNDS);
    await cancelLicence(director, id, "revoked", GROUNDS);
    expect((await getLicence(city.ctx(), id)).state).toBe("revoked");
    await expect(cancelLicence(director, id, "cancelled", GROUNDS)).rejects.toMatchObject({ status: 409 });
    await expect(liftSuspension(director, id)).rejects.toMatchObject({ status: 409 });
  });

  test("is suspended once when two try at the same moment", async () => {
    const id = await issued("JY29901010000014");
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => suspendLicence(director, id, GROUNDS)));
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(1);
  });

  test("is out of reach for another body's director, and for whoever gives no grounds", async () => {
    const id = await issued("JY29901010000015");
    await expect(suspendLicence(await city.staff("pengyi"), id, GROUNDS)).rejects.toMatchObject({ status: 403 });
    await expect(cancelLicence(await city.staff("pengyi"), id, "revoked", GROUNDS)).rejects.toMatchObject({ status: 403 });
    await expect(suspendLicence(await city.staff("zhouwen"), id, GROUNDS)).rejects.toMatchObject({ status: 403 });
    await expect(suspendLicence(director, id, { reason: " ", basis: "" })).rejects.toMatchObject({
      status: 422,
      fields: { reason: expect.any(String), basis: expect.any(String) },
    });
    await expect(suspendLicence(director, "01890000-0000-7000-8000-000000000000", GROUNDS)).rejects.toMatchObject({ status: 404 });
    expect((await getLicence(city.ctx(), id)).state).toBe("valid");
  });
});
