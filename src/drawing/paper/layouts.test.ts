import { describe, expect, test } from "vitest";
import type { PathMark, TextMark } from "#drawing/layout";
import { layPaper, type LayoutName, type Paper } from "./index.ts";
import { titleLines } from "./title-lines.ts";

// The measures of GB/T 9704-2012, looked up on what is drawn: in millimetres from the left and upper edge of the page.

const EM_TOP = 0.271;
const TEXT = "经查，当事人在未取得食品经营许可的情况下从事餐饮服务经营活动，违反了《中华人民共和国食品安全法》第三十五条第一款的规定。";

function paper(layout: LayoutName, paragraphs = 1, title = "行政处罚决定书"): Paper {
  return {
    layout,
    title,
    number: "市监罚字〔2026〕12号",
    issuer: "云州市市场监督管理局",
    date: "2026-11-26",
    addressee: "云州小满餐饮有限公司",
    body: Array.from({ length: paragraphs }, () => ({ type: "paragraph", text: TEXT })),
    contact: "联系方式：食品经营科，电话 9900-0001",
    check: { url: "https://yunzhou.example/m/1", words: "扫码核验本文书" },
  };
}

const mm = (points: number): number => Math.round((points * 254) / 72) / 10;

/** The texts of a page with where their characters begin. */
function texts(given: Paper, page = 0): { text: string; left: number; top: number; size: number; colour: string }[] {
  const marks = layPaper(given).pages[page]!.marks.filter((mark): mark is TextMark => mark.kind === "text");
  return marks.map(({ text, x, y, size, colour }) => ({ text, left: mm(x), top: mm(y + size * EM_TOP), size, colour }));
}

/** Filled rules of a page: where they begin, how long and thick they are. */
function rules(given: Paper, page = 0): { left: number; top: number; wide: number; thick: number }[] {
  const marks = layPaper(given, { trial: true }).pages[page]!.marks.filter((mark): mark is PathMark => mark.kind === "path" && mark.fill === "#ff3333");
  return marks.map(({ segments }) => {
    const [box] = segments;
    if (box?.[0] !== "rect") throw new Error("a rule is a rectangle");
    return { left: mm(box[1]), top: mm(box[2]), wide: mm(box[3]), thick: mm(box[4]) };
  });
}

describe("a paper with a red head", () => {
  // Long enough that no line is set closer for the seal.
  const [mark, number, title, addressee, first, second] = texts(paper("red-head", 27));

  test("has the mark 35 mm under the top of the text, in red; the rule is 156 mm wide and lies 4 mm under the number", () => {
    expect(mark).toMatchObject({ text: "云州市市场监督管理局", top: 72, colour: "#ff3333" });
    const [rule] = rules(paper("red-head", 27));
    expect(rule).toMatchObject({ left: 28, wide: 156, thick: 0.5 });
    expect(rule!.top - (number!.top + mm(15.75))).toBeCloseTo(4, 0);
    expect(title!.top - rule!.top).toBeCloseTo(2 * 10.45, 0);
  });

  test("sets its text in 3号, twenty-eight to a line and twenty-two lines to a page", () => {
    expect([addressee, first].map((line) => [line!.left, line!.size])).toEqual([
      [28, 15.75],
      [39.1, 15.75],
    ]);
    expect([...second!.text].length).toBeGreaterThanOrEqual(27);
    expect(second!.top - first!.top).toBeCloseTo(10.45, 0);
    const lines = texts(paper("red-head", 27), 1).filter(({ size }) => size === 15.75);
    expect([lines.length, lines[0]!.top]).toEqual([22, 37]);
    expect(lines.at(-1)!.top + mm(15.75)).toBeCloseTo(262, 0);
  });

  test("signs four characters from the right, and numbers each page 7 mm under its text, odd ones right, even ones left", () => {
    const day = texts(paper("red-head")).find(({ text }) => text === "2026年11月26日")!;
    expect(day.left).toBeLessThan(184 - 4 * 5.5);
    const pages = [0, 1].map((page) => texts(paper("red-head", 12), page).find(({ text }) => /^— \d —$/.test(text))!);
    expect(pages.map(({ text, top, size }) => [text, Math.round(top), size])).toEqual([
      ["— 1 —", 269, 14],
      ["— 2 —", 269, 14],
    ]);
    expect(pages[0]!.left).toBeGreaterThan(150);
    expect(pages[1]!.left).toBeCloseTo(28 + mm(14), 0);
  });
});

test("a letter has its mark 30 mm from the edge, double rules of 170 mm at head and foot, its number at the right, and no number on its first page", () => {
  const [mark, number] = texts(paper("letter"));
  expect(mark!.top).toBe(30);
  expect(rules(paper("letter")).map(({ left, wide }) => [left, wide])).toEqual(Array.from({ length: 4 }, () => [20, 170]));
  const [thick, thin, upper, lower] = rules(paper("letter"));
  expect([thick!.thick > thin!.thick, upper!.thick < lower!.thick, Math.round(lower!.top + lower!.thick)]).toEqual([true, true, 277]);
  expect(number!.left).toBeGreaterThan(100);
  const long = paper("letter", 12);
  expect([texts(long, 0), texts(long, 1)].map((page) => page.some(({ text }) => /^— \d —$/.test(text)))).toEqual([false, true]);
});

test("forms and receipts are black, with the number at the right above the table", () => {
  for (const layout of ["form", "receipt"] as const) {
    expect(rules(paper(layout))).toEqual([]);
    const [unit, title, number] = texts(paper(layout));
    expect([unit!.top, title!.text, number!.text]).toEqual([37, "行政处罚决定书", "市监罚字〔2026〕12号"]);
  }
});

test("a long title stands in lines each no longer than the one above, and none of it is lost", () => {
  const title = "关于云州小满餐饮有限公司未取得食品经营许可从事餐饮服务案的行政处罚决定书";
  const measure = (text: string) => [...text].length * 22;
  const lines = titleLines(title, 442, measure);
  expect(lines.join("")).toBe(title);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.map(measure)).toEqual(lines.map(measure).toSorted((a, b) => b - a));
});
