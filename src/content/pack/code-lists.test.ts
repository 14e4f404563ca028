import { expect, test } from "vitest";
import { withCodeLists } from "./code-lists.ts";

const lists = {
  depth: [
    { value: "shallow", label: "十五厘米以下", lead: "x" },
    { value: "deep", label: "十五厘米以上" },
  ],
};

test("a field that names a code list of its pack has its values and their words, within rows too", () => {
  const form = {
    pages: [
      {
        fields: [
          { name: "a", codes: "depth" },
          { name: "b", fields: [{ name: "c", codes: "depth" }] },
          { name: "d", codes: { x: "甲" } },
        ],
      },
    ],
  };
  const words = { shallow: "十五厘米以下", deep: "十五厘米以上" };
  expect(withCodeLists(form, lists)).toEqual({
    value: {
      pages: [
        {
          fields: [
            { name: "a", codes: words },
            { name: "b", fields: [{ name: "c", codes: words }] },
            { name: "d", codes: { x: "甲" } },
          ],
        },
      ],
    },
    unknown: [],
  });
});

test("a list with levels says under which heading each entry stands, to whom it is asked of", () => {
  const levels = {
    sort: [
      { value: "town", label: "市政" },
      { value: "lamp", label: "路灯", parent: "town" },
      { value: "dark", label: "不亮", parent: "lamp" },
    ],
  };
  const under = { town: "市政", lamp: "市政", dark: "市政" };
  expect(withCodeLists({ codes: "sort" }, levels, { asked: true }).value).toMatchObject({ under });
  expect(withCodeLists({ codes: "sort" }, levels).value).not.toHaveProperty("under");
  expect(withCodeLists({ codes: "depth" }, lists, { asked: true }).value).not.toHaveProperty("under");
});

test("a list that there is not is told where it is named, with the nearest name", () => {
  const { value, unknown } = withCodeLists({ pages: [{ codes: "dept" }] }, lists);
  expect(value).toEqual({ pages: [{ codes: "dept" }] });
  expect(unknown).toEqual([{ path: ["pages", 0, "codes"], name: "dept", message: "没有代码表“dept”。您是不是想写“depth”？可以写的有：depth" }]);
});
