import { afterAll, beforeAll, expect, test } from "vitest";
import { getMatter } from "#matter/matter";
import { saveDraft, startDraft } from "#matter/intake";
import type { Ctx } from "#kernel/ctx";
import { foodLicence, restaurant, restaurantDraft } from "./application.ts";
import { testCity, type TestCity } from "./city.ts";

let city: TestCity;
let owner: Ctx;
let matterId: string;
beforeAll(async () => {
  city = await testCity();
  owner = await city.person("chen-xiaoman", "xiaoman-catering");
  matterId = await restaurantDraft(city);
});
afterAll(() => city.close());

const junk = "x".repeat(300_000);

test.each<[string, Record<string, unknown>]>([
  ["to no question", { junk }],
  ["a text where a choice belongs", { ...restaurant.situation, business: junk }],
  ["an object where a choice belongs", { ...restaurant.situation, business: { deep: [junk] } }],
  ["the prototype", JSON.parse('{"__proto__":{"a":1}}') as Record<string, unknown>],
])("an answer about the situation that is %s is refused, at the beginning and at every save", async (_what, situation) => {
  await expect(startDraft(owner, { itemId: foodLicence.item.id, situation })).rejects.toMatchObject({ status: 422, code: "MISSHAPEN" });
  await expect(saveDraft(owner, matterId, { situation })).rejects.toMatchObject({ status: 422, code: "MISSHAPEN" });
});

test.each<[string, unknown]>([
  ["a text beyond any length", junk],
  ["a list", ["a"]],
  ["an object", { a: { b: 1 } }],
  ["a number", 5],
])("%s where a line of text belongs is refused, and the draft stays as it was", async (_what, premises_address) => {
  const before = (await getMatter(owner, matterId)).matter.form;
  await expect(saveDraft(owner, matterId, { form: { premises_address } })).rejects.toMatchObject({
    code: "MISSHAPEN",
    fields: { premises_address: expect.stringContaining("请核对") },
  });
  expect((await getMatter(owner, matterId)).matter.form).toEqual(before);
});

test("what is only incomplete or wrong is kept in a draft", async () => {
  await saveDraft(owner, matterId, { form: { premises_address: "云州" }, situation: restaurant.situation });
  await saveDraft(owner, matterId, { form: { premises_address: null } });
});
