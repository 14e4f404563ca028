import { describe, expect, test } from "vitest";
import type { RegisterField } from "#register/field";
import type { RegisterDefinition } from "./definition.ts";
import { definitionFaults } from "./index.ts";

const key: RegisterField = { name: "id", label: "号码", type: "code", personal: "id-number", class: "量", grade: 3, share: "none" };
const people: RegisterDefinition = { id: "people", name: "人员库", subject: "person", key: "id", source: "11990100MB0000001T", fields: [key] };
const faults = (given: Partial<RegisterField>): string[] => {
  const fields = [key, { name: "f", label: "项", type: "text", class: "量", grade: 2, share: "none", ...given } as RegisterField];
  return definitionFaults({ fields }, new Map([["people", people]])).map(({ message }) => message);
};

describe("a field of a register", () => {
  test.each<Partial<RegisterField>>([
    { search: true },
    { personal: "phone", search: true },
    { type: "record", register: "people", personal: "id-number" },
    { type: "date", filter: true, sort: true },
    { type: "point" },
    { type: "integer", codes: { "1": "男" } },
  ])("may be %j", (given) => expect(faults(given)).toEqual([]));

  test.each<[Partial<RegisterField>, string]>([
    [{ personal: "phone", grade: 1 }, "分级不能低于 2 级"],
    [{ type: "date", personal: "name" }, "类型只能是"],
    [{ type: "money", format: "money" }, "不能再写 format"],
    [{ type: "date", codes: { a: "甲" } }, "不能有代码表"],
    [{ type: "record" }, "要用 register 写明"],
    [{ type: "record", register: "nobody" }, "“nobody”不存在"],
    [{ type: "record", register: "people" }, "也要写 personal"],
    [{ register: "people" }, "不是 record"],
    [{ type: "date", search: true }, "只有文字和代码可以搜索"],
    [{ personal: "phone", filter: true }, "不能筛选"],
    [{ type: "point", filter: true }, "不能筛选"],
    [{ personal: "phone", sort: true }, "不能排序"],
    [{ type: "boolean", sort: true }, "不能排序"],
  ])("may not be %j", (given, said) => expect(faults(given).join()).toContain(said));
});
