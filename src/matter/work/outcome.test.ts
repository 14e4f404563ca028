import { afterAll, beforeAll, expect, test } from "vitest";
import { blueprintOf, getMatter, type Blueprint, type Change } from "#matter/matter";
import { submitted } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { facesOf } from "./outcome.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

test("a line of a licence shows a field, the value of a formula, or nothing where there is none; personal fields are not open", async () => {
  const { matter } = await getMatter(city.ctx(), await submitted(city));
  const blueprint = await blueprintOf(city.ctx(), matter);
  const { definition } = blueprint.version;
  const face = [
    { label: "场所", field: "premises_address" },
    { label: "电话", field: "contact_phone" },
    { label: "没有的", field: "no_such_field" },
    { label: "面积", value: "form.premises_size + 1" },
    { label: "不知道", value: "form.nobody_asked" },
    { label: "空" },
  ];
  const item = { ...definition.item, outcome: { licence: { ...definition.item.outcome!.licence!, face } } };
  const changed = { ...blueprint, version: { ...blueprint.version, definition: { ...definition, item } } } as Blueprint;
  const lines = await facesOf(city.ctx(), { matter } as Change, changed);
  expect(lines.map(({ label, value }) => [label, value])).toEqual([
    ["场所", matter.form["premises_address"]],
    ["电话", "19900000003"],
    ["没有的", ""],
    ["面积", "119.5"],
    ["不知道", ""],
    ["空", ""],
  ]);
  expect(lines.map(({ open }) => open)).toEqual([true, false, true, true, true, true]);
});
