import { expect, test } from "vitest";
import { withoutPersonal } from "./encryption.ts";

// What a flow keeps of results of before is without what is personal in them.

const OUTCOMES = new Map([["visited", new Set(["phone"])]]);

test("personal answers of a result go, wherever in the flow it lies; the rest stays as it was", () => {
  const flow = {
    tokens: [{ at: "visit" }],
    data: { visit: { outcome: "visited", phone: "19900000003", note: "好" }, runs: [{ outcome: "visited", phone: "19900000004" }] },
  };
  expect(withoutPersonal(flow, OUTCOMES)).toEqual({
    tokens: [{ at: "visit" }],
    data: { visit: { outcome: "visited", note: "好" }, runs: [{ outcome: "visited" }] },
  });
});

test("the same word in another result, or where there is no result, is nobody's secret", () => {
  const flow = { visit: { outcome: "missed", phone: "19900000003" }, other: { phone: "19900000004" } };
  expect(withoutPersonal(flow, OUTCOMES)).toEqual(flow);
});

test("where there is nothing personal it is the very same value, so that nothing is written", () => {
  const flow = { visit: { outcome: "visited", note: "好", marks: [{ on: "a" }, null, 3] } };
  expect(withoutPersonal(flow, OUTCOMES)).toBe(flow);
  const list = [1, "二", { outcome: "missed" }];
  expect(withoutPersonal(list, OUTCOMES)).toBe(list);
});
