import { describe, expect, test } from "vitest";
import { foldAnswers, showAnswer, type FieldDefinition } from "./index.ts";
import { around, field, ID, meant, rows, site, text, USCC } from "./types.fixture.ts";

// Each type of field: what people write and what it means, and how it is said.

describe("what people write is taken as they mean it", () => {
  test.each<[Partial<FieldDefinition>, unknown, unknown]>([
    [text, " 窑前路18号 ", "窑前路18号"],
    [{ type: "paragraph" }, "一\r\n二", "一\n二"],
    [{ type: "integer" }, "1,200", 1200],
    [{ type: "number" }, "１２.５", 12.5],
    [{ type: "money" }, "1,200.50 元", 120_050],
    [{ type: "money" }, "1.2万元", 1_200_000],
    [{ type: "money" }, "¥0.29", 29],
    [{ type: "money", min: -100_000 }, "-5元", -500],
    [{ type: "date" }, "2026年11月21日", "2026-11-21"],
    [{ type: "date", format: "month" }, "2026年11月", "2026-11"],
    [{ type: "instant" }, "2026-11-21 09:30", "2026-11-21T01:30:00.000Z"],
    [{ type: "instant" }, "2026年11月21日9点30分", "2026-11-21T01:30:00.000Z"],
    [{ type: "instant" }, { "f-year": "2026", "f-month": "11", "f-day": "21", "f-time": "9：30" }, "2026-11-21T01:30:00.000Z"],
    [{ type: "instant" }, { "f-year": "2026", "f-month": "11", "f-day": "21", "f-time": "9" }, "2026-11-21T01:00:00.000Z"],
    [{ type: "yes-no" }, "yes", true],
    [{ type: "yes-no" }, "没有", false],
    [{ type: "choice", options: [{ value: "a", label: "甲" }] }, "甲", "a"],
    [
      {
        type: "choices",
        options: [
          { value: "a", label: "甲" },
          { value: "b", label: "乙" },
        ],
      },
      ["a", "b"],
      ["a", "b"],
    ],
    [{ type: "code", codes: { "01": "企业/公司" } }, "公司", "01"],
    [{ type: "code" }, "Ａ－1", "A-1"],
    [{ type: "phone" }, "+86 138-0013-8000", "13800138000"],
    [{ type: "id-number" }, ` ${ID.slice(0, 6)} ${ID.slice(6)}`, ID],
    [{ type: "id-number", format: "id-paper" }, "护照 e12345678", "passport:E12345678"],
    [{ type: "uscc" }, USCC.toLowerCase(), USCC],
    [{ type: "account" }, "6200 0000 0000 0000 018", "6200000000000000018"],
    [{ type: "account", format: "bank-card" }, "6217 0012 3400 0000 016", "6217001234000000016"],
    [{ type: "area" }, "青溪区青瓷街道", "990101001000"],
    [{ type: "area" }, "990101002000", "990101002000"],
    [
      { type: "place" },
      { "f-address": "窑前路18号", "f-area": "青溪区青瓷街道", "f-point": "118.5, 26.5" },
      { address: "窑前路18号", area: "990101001000", point: [118.5, 26.5] },
    ],
    [{ type: "place" }, { "f-point": "26.5 118.5" }, { point: [118.5, 26.5] }],
    [{ type: "place" }, "窑前路18号门口", { address: "窑前路18号门口" }],
    [
      { type: "party" },
      { "f-kind": "person", "f-name": "陈小满", "f-number": ID, "f-phone": "138 0013 8000" },
      { kind: "person", name: "陈小满", number: ID, phone: "13800138000" },
    ],
    [
      { type: "party" },
      { "f-kind": "organisation", "f-name": "小满餐饮", "f-number": USCC.toLowerCase() },
      { kind: "organisation", name: "小满餐饮", number: USCC },
    ],
    [{ type: "party" }, { "f-kind": "anonymous" }, { kind: "anonymous" }],
    [{ type: "party" }, { "f-kind": "person" }, null],
    [{ type: "unit" }, "市住建局", "11990100MB0000002R"],
    [{ type: "units" }, ["11990100MB0000001T", "11990100MB0000002R"], ["11990100MB0000001T", "11990100MB0000002R"]],
    [{ type: "units" }, "市住建局、市市场监管局", ["11990100MB0000002R", "11990100MB0000001T"]],
    [{ type: "staff" }, "林静", "s1"],
    [{ type: "record", register: "organisation" }, USCC.toLowerCase().toUpperCase(), USCC],
    [{ type: "record", register: "organisation" }, `云州小满餐饮有限公司（${USCC}）`, USCC],
    [{ type: "licence" }, "ＪＹ２９９０１", "JY29901"],
    [{ type: "matter" }, " 9901 ", "9901"],
    [{ type: "register" }, "法人库", "organisation"],
    [{ type: "columns", of: "of" }, ["name", "status"], ["name", "status"]],
    [{ type: "columns", of: "of" }, "名称，登记状态", ["name", "status"]],
    [{ type: "signature" }, { "f-name": "陈小满", "f-drawn": "M1 2L3 4" }, { name: "陈小满", drawn: "M1 2L3 4" }],
    [{ type: "signature" }, "陈小满", { name: "陈小满" }],
    [
      site,
      { "f-exit": "met", "f-flies": "failed", "f-flies-note": "没有纱窗" },
      { points: { exit: { result: "met" }, flies: { result: "failed", note: "没有纱窗" } }, failed: 1, failed_key: 0 },
    ],
    [site, { "f-exit": "failed", "f-flies": "none" }, { points: { exit: { result: "failed" }, flies: { result: "none" } }, failed: 1, failed_key: 1 }],
    [{ type: "marks" }, { "f-0-on": "plan", "f-0-say": "请标出后厨", "f-1-on": "", "f-1-say": "" }, [{ on: "plan", say: "请标出后厨" }]],
    [
      rows,
      {
        "f-0-unit": "市住建局",
        "f-0-what": "修路灯",
        "f-2-unit": "市市场监管局",
        "f-2-what": "检查",
        "f-2-until-year": "2026",
        "f-2-until-month": "12",
        "f-2-until-day": "1",
      },
      [
        { unit: "11990100MB0000002R", what: "修路灯" },
        { unit: "11990100MB0000001T", what: "检查", until: "2026-12-01" },
      ],
    ],
    [rows, { "f-0-what": " " }, null],
    [
      { type: "document" },
      "# 关于修路灯\n各街道：\n- 一周内修好\n\n特此通知",
      [
        { kind: "heading", text: "关于修路灯" },
        { kind: "paragraph", text: "各街道：" },
        { kind: "item", text: "一周内修好" },
        { kind: "paragraph", text: "特此通知" },
      ],
    ],
  ])("%j of %j is %j", (given, typed, value) => expect(meant(given, typed)).toEqual(value));
});

describe("an answer is said in words", () => {
  test.each<[Partial<FieldDefinition>, unknown, string]>([
    [{ type: "money" }, 120_050, "1,200.50 元"],
    [{ type: "instant" }, "2026-11-21T01:30:00.000Z", "2026-11-21 09:30"],
    [{ type: "code", codes: { "01": "企业/公司" } }, "01", "企业"],
    [{ type: "area" }, "990101001000", "青溪区青瓷街道"],
    [{ type: "place" }, { address: "窑前路18号", area: "990101001000", point: [118.5, 26.5] }, "青溪区青瓷街道 窑前路18号（118.5, 26.5）"],
    [{ type: "party" }, { kind: "person", name: "陈小满", number: "passport:E12345678", phone: "13800138000" }, "陈小满，护照 E12345678，电话 13800138000"],
    [{ type: "party" }, { kind: "anonymous" }, "不愿透露姓名"],
    [{ type: "units" }, ["11990100MB0000001T", "11990100MB0000002R"], "市市场监管局、市住建局"],
    [{ type: "record", register: "organisation" }, USCC, `云州小满餐饮有限公司（${USCC}）`],
    [{ type: "columns", of: "of" }, ["name"], "名称"],
    [{ type: "signature" }, { name: "陈小满", drawn: "M1 2" }, "陈小满（手写签名）"],
    [
      site,
      { points: { exit: { result: "failed", note: "堆了箱子" }, flies: { result: "met" } }, failed: 1, failed_key: 1 },
      "1 项符合，1 项不符合：消防通道畅通（堆了箱子）",
    ],
    [{ type: "marks" }, [{ on: "plan", say: "请标出后厨" }], "平面图：请标出后厨"],
    [rows, [{ unit: "11990100MB0000002R", what: "修路灯" }], "1. 单位 市住建局，做什么 修路灯"],
    [
      { type: "document" },
      [
        { kind: "heading", text: "通知" },
        { kind: "item", text: "一周内修好" },
      ],
      "# 通知\n- 一周内修好",
    ],
  ])("%j: %j is %s", (given, value, words) => expect(showAnswer(field(given), value, around)).toBe(words));

  // Numbers drawn from a fixed row: the same ones each time.
  const drawn = Array.from({ length: 300 }, (_none, i) => (i * 2_654_435_761) % 4_294_967_296);
  const same = (given: Partial<FieldDefinition>, value: unknown): unknown =>
    foldAnswers(new Map([["f", field(given)]]), { f: showAnswer(field(given), value, around) }, around)["f"];

  test("and read again it is the same: of sums, days, hours, names of what is listed, keys, papers", () => {
    for (const n of drawn) {
      expect(same({ type: "money" }, n)).toBe(n);
      expect(same({ type: "integer" }, n - 2_000_000_000)).toBe(n - 2_000_000_000);
      expect(same({ type: "number" }, n / 64)).toBe(n / 64);
      const minute = new Date((n % 4_000_000) * 60_000 * 17).toISOString();
      expect(same({ type: "instant" }, minute)).toBe(minute);
      expect(same({ type: "date" }, minute.slice(0, 10))).toBe(minute.slice(0, 10));
      const parts = [
        { kind: "heading", text: `第${n}条` },
        { kind: "paragraph", text: `${n}号` },
        { kind: "item", text: `甲${n}` },
      ].slice(n % 3);
      expect(same({ type: "document" }, parts)).toEqual(parts);
    }
    for (const { value } of around.units!) expect(same({ type: "unit" }, value)).toBe(value);
    expect(
      same(
        { type: "units" },
        around.units!.map(({ value }) => value),
      ),
    ).toEqual(around.units!.map(({ value }) => value));
    expect(same({ type: "area" }, "990101002000")).toBe("990101002000");
    expect(same({ type: "record", register: "organisation" }, USCC)).toBe(USCC);
    expect(same({ type: "code", codes: { "01": "企业/公司", "2": "个体" } }, "01")).toBe("01");
    expect(same({ type: "id-number", format: "id-paper" }, "passport:E12345678")).toBe("passport:E12345678");
    expect(same({ type: "yes-no" }, false)).toBe(false);
  });
});
