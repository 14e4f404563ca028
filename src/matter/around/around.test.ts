import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { upgradeField } from "#content/form";
import { saveDraft, submit } from "#matter/intake";
import { blueprintOf, getMatter } from "#matter/matter";
import { testCity, type TestCity } from "../../../test/city.ts";
import { draftOfEveryField, installEveryField } from "../../../test/every-field.ts";
import { restaurantDraft } from "../../../test/application.ts";
import { aroundMatter } from "./index.ts";

// What the city tells the questions of a form, and what nobody learns by them.

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
  await installEveryField(city);
}, 120_000);
afterAll(() => city.close());
const own = () => city.person("chen-xiaoman");

describe("by a number", () => {
  const around = async (person: string, answers: Record<string, unknown>) => {
    const matterId = await draftOfEveryField(city, person);
    const ctx = await city.person(person);
    const { matter } = await getMatter(ctx, matterId);
    return aroundMatter(ctx, matter, await blueprintOf(ctx, matter), answers);
  };

  test("a firm is known by its name, a matter to whose it is, to others there is none", async () => {
    const matterId = await draftOfEveryField(city);
    await saveDraft(await own(), matterId, { form: { applicant_name: "陈小满", phone: "19900000003", request: "修路灯" } });
    const number = (await submit(await own(), matterId)).number!;
    const [hers, anothers] = [await around("chen-xiaoman", { earlier: number }), await around("jiang-li", { earlier: number, shop: "91990100MA0000001G" })];
    expect([hers.matter!(number), anothers.matter!(number)]).toEqual(["新事项", null]);
    expect(anothers.record!("organisation", "91990100MA0000001G")).toBe("云州小满餐饮有限公司");
  });

  test("a register whose rows are people is never looked into", async () => {
    const person = { name: "who", label: "谁", type: "record" as const, register: "population" };
    const matterId = await draftOfEveryField(city);
    const ctx = await own();
    const { matter } = await getMatter(ctx, matterId);
    const blueprint = await blueprintOf(ctx, matter);
    const field = { ...upgradeField(person), page: "p", locked: false, required: false };
    const form = { ...blueprint.form, fields: new Map([["who", field]]) };
    const seen = await aroundMatter(ctx, matter, { ...blueprint, form }, { who: "990101194405120027" });
    expect(seen.record!("population", "990101194405120027")).toBeUndefined();
  });
});

describe("what is asked for", () => {
  test("areas by the names above them, units, staff at work, registers with their columns, what can be put right", async () => {
    const matterId = await draftOfEveryField(city);
    const ctx = await own();
    const { matter } = await getMatter(ctx, matterId);
    const seen = await aroundMatter(ctx, matter, await blueprintOf(ctx, matter), {});
    expect(seen.areas).toContainEqual({ value: "990101001000", label: "青溪区青瓷街道" });
    expect(seen.readArea!("青瓷街道")).toEqual({ value: "990101001000" });
    expect(seen.units!.length).toBeGreaterThan(5);
    expect(seen.staff!.map(({ label }) => label)).toContain("林静");
    expect(seen.registers!.find(({ value }) => value === "organisation")!.columns).toContainEqual({ value: "name", label: expect.any(String) });
    expect(seen.markable!.map(({ value }) => value)).toEqual(expect.arrayContaining(["phone", "application"]));
    expect(seen.files).toMatchObject({ photos: [], files: [] });
  });

  test("a form of plain questions asks the city for no list", async () => {
    const ctx = await city.person("chen-xiaoman", "xiaoman-catering");
    const { matter } = await getMatter(ctx, await restaurantDraft(city));
    const seen = await aroundMatter(ctx, matter, await blueprintOf(ctx, matter), {});
    expect([seen.areas, seen.staff, seen.registers, seen.licences, seen.files]).toEqual(Array(5).fill(undefined));
  });
});
