import { describe, expect, test } from "vitest";
import {
  checkForm,
  checkPage,
  compileForm,
  liveAnswers,
  lockedFields,
  pagesFor,
  parseAnswers,
  prefill,
  showAnswer,
  withLocked,
  type FormDefinition,
} from "./index.ts";

const definition: FormDefinition = {
  pages: [
    {
      id: "operator",
      title: "经营者",
      fields: [
        {
          name: "name",
          label: "经营者名称",
          schema: { type: "string", minLength: 2, maxLength: 10 },
          source: "organisation.name",
          locked: true,
          required: true,
        },
        { name: "uscc", label: "统一社会信用代码", schema: { type: "string", format: "uscc" }, source: "organisation.uscc", required: true },
        { name: "id_number", label: "身份证号", widget: "id-number", schema: { type: "string", format: "id-number" }, personal: "id-number", required: true },
        { name: "phone", label: "联系电话", schema: { type: "string", format: "phone" }, personal: "phone" },
      ],
    },
    {
      id: "premises",
      title: "经营场所",
      fields: [
        { name: "address", label: "经营场所地址", schema: { type: "string" }, required: true },
        {
          name: "street",
          label: "所在街道",
          schema: { type: "string" },
          options: [
            { value: "a", label: "青瓷街道" },
            { value: "b", label: "云门街道" },
          ],
          required: true,
        },
        { name: "size", label: "面积", schema: { type: "number", exclusiveMinimum: 0 }, required: true },
        { name: "warehouse", label: "另外有仓库", schema: { type: "boolean" }, required: true },
        { name: "warehouse_address", label: "仓库地址", schema: { type: "string" }, required: true, when: "form.warehouse = true" },
        { name: "warehouse_size", label: "仓库面积", schema: { type: "integer" }, required: true, when: "form.warehouse_address != null" },
      ],
    },
    {
      id: "kitchen",
      title: "加工场所",
      when: 'situation.business = "catering"',
      fields: [
        {
          name: "rooms",
          label: "专间",
          schema: { type: "array", minItems: 1 },
          options: [
            { value: "cold", label: "冷荤专间" },
            { value: "raw", label: "生食专间" },
          ],
          required: true,
        },
        { name: "opens", label: "开业日期", schema: { type: "string", format: "date" } },
        { name: "promise", label: "我声明所填内容真实", widget: "checkboxes", schema: { type: "boolean", const: true }, required: true },
      ],
    },
  ],
};
const form = compileForm(definition);
const catering = { situation: { business: "catering" } };
const retail = { situation: { business: "retail" } };
const operator = { name: "小满餐饮", uscc: "91990100MA0000001G", id_number: "990101199205210063" };
const fields = (page: string) => form.pages.find(({ id }) => id === page)!.fields;

describe("which questions apply", () => {
  test("a page for restaurants is not shown to a shop", () => {
    expect(pagesFor(form, {}, catering).map(({ id }) => id)).toEqual(["operator", "premises", "kitchen"]);
    expect(pagesFor(form, {}, retail).map(({ id }) => id)).toEqual(["operator", "premises"]);
  });

  test("the warehouse's address is asked only of those who have one", () => {
    const names = (warehouse: boolean) => pagesFor(form, { warehouse }, retail)[1]!.fields.map(({ name }) => name);
    expect(names(true)).toContain("warehouse_address");
    expect(names(false)).not.toContain("warehouse_address");
  });

  test("an answer to a question that no longer applies neither counts nor keeps further questions alive", () => {
    const answers = { warehouse: false, warehouse_address: "旧仓库", warehouse_size: 30 };
    expect(pagesFor(form, answers, retail)[1]!.fields.map(({ name }) => name)).not.toContain("warehouse_size");
    expect(liveAnswers(form, answers, retail)).toEqual({ warehouse: false });
  });
});

describe("what is wrong is said in plain words that name the question", () => {
  test("what was not filled in", () => {
    expect(checkPage(form, "premises", { warehouse: true }, retail)).toEqual({
      address: "请填写经营场所地址",
      street: "请选择所在街道",
      size: "请填写面积",
      warehouse_address: "请填写仓库地址",
    });
    expect(checkPage(form, "kitchen", {}, catering)).toEqual({ rooms: "请选择专间", promise: "请阅读并勾选这一项" });
  });

  test("codes with a wrong check digit, texts too long, numbers that are none", () => {
    const answers = { name: "云州市青溪区小满餐饮有限公司", uscc: "91990100MA0000001A", id_number: "990101199205210061", phone: "12345" };
    expect(checkPage(form, "operator", answers, retail)).toEqual({
      name: "经营者名称最多写 10 个字",
      uscc: "统一社会信用代码不对，请核对，应是 18 位统一社会信用代码",
      id_number: "身份证号不对，请核对，应是 18 位身份证号码，最后一位可以是 X",
      phone: "联系电话不对，请核对，应是 11 位手机号，或者带区号的座机号",
    });
    expect(
      checkPage(form, "premises", { address: "窑前路", street: "z", size: "三十", warehouse: true, warehouse_address: "路", warehouse_size: 1.5 }, retail),
    ).toEqual({
      street: "请从给出的选项里选择所在街道",
      size: "面积请填数字",
      warehouse_size: "仓库面积请填整数",
    });
    expect(checkPage(form, "premises", { address: "窑前路", street: "a", size: 0, warehouse: false }, retail)).toEqual({ size: "面积要大于 0" });
  });

  test("a date the calendar does not have", () => {
    expect(checkPage(form, "kitchen", { rooms: ["cold"], promise: true, opens: "2026-02-30" }, catering)).toEqual({
      opens: "开业日期不对，请填写日历上有的日期，例如 2026-11-21",
    });
  });

  test("a promise not given is no promise", () => {
    expect(checkPage(form, "kitchen", { rooms: ["cold"], promise: false }, catering)).toEqual({ promise: "请阅读并勾选这一项" });
  });

  test("the whole form is right when every question that applies is", () => {
    const answers = { ...operator, address: "窑前路88号", street: "a", size: 120, warehouse: false, warehouse_size: "不再有" };
    expect(checkForm(form, answers, retail)).toEqual({});
    expect(Object.keys(checkForm(form, answers, catering))).toEqual(["rooms", "promise"]);
  });

  test("a page that does not apply cannot be answered", () => {
    expect(() => checkPage(form, "kitchen", {}, retail)).toThrow("没有找到这个表单页");
  });
});

describe("reading what a browser sends", () => {
  test("texts are trimmed, numbers and yes or no are made of what was written, empty is null", () => {
    const body = {
      address: " 窑前路88号\r\n后门 ",
      street: "a",
      size: "１,２００.５",
      warehouse: "no",
      warehouse_address: "  ",
      warehouse_size: "12",
      _token: "x",
    };
    expect(parseAnswers(fields("premises"), body)).toEqual({
      address: "窑前路88号\n后门",
      street: "a",
      size: 1200.5,
      warehouse: false,
      warehouse_address: null,
      warehouse_size: 12,
    });
  });

  test("codes are the same in wide letters, with spaces, in small letters", () => {
    expect(parseAnswers(fields("operator"), { id_number: "９９０１０１ 19920521 006x" })["id_number"]).toBe("99010119920521006X");
  });

  test("lists come one by one or together, days as text or in three boxes", () => {
    expect(parseAnswers(fields("kitchen"), { rooms: "cold", opens: "2026年1月5日", promise: "yes" })).toEqual({
      rooms: ["cold"],
      opens: "2026-01-05",
      promise: true,
    });
    expect(parseAnswers(fields("kitchen"), { rooms: ["cold", "raw"], "opens-year": "2026", "opens-month": "1", "opens-day": "5" })).toEqual({
      rooms: ["cold", "raw"],
      opens: "2026-01-05",
      promise: null,
    });
  });

  test("a field the form does not have is refused by name", () => {
    expect(() => parseAnswers(fields("kitchen"), { rooms: "cold", granted: "true" })).toThrow("表单没有的项目");
  });
});

describe("what the registers know is not asked", () => {
  const records = { organisation: { name: "云州小满餐饮", uscc: "不是代码" } };

  test("answers come from the register, unless the form would refuse them", () => {
    expect(prefill(form, records, retail)).toEqual({ name: "云州小满餐饮" });
    expect(prefill(form, {}, retail)).toEqual({});
  });

  test("a record about somebody else than the field asks for is not used", () => {
    const field = {
      name: "elder",
      label: "老人姓名",
      schema: { type: "string" },
      source: "population.name",
      source_when: 'situation.who = "self"',
      locked: true as const,
    };
    const own = compileForm({ pages: [{ id: "p", title: "页", fields: [field] }] });
    const daughter = { population: { name: "余红" } };
    expect(prefill(own, daughter, { situation: { who: "self" } })).toEqual({ elder: "余红" });
    expect(withLocked(own, { elder: "林秀英" }, daughter, { situation: { who: "family" } })).toEqual({ elder: "林秀英" });
  });

  test("a locked answer stands against whatever is sent, until the register does not know it", () => {
    expect(lockedFields(form, records, retail)).toEqual(new Set(["name"]));
    expect(withLocked(form, { name: "别人的公司", phone: "1" }, records, retail)).toEqual({ name: "云州小满餐饮", phone: "1" });
    expect(withLocked(form, { name: "自己填的" }, {}, retail)).toEqual({ name: "自己填的" });
  });
});

test("answers are shown in words", () => {
  const show = (name: string, value: unknown) => showAnswer(form.fields.get(name)!, value);
  expect([show("street", "b"), show("rooms", ["cold", "raw"]), show("warehouse", false), show("promise", true), show("address", null)]).toEqual([
    "云门街道",
    "冷荤专间、生食专间",
    "否",
    "已确认",
    "未填",
  ]);
});

test("personal fields are known by name and kind", () => {
  expect([...form.personal]).toEqual([
    ["id_number", "id-number"],
    ["phone", "phone"],
  ]);
});

test("the JSON Schema of the whole lists every field and requires only what is always asked", () => {
  expect(Object.keys(form.schema["properties"] as object)).toHaveLength(13);
  expect(form.schema["required"]).toEqual(["name", "uscc", "id_number", "address", "street", "size", "warehouse"]);
});

describe("a form that cannot work is refused with every reason", () => {
  const page = (fields: FormDefinition["pages"][0]["fields"]): FormDefinition => ({ pages: [{ id: "p", title: "页", fields }] });

  test("names used twice, conditions that look ahead or cannot be read, keywords nobody knows", () => {
    const text = { type: "string" };
    expect(() =>
      compileForm(
        page([
          { name: "a", label: "甲", schema: text },
          { name: "a", label: "乙", schema: text },
        ]),
      ),
    ).toThrow("字段 a 重复");
    expect(() =>
      compileForm(
        page([
          { name: "a", label: "甲", schema: text, when: "form.b = 1" },
          { name: "b", label: "乙", schema: text },
        ]),
      ),
    ).toThrow("不在前面");
    expect(() => compileForm(page([{ name: "a", label: "甲", schema: text, when: "form. =" }]))).toThrow("条件读不懂");
    expect(() => compileForm(page([{ name: "a", label: "甲", schema: { type: "string", minLenght: 2 } }]))).toThrow("schema 不对");
  });
});
