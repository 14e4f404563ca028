import { describe, expect, test } from "vitest";
import { checkForm, compileForm, foldAnswers, parseAnswers, prefill, remarksOn, showAnswer } from "./index.ts";

const form = compileForm({
  pages: [
    {
      id: "a",
      title: "甲",
      fields: [
        { name: "card", label: "银行卡号", schema: { type: "string", format: "bank-card" }, personal: "bank-account" },
        { name: "phone", label: "联系电话", schema: { type: "string", format: "phone" }, personal: "phone" },
        { name: "id", label: "身份证号", schema: { type: "string", format: "id-number" }, personal: "id-number" },
        { name: "paper", label: "身份证件", schema: { type: "string", format: "id-paper" }, personal: "id-number", source: "organisation.legal_person_id" },
        { name: "uscc", label: "信用代码", schema: { type: "string", format: "uscc" }, source: "organisation.uscc" },
        { name: "from", label: "起发年月", schema: { type: "string", format: "month" } },
        { name: "born", label: "出生日期", schema: { type: "string", format: "date" } },
        { name: "rent", label: "月租金（元）", schema: { type: "number" } },
        { name: "seats", label: "座位数", schema: { type: "integer" } },
        { name: "name", label: "店名", schema: { type: "string" } },
      ],
    },
  ],
});
const CARD = "6217001234000000016";

describe("numbers are taken as people write them, whatever door they come through", () => {
  test.each([
    ["card", "6217 0012 3400 0000 016", CARD],
    ["card", "６２１７－００１２－３４００００００—016", CARD],
    ["phone", "+86 138-0013-8000", "13800138000"],
    ["id", "990101 19900101 0019", "990101199001010019"],
    ["id", "11010519491231002x", "11010519491231002X"],
    ["paper", "护照 e12345678", "passport:E12345678"],
    ["paper", "passport: E1234 5678", "passport:E12345678"],
    ["uscc", "91990100 ma0000001g", "91990100MA0000001G"],
    ["from", "2026年12月", "2026-12"],
    ["from", "２０２６/1", "2026-01"],
    ["born", "1944.5.12", "1944-05-12"],
    ["rent", "￥1,000.50 元", 1000.5],
    ["seats", "１，２００", 1200],
    ["name", " ６２１７ 店 ", "６２１７ 店"],
  ])("%s %j is %j", (name, typed, meant) => {
    const field = form.fields.get(name)!;
    const parsed = parseAnswers([field], { [name]: typed });
    expect(parsed).toEqual({ [name]: meant });
    // Programs send the same texts without a form around them.
    expect(foldAnswers(form.fields, { [name]: typed.trim() })).toEqual({ [name]: meant });
    expect(checkForm(form, parsed, {})).toEqual({});
  });

  test("what is not clear stays as it was and is told in its field", () => {
    const typed = {
      phone: "12345",
      id: "990101199001010018",
      from: "2026-13",
      seats: "1,00",
      paper: "H12345678",
      uscc: "990101199001010019",
    };
    expect(checkForm(form, foldAnswers(form.fields, typed), {})).toEqual({
      phone: "联系电话不对，请核对，应是 11 位手机号，或者带区号的座机号",
      id: "身份证号不对，请核对，应是 18 位身份证号码，最后一位可以是 X",
      paper: "身份证件不对，请选对证件种类，再核对号码",
      uscc: "信用代码不对，请核对，应是 18 位统一社会信用代码",
      from: "起发年月不对，请填写年和月，例如 2026-11",
      seats: "座位数请填整数",
    });
  });
});

test("a card number whose check figure does not fit is taken, and remarked on; others are not", () => {
  // As it stands on a card, in the words of who typed it; passbooks and firms have numbers without a check.
  const typed = foldAnswers(form.fields, { card: "6217 0012 3400 0000 018" });
  expect([typed, checkForm(form, typed, {})]).toEqual([{ card: "6217001234000000018" }, {}]);
  expect(Object.keys(remarksOn(form, typed))).toEqual(["card"]);
  for (const card of [CARD, "43000012345678901", "1234567890123456"]) expect(remarksOn(form, { card })).toEqual({});
});

describe("an identity paper", () => {
  test.each([
    ["passport", "E12345678", "passport:E12345678"],
    ["hk-macau-permit", "H12345678", "hk-macau-permit:H12345678"],
    ["id-card", "990101199001010019", "990101199001010019"],
    ["id-card", "FRA110000199001", "permanent-residence:FRA110000199001"],
    ["passport", "E12", "passport:E12"],
  ])("comes with its kind beside it: %s %s", (kind, number, kept) => {
    expect(parseAnswers([form.fields.get("paper")!], { "paper-kind": kind, paper: number })).toEqual({ paper: kept });
  });

  test("is shown with its kind, an identity number by itself", () => {
    const field = form.fields.get("paper")!;
    expect(["passport:E12345678", "990101199001010019"].map((paper) => showAnswer(field, paper))).toEqual(["护照 E12345678", "990101199001010019"]);
  });

  test("and a credit code are what the register says, though a check speaks against them", () => {
    const held = { organisation: { uscc: "91990100M0001QKT1A", legal_person_id: "H12345678" } };
    const known = prefill(form, held, {});
    expect(known).toEqual({ uscc: "91990100M0001QKT1A", paper: "H12345678" });
    expect(Object.keys(checkForm(form, known, {}))).toEqual(["paper", "uscc"]);
    expect(checkForm(form, known, {}, () => true)).toEqual({});
    expect(showAnswer(form.fields.get("uscc")!, known["uscc"])).toContain("校验码与国家标准不符");
    expect(prefill(form, { organisation: { legal_person_id: "E12345678" } }, {})).toEqual({ paper: "passport:E12345678" });
  });
});
