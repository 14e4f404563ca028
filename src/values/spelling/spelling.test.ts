import { expect, test } from "vitest";
import { instead, nearest } from "./index.ts";

test.each([
  ["usc", ["uscc", "name"], "uscc"],
  ["premises_stret", ["premises_street", "premises_size"], "premises_street"],
  ["fees", ["fee", "free"], "fee"],
  ["Form.yaml", ["form.yaml", "flow.bpmn"], "form.yaml"],
  ["widgt", ["hint", "widget"], "widget"],
  ["reqiured", ["required"], "required"],
  ["area-field", ["area_field"], "area_field"],
  ["approve", ["grant", "refuse", "return"], undefined],
  ["x", ["y", "z"], undefined],
  ["events", ["registers", "services"], undefined],
])("%s of %j is %s", (word, known, near) => {
  expect(nearest(word, known)).toBe(near);
});

test("what there is is told, of much what is nearest", () => {
  expect(instead("usc", ["uscc", "name"])).toBe("您是不是想写“uscc”？可以写的有：uscc、name");
  expect(instead("approve", ["grant", "refuse"], { grant: "准予" })).toBe("可以写的有：grant（准予）、refuse");
  const many = Array.from({ length: 40 }, (_none, at) => `column_${at}`);
  expect(instead("colum_39", many)).toMatch(/^您是不是想写“column_39”？可以写的有：column_39、.* 等 40 个$/);
});
