import { idNumberCheck } from "#values/codes";
import { describe, expect, test } from "vitest";
import { checkForm, compileForm, parseAnswers, withBirths, type FormDefinition } from "./index.ts";

const day = { type: "string", format: "date" };
const definition: FormDefinition = {
  pages: [
    {
      id: "one",
      title: "一页",
      fields: [
        { name: "elder_id", label: "老人身份证号", schema: { type: "string", format: "id-number" }, personal: "id-number" },
        { name: "elder_born", label: "老人出生日期", schema: day, born_of: "elder_id" },
        {
          name: "sex",
          label: "性别",
          schema: { type: "string" },
          sex_of: "elder_id",
          options: [
            { value: "1", label: "男" },
            { value: "2", label: "女" },
          ],
        },
        { name: "born_on", label: "出生日期", schema: day, not_after: "today", not_before: "today - P18Y" },
        { name: "hang_from", label: "张挂开始日期", schema: day, not_before: "today" },
        { name: "hang_until", label: "张挂结束日期", schema: day, not_before: "hang_from", not_after: "hang_from + P15D" },
        { name: "other", label: "别的日子", schema: day },
        { name: "begins", label: "开始时间", type: "instant" },
        { name: "ends", label: "结束时间", type: "instant", after: "begins" },
      ],
    },
  ],
};
const form = compileForm(definition);
const today = { today: "2026-11-23" };
const wrong = (answers: Record<string, unknown>) => checkForm(form, answers, today);

describe("days are real, and plausible for what they say", () => {
  test("a time that comes after another is later than it, whatever zone each is written in", () => {
    expect(wrong({ begins: "2026-11-23T10:00:00+08:00", ends: "2026-11-23T10:00:01+08:00" })).toEqual({});
    for (const ends of ["2026-11-23T10:00:00+08:00", "2026-11-23T02:00:00.000Z", "2026-11-22T23:00:00+08:00"])
      expect(wrong({ begins: "2026-11-23T10:00:00+08:00", ends })).toEqual({ ends: "结束时间要晚于开始时间" });
    expect(wrong({ ends: "2026-11-23T10:00:00+08:00" })).toEqual({});
  });

  test("a child is not born tomorrow, nor is a visit wished for yesterday", () => {
    expect(wrong({ born_on: "2026-11-23" })).toEqual({});
    expect(wrong({ born_on: "2026-11-24" })).toEqual({ born_on: "出生日期不能晚于今天（2026年11月23日）" });
    expect(wrong({ born_on: "2031-02-28" })).toEqual({ born_on: "出生日期不能晚于今天（2026年11月23日）" });
    expect(wrong({ born_on: "2001-01-01" })).toEqual({ born_on: "出生日期不能早于2008年11月23日" });
    expect(wrong({ hang_from: "2026-11-22" })).toEqual({ hang_from: "张挂开始日期不能早于今天（2026年11月23日）" });
  });

  test("one day is measured against another", () => {
    expect(wrong({ hang_from: "2026-12-01", hang_until: "2026-12-16" })).toEqual({});
    expect(wrong({ hang_from: "2026-12-01", hang_until: "2026-12-17" })).toEqual({ hang_until: "张挂结束日期不能晚于2026年12月16日" });
    expect(wrong({ hang_from: "2026-12-01", hang_until: "2026-11-30" })).toEqual({ hang_until: "张挂结束日期不能早于张挂开始日期（2026年12月1日）" });
  });

  test.each(["0000-01-01", "0026-02-28", "9999-12-31", "1899-12-31", "2101-01-01"])("%s is no day that anybody means", (given) => {
    expect(wrong({ other: given })).toEqual({ other: "别的日子的年份不对，请核对四位数的年份" });
  });

  test.each(["2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10"])("%s is not on the calendar", (given) => {
    expect(wrong({ other: given })).toEqual({ other: "别的日子不对，请填写日历上有的日期，例如 2026-11-21" });
  });
});

describe("the identity number has the word", () => {
  test("about the day of birth and the sex", () => {
    const elder = { elder_id: "990101194405120027" };
    expect(wrong({ ...elder, elder_born: "1944-05-12", sex: "2" })).toEqual({});
    expect(wrong({ ...elder, elder_born: "1924-05-12", sex: "1" })).toEqual({
      elder_born: "老人出生日期与老人身份证号里的出生日期不一致，请核对",
      sex: "性别与老人身份证号不一致，请核对",
    });
  });

  test("a day of birth that was not asked is taken from it, one that was typed is not touched", () => {
    expect(withBirths(form, { elder_id: "990101194405120027" })).toMatchObject({ elder_born: "1944-05-12" });
    expect(withBirths(form, { elder_id: "990101194405120027", elder_born: "1924-05-12" })).toMatchObject({ elder_born: "1924-05-12" });
  });

  test("nobody is born in the future or 130 years ago", () => {
    expect(wrong({ elder_born: "2030-01-01" })).toEqual({ elder_born: "老人出生日期不能晚于今天（2026年11月23日）" });
    expect(wrong({ elder_born: "1900-01-01" })).toEqual({});
    expect(checkForm(form, { elder_born: "1900-01-01" }, { today: "2031-01-01" })).toEqual({ elder_born: "老人出生日期不能早于1901年1月1日" });
    const unborn = `99010120990101001${idNumberCheck("99010120990101001")}`;
    expect(wrong({ elder_id: unborn })).toEqual({ elder_id: "老人身份证号里的出生日期不对，请核对第 7 到第 14 位" });
  });
});

describe("the three boxes of a day", () => {
  const fields = form.pages[0]!.fields;
  const read = (year: string, month: string, date: string) => parseAnswers(fields, { "other-year": year, "other-month": month, "other-day": date })["other"];

  test.each([
    ["2026", "2", "28"],
    ["2026年", "2月", "28日"],
    ["２０２６", "０２", "２８"],
    ["二〇二六", "二", "二十八"],
    ["2026", "二月", "28号"],
  ])("%s / %s / %s is clear", (...boxes) => expect(read(...boxes)).toBe("2026-02-28"));

  test.each([
    ["26", "2", "28", "26-2-28"],
    ["", "5", "", "-5-"],
    ["1944", "", "12", "1944--12"],
    ["去年", "2", "二月", "去年-2-二月"],
  ])("%s / %s / %s comes back as it was typed", (year, month, date, kept) => {
    expect(read(year, month, date)).toBe(kept);
    expect(Object.keys(wrong({ other: kept }))).toEqual(["other"]);
  });

  test("a year of two figures is asked for again", () => {
    expect(wrong({ other: "44-5-12" })).toEqual({ other: "别的日子的年份要写四位数，例如 1944" });
  });

  test("a whole day in one box, or in one text, is read", () => {
    expect(read("1944年5月12日", "", "")).toBe("1944-05-12");
    expect(parseAnswers(fields, { other: "二〇二六年二月二十八日" })["other"]).toBe("2026-02-28");
    expect(parseAnswers(fields, { other: "20260228" })["other"]).toBe("2026-02-28");
  });
});

test("bounds that cannot be read, and numbers that are none, are faults of the form", () => {
  const broken = structuredClone(definition);
  Object.assign(broken.pages[0]!.fields[6]!, { not_after: "tomorrow week", born_of: "sex" });
  expect(() => compileForm(broken)).toThrow(/日期界限“tomorrow week”读不懂.*要核对的 sex 不是身份证号字段/);
});
