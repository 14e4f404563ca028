import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { answerOnPage, checkForm, FieldOnPage, foldAnswers, NOWHERE, showAnswer, TYPES, type FieldDefinition } from "./index.ts";
import { around, field, formOf, ID, meant, rows, site, text } from "./types.fixture.ts";

// Each type of field: what cannot be, and the sentence that says what to do.

describe("what cannot be is told in its field, with what to do", () => {
  test.each<[Partial<FieldDefinition>, unknown, string]>([
    [{ ...text, max: 2 }, "三个字", "项最多写 2 个字"],
    [{ ...text, format: "email" }, "小满", "项不对，请核对，应是邮箱地址"],
    [{ type: "integer" }, "1.5", "项请填整数"],
    [{ type: "number", above: 0 }, "0", "项要大于 0"],
    [{ type: "money" }, "三万", "项“三万”不是金额，例如 1234.50"],
    [{ type: "money" }, "1.234", "项“1.234”不是到分的金额，或者太大，例如 1234.50"],
    [{ type: "money" }, "-5", "项不能小于 0.00 元"],
    [{ type: "money", max: 5_000_000 }, "6万元", "项不能大于 50,000.00 元"],
    [{ type: "date" }, "2026-02-30", "项不对，请填写日历上有的日期，例如 2026-11-21"],
    [{ type: "instant" }, "2026-11-21", "项“2026-11-21”要写到几点几分，例如 2026-11-21 09:30"],
    [{ type: "instant" }, "2026-11-21 25:00", "项“2026-11-21 25:00”没有这个钟点，例如 09:30"],
    [{ type: "yes-no" }, "也许", "请选择项"],
    [{ type: "yes-no", fixed: true }, "no", "请阅读并勾选这一项"],
    [{ type: "choice", options: [{ value: "a", label: "甲" }] }, "丙", "请从给出的选项里选择项"],
    [
      {
        type: "choices",
        min: 2,
        options: [
          { value: "a", label: "甲" },
          { value: "b", label: "乙" },
        ],
      },
      ["a"],
      "项至少选 2 项",
    ],
    [{ type: "code", codes: { "01": "企业" } }, "02", "项“02”不在代码表里，可以填：企业"],
    [{ type: "phone" }, "12345", "项不对，请核对，应是 11 位手机号，或者带区号的座机号"],
    [{ type: "id-number" }, "990101199001010018", "项不对，请核对，应是 18 位身份证号码，最后一位可以是 X"],
    [{ type: "uscc" }, "9199", "项不对，请核对，应是 18 位统一社会信用代码"],
    [{ type: "account" }, "农商行 12", "项不对，请核对，账号是 6 到 40 位数字，不写户名和开户行"],
    [{ type: "area" }, "火星街道", "项“火星街道”不在区划名单里，请从给出的选项里选"],
    [{ type: "place" }, { "f-area": "990101001000" }, "请写清楚项的地址，或者填经纬度"],
    [{ type: "place" }, { "f-point": "0, 0" }, "项的经纬度“0, 0”不在中国范围内，请核对经纬度"],
    [{ type: "place" }, { "f-address": "窑前路", "f-area": "火星" }, "项的区划“火星”不在区划名单里，请从给出的选项里选"],
    [{ type: "party" }, { "f-kind": "person", "f-phone": "13800138000" }, "请填写项的姓名"],
    [{ type: "party" }, { "f-kind": "organisation", "f-name": "小满", "f-number": ID }, "项的号码不对，请核对，应是 18 位统一社会信用代码"],
    [{ type: "party", needs: ["phone"] }, { "f-kind": "person", "f-name": "陈小满" }, "请填写项的电话"],
    [{ type: "party", options: [{ value: "person", label: "个人" }] }, { "f-kind": "anonymous", "f-name": "某" }, "请填写项"],
    [{ type: "unit" }, "火星局", "项“火星局”不在机构名单里，请从给出的选项里选"],
    [{ type: "units", max: 1 }, ["11990100MB0000001T", "11990100MB0000002R"], "项最多选 1 项"],
    [{ type: "units" }, ["11990100MB0000001T", "x"], "项“x”不在机构名单里，请从给出的选项里选"],
    [{ type: "staff" }, "某人", "项“某人”不在工作人员名单里，请从给出的选项里选"],
    [{ type: "record", register: "organisation" }, "9199", "项“9199”在库里没有，请核对主键"],
    [{ type: "licence" }, "JY0", "项“JY0”没有这个证照编号，请核对"],
    [{ type: "matter" }, "12", "项“12”没有这个编号，请核对"],
    [{ type: "register" }, "火星库", "项“火星库”不在库目录里，请从给出的选项里选"],
    [{ type: "columns", of: "of" }, "籍贯", "项“籍贯”不在这个库的字段里，请从给出的选项里选"],
    [{ type: "signature" }, { "f-drawn": "M1 2" }, "项：请写上签名人的姓名"],
    [{ type: "signature" }, { "f-name": "陈小满", "f-drawn": "M1 2<script>" }, "项：手写的签名没有认出来，请擦掉重签，或者只写姓名"],
    [site, { "f-exit": "met" }, "项还有 1 项没有核对：有防蝇设施"],
    [site, { "f-exit": "met", "f-flies": "maybe" }, "请填写项"],
    [{ type: "marks" }, { "f-0-say": "请重写" }, "项第 1 条：请选择是哪一项要改"],
    [{ type: "marks" }, { "f-0-on": "none", "f-0-say": "请重写" }, "项第 1 条：没有“none”这一项，请从给出的选项里选"],
    [{ type: "marks" }, { "f-0-on": "plan" }, "项第 1 条：请写清楚怎样改"],
    [rows, { "f-0-what": "修路灯" }, "项第 1 行：请选择单位"],
    [rows, { "f-0-unit": "市住建局", "f-0-what": "修" }, "项第 1 行：做什么至少写 2 个字"],
    [rows, { "f-0-unit": "市住建局", "f-0-what": "修路灯", "f-1-unit": "市住建局", "f-1-what": "再修" }, "项第 2 行：单位与第 1 行重复，请改一行或者去掉一行"],
    [{ ...rows, min: 2 }, { "f-0-unit": "市住建局", "f-0-what": "修路灯" }, "项至少写 2 行"],
    [{ type: "document", max: 3 }, "四个字呀", "项最多写 3 个字"],
  ])("%j of %j: %s", (given, typed, sentence) => expect(meant(given, typed)).toBe(sentence));

  test("what is asked and not answered", () => {
    const missing = (given: Partial<FieldDefinition>) => checkForm(formOf({ ...given, required: true }), {}, {})["f"];
    expect([missing({ type: "money" }), missing({ type: "unit" }), missing({ type: "signature" }), missing(rows), missing({ type: "place" })]).toEqual([
      "请填写项",
      "请选择项",
      "请填写项，写上姓名",
      "请填写项",
      "请填写项",
    ]);
  });

  test.each(Object.keys(TYPES) as (keyof typeof TYPES)[])("whatever a program sends for %s is answered in a sentence or taken, never thrown", (type) => {
    const given = { type, ...(type === "rows" && rows), ...(type === "checklist" && site), ...(type === "schema" && { schema: { type: "string" } }) };
    const own = field({ options: [{ value: "a", label: "甲" }], ...given } as FieldDefinition);
    const odd: unknown[] = [
      0,
      -1,
      1e21,
      NaN,
      true,
      false,
      "",
      "x",
      "x".repeat(9000),
      "\u0000",
      [],
      [null],
      [[]],
      [{}],
      {},
      { points: null },
      { points: { a: null } },
    ];
    odd.push({ kind: 1 }, { name: 1 }, { address: {} }, { point: ["1", 2] }, [{ on: 1 }], [{ unit: {} }], JSON.parse('{"toString":1}'), [1, "a", {}]);
    for (const value of odd) {
      const folded = foldAnswers(new Map([["f", own]]), { f: value }, around)["f"];
      for (const near of [around, NOWHERE]) {
        const fault = TYPES[type].check(folded, own, near);
        expect(fault === undefined || /^[^]*[\u4e00-\u9fff]/.test(fault), `${type} ${JSON.stringify(value)}`).toBe(true);
        expect(typeof showAnswer(own, folded, near)).toBe("string");
        expect(renderToString(h("div", null, answerOnPage(own, folded, near), h(FieldOnPage, { field: own, value: folded, around: near })))).toContain("f-f");
      }
    }
  });
});
