import { afterAll, beforeAll, expect, test } from "vitest";
import { testCity, type TestCity } from "../../../test/city.ts";
import { dropView, listViews, saveView } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const view = (name: string) => ({ kind: "application", name, asked: { "f-state": "all" } });

test("a view of the same name takes the place of the one before, and each member of staff has their own", async () => {
  const [one, other] = [await city.staff("linjing"), await city.staff("zhouwen")];
  await saveView(one, view("今天到期的"));
  await saveView(one, { ...view(" 今天到期的 "), asked: { sort: "due" } });
  await saveView(other, view("今天到期的"));
  expect(await listViews(one)).toMatchObject([{ kind: "application", name: "今天到期的", asked: { sort: "due" } }]);
  const [theirs] = await listViews(other);
  await expect(dropView(one, theirs!.viewId)).rejects.toMatchObject({ status: 404 });
  await dropView(other, theirs!.viewId);
  expect([await listViews(other), (await listViews(one)).length]).toEqual([[], 1]);
});

test("twenty views are the most, also of two that are kept at once", async () => {
  const ctx = await city.staff("tanglei");
  for (let i = 1; i < 20; i += 1) await saveView(ctx, view(`视图${i}`));
  const both = await Promise.allSettled([saveView(ctx, view("甲")), saveView(ctx, view("乙"))]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(saveView(ctx, view("丙"))).rejects.toMatchObject({ code: "VIEW", status: 409 });
  await saveView(ctx, view("视图3"));
  expect(await listViews(ctx)).toHaveLength(20);
});
