import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import type { RegisterField } from "#register/field";
import type { RegisterDefinition } from "./definition.ts";
import { definitionFaults, DEFINITION_SCHEMA, templateColumns } from "./index.ts";
import { listColumns } from "./list-columns.ts";

const key: RegisterField = { name: "id", label: "号码", type: "code", personal: "id-number", class: "量", grade: 3, share: "none" };
const people: RegisterDefinition = { id: "people", name: "人员库", subject: "person", key: "id", source: "11990100MB0000001T", fields: [key] };
const places: RegisterDefinition = { ...people, id: "places", subject: "place", fields: [{ ...key, personal: undefined } as never] };
const OTHERS = new Map([people, places].map((each) => [each.id, each]));
const faults = (given: Partial<RegisterField>): string[] => {
  const fields = [key, { name: "f", label: "项", type: "text", class: "量", grade: 2, share: "none", ...given } as RegisterField];
  return definitionFaults({ fields }, OTHERS).map(({ message }) => message);
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

  const TYPES = ["text", "code", "date", "instant", "integer", "number", "money", "boolean", "area", "point", "record"] as const;
  test.each<[string, Partial<RegisterField>, string, readonly string[]]>([
    ["encrypted", { personal: "name" }, "类型只能是", ["text", "code", "record"]],
    ["written in a format", { format: "month" }, "不能再写 format", ["text", "code", "integer", "record"]],
    ["told by codes", { codes: { a: "甲" } }, "不能有代码表", ["text", "code", "integer"]],
    ["searched", { search: true }, "可以搜索", ["text", "code", "record"]],
    ["narrowed", { filter: true }, "不能筛选", ["code", "date", "instant", "integer", "number", "money", "boolean", "area", "record"]],
    ["sorted", { sort: true }, "不能排序", ["text", "code", "date", "instant", "integer", "number", "money", "area"]],
    ["refer elsewhere", { elsewhere: true }, "不是 record", ["record"]],
    ["refer to a register", { register: "places" }, "不是 record", ["record"]],
  ])("may be %s by some types and no others", (_what, given, says, those) => {
    const allowed = TYPES.filter(
      (type) =>
        !faults({ type, ...(type === "record" && { register: "places" }), ...given })
          .join()
          .includes(says),
    );
    expect(allowed).toEqual(those);
  });

  test("that is encrypted is searched whatever it is, and a reference to somebody's number is encrypted itself", () => {
    expect(faults({ type: "date", personal: "name", search: true }).join()).not.toContain("可以搜索");
    expect(faults({ type: "record", register: "places" })).toEqual([]);
    expect(faults({ type: "record", register: "people", personal: "id-number", grade: 2 })).toEqual([]);
    expect(faults({ personal: "name", grade: 2 })).toEqual([]);
    expect(faults({ filter: false, sort: false, search: false } as never)).toEqual([]);
  });

  test("with a fault is told by its place and its label; each fault once", () => {
    const fields = [key, { ...key, name: "f", label: "项", type: "point", personal: "name", grade: 1, sort: true } as RegisterField];
    expect(definitionFaults({ fields }, new Map())).toEqual([
      { path: ["fields", 1], message: "“项”是个人信息，分级不能低于 2 级" },
      { path: ["fields", 1], message: "“项”是个人信息，类型只能是 text、code 或者 record" },
      { path: ["fields", 1], message: "“项”是个人信息，不能排序" },
      { path: ["fields", 1], message: "“项”的类型是 point，不能排序" },
    ]);
  });
});

describe("a definition as a pack writes it", () => {
  const fits = new Ajv({ strict: false }).compile(DEFINITION_SCHEMA);
  const plain = { name: "f", label: "项", type: "text", class: "量", grade: 2, share: "none" };
  const whole = { id: "food-operator", name: "库", subject: "place", key: "id", source: "11990100MB0000001T", fields: [plain] };
  const field = (more: object) => fits({ ...whole, fields: [{ ...plain, ...more }] });

  test("has what a register needs, and nothing that nobody knows", () => {
    expect(fits(whole)).toBe(true);
    for (const name of Object.keys(whole))
      expect(fits({ ...whole, [name]: undefined }) && fits(Object.fromEntries(Object.entries(whole).filter(([each]) => each !== name))), name).toBe(false);
    for (const name of Object.keys(plain))
      expect(fits({ ...whole, fields: [Object.fromEntries(Object.entries(plain).filter(([each]) => each !== name))] }), name).toBe(false);
    expect([fits({ ...whole, odd: 1 }), field({ odd: 1 }), fits({ ...whole, fields: [] })]).toEqual([false, false, false]);
  });

  test.each<[string, unknown[], unknown[]]>([
    ["id", ["a", "a-b_1", "a".repeat(40)], ["", "1a", "A", "a b", "a".repeat(41), 7]],
    ["name", ["库", "长".repeat(40)], ["", "长".repeat(41)]],
    ["subject", ["person", "organisation", "place"], ["thing"]],
    ["key", ["id", "id_1"], ["id-1", "1d", ""]],
    ["source", ["11990100MB0000001T", "11990100MB0000001T-02"], ["11990100MB0000001", "11990100MB0000001T-2", "11990100mb0000001t"]],
    ["description", ["为什么"], ["", "长".repeat(401)]],
    ["area", ["household_area"], [""]],
    ["roles", [["reviewer"]], [[], "reviewer"]],
    [
      "readers",
      [[{ unit: "11990100MB0000001T" }], [{ unit: "11990100MB0000001T", roles: ["a"] }]],
      [[], [{}], [{ unit: "x" }], [{ unit: "11990100MB0000001T", more: 1 }]],
    ],
    ["identifies", [{ name: "n" }, { name: "n", born: "b", sex: "s" }], [{}, { born: "b" }, { name: "n", odd: "x" }]],
    [
      "standing",
      [
        { field: "f", gone: ["a"] },
        { field: "f", gone: ["a"], follow: true },
      ],
      [{ field: "f" }, { gone: ["a"] }, { field: "f", gone: [] }, { field: "f", gone: ["a"], follow: "yes" }],
    ],
  ])("says %s as it has to", (name, good, bad) => {
    expect(good.filter((value) => !fits({ ...whole, [name]: value }))).toEqual([]);
    expect(bad.filter((value) => fits({ ...whole, [name]: value }))).toEqual([]);
  });

  test.each<[string, unknown[], unknown[]]>([
    ["type", ["text", "code", "date", "instant", "integer", "number", "money", "boolean", "area", "point", "record"], ["blob", ""]],
    ["personal", ["name", "id-number", "phone", "address", "bank-account"], ["email", true]],
    ["grade", [1, 2, 3, 4], [0, 5, "2"]],
    ["share", ["unconditional", "conditional", "none"], ["all"]],
    ["format", ["id-number", "id-paper", "uscc", "phone", "area", "month", "account", "money"], ["email"]],
    ["codes", [{ a: "甲" }], [{}, { a: "" }, { a: 1 }]],
    ["register", ["people"], ["People"]],
    ["search", [true], [false, "yes"]],
    ["born_of", ["id_number"], ["id-number"]],
    ["sex_of", ["id_number"], ["id-number"]],
    ["label", ["项", "长".repeat(60)], ["", "长".repeat(61)]],
  ])("says %s of a field as it has to", (name, good, bad) => {
    expect(good.filter((value) => !field({ [name]: value }))).toEqual([]);
    expect(bad.filter((value) => field({ [name]: value }))).toEqual([]);
  });
});

describe("the columns of a list", () => {
  const field = (name: string, more: Partial<RegisterField>): RegisterField =>
    ({ ...key, name, label: name, type: "text", personal: undefined, ...more }) as RegisterField;
  const person: RegisterField = { ...key, format: "id-number" };
  const columns = (...fields: RegisterField[]) => listColumns({ ...people, key: "id", fields });

  test("are the fields, of which the key is needed; a number is taken by its usual names where one field alone has it", () => {
    expect(columns(person, field("uscc", { format: "uscc" }))).toEqual([
      { name: "id", label: "号码", also: ["身份证号", "身份证号码", "公民身份证号码", "证件号码"], required: true },
      { name: "uscc", label: "uscc", also: ["信用代码", "社会信用代码"], required: false },
    ]);
    const two = columns(person, field("one", { format: "phone" }), field("two", { format: "phone" }));
    expect(two.map(({ also }) => also?.length)).toEqual([4, 0, 0]);
    expect(columns(key, field("one", { format: "month" }))[1]!.also).toEqual([]);
  });

  test("leave a usual name to the field that is called so", () => {
    expect(columns(key, field("tel", { format: "phone" }), field("f", { label: "手机" }))[1]!.also).toEqual(["电话", "手机号", "手机号码"]);
  });

  test("to be filled in say what each wants", () => {
    const [first] = templateColumns({ ...people, fields: [{ ...key, format: "id-number" }] });
    expect(first).toMatchObject({ name: "id", required: true, hint: expect.stringContaining("18 位") });
  });
});
