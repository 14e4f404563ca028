import { describe, expect, test } from "vitest";
import {
  circle,
  drawCode,
  facesIn,
  openCanvas,
  polygon,
  printable,
  printableLines,
  rectangle,
  runsOf,
  straight,
  textOfPages,
  type Canvas,
  type TextMark,
} from "./index.ts";

// What papers, diagrams and the writers of PDF and OFD rely on: what is drawn, where, and what it belongs to.

const open = (layout?: "landscape"): Canvas => openCanvas({ title: "受理通知书", author: "云州市", day: "2026-11-21", ...(layout && { layout }) });
const texts = (canvas: Canvas): TextMark[] => canvas.drawing.pages.flatMap(({ marks }) => marks.filter((mark) => mark.kind === "text"));
const wide = ({ text, weight, size, spread }: TextMark): number => {
  const runs = runsOf({ text, weight, size, spread });
  return runs.flatMap(({ advances }) => advances).reduce((sum, advance) => sum + advance, 0) - spread;
};

describe("a canvas", () => {
  test("is A4 with one page, lying where that is wanted; its title fits a line", () => {
    expect([open().width, open().height, open("landscape").width, open("landscape").height]).toEqual([595.28, 841.89, 841.89, 595.28]);
    expect(open().drawing).toEqual({
      title: "受理通知书",
      author: "云州市",
      day: "2026-11-21",
      pages: [{ width: 595.28, height: 841.89, marks: [] }],
      parts: [],
      sealPlaces: [],
    });
    expect(openCanvas({ title: "一\n二", author: "甲\t乙", day: "2026-11-21" }).drawing).toMatchObject({ title: "一 二", author: "甲 乙" });
  });

  test("draws on the page that is turned to", () => {
    const canvas = open();
    canvas.line("一", 0, 0, { size: 10 });
    canvas.addPage();
    canvas.line("二", 0, 0, { size: 10 });
    canvas.sealPlace({ x: 1, y: 2, width: 3, height: 4 });
    canvas.turnTo(0);
    canvas.line("三", 0, 0, { size: 10 });
    expect(textOfPages(canvas.drawing)).toEqual(["一\n三", "二"]);
    expect(canvas.drawing.sealPlaces).toEqual([{ x: 1, y: 2, width: 3, height: 4, page: 1 }]);
  });

  test("draws a line as it was wanted, else regular, in ink, whole; nothing for nothing", () => {
    const canvas = open();
    canvas.line("云州", 10, 20, { size: 12 });
    canvas.line("云\n州", 1, 2, { size: 9, weight: "bold", colour: "#c00000", spread: 2, turn: { angle: 45, x: 0, y: 0 } });
    canvas.line("\u200b", 0, 0, { size: 9 });
    expect(canvas.drawing.pages[0]!.marks).toEqual([
      { kind: "text", text: "云州", x: 10, y: 20, weight: "regular", size: 12, colour: "#17211f", spread: 0, opacity: 1 },
      { kind: "text", text: "云 州", x: 1, y: 2, weight: "bold", size: 9, colour: "#c00000", spread: 2, opacity: 1, turn: { angle: 45, x: 0, y: 0 } },
    ]);
  });

  test("measures as it sets: a Chinese character is as wide as the line is high", () => {
    const canvas = open();
    expect(canvas.measure("regular", 12)("云州市")).toBeCloseTo(36, 5);
    expect(canvas.measure("bold", 10)("云\u200b州")).toBeCloseTo(20, 5);
    expect(canvas.measure("regular", 10)("")).toBe(0);
  });

  test.each([
    ["what fits stays", "云州市民政局", 60, "云州市民政局", 10],
    ["what does not is set smaller", "云州市民政局", 42, "云州市民政局", 7],
    ["down to six points", "云州市民政局", 36, "云州市民政局", 6],
    ["and is cut behind three dots beyond", "云州市民政局", 30, "云州市民…", 6],
    ["a person of letters and marks is not cut apart", "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 14, undefined, 6],
    ["nothing but dots where there is no room", "云州市民政局", 6, "…", 6],
  ])("%s", (_what, text, room, set, size) => {
    const canvas = open();
    canvas.line(text, 0, 0, { size: 10, room });
    const [mark] = texts(canvas);
    if (set !== undefined) expect(mark!.text).toBe(set);
    expect(mark!.size).toBeCloseTo(size, 5);
    expect(wide(mark!)).toBeLessThanOrEqual(room + 0.02);
  });

  test("centres a line on a place, spread or fitted as it is", () => {
    const canvas = open();
    canvas.centred("云州市", 100, 5, { size: 10 });
    canvas.centred("云州市", 100, 5, { size: 10, spread: 5 });
    canvas.centred("云州市民政局", 100, 5, { size: 10, room: 42 });
    canvas.centred("云州市民政局云州市民政局", 100, 5, { size: 10, room: 30 });
    for (const mark of texts(canvas)) expect(mark.x + wide(mark) / 2).toBeCloseTo(100, 4);
    expect(texts(canvas).map(({ spread, size }) => [spread, Math.round(size)])).toEqual([
      [0, 10],
      [5, 10],
      [0, 7],
      [0, 6],
    ]);
  });

  test("gives what is drawn within a part its place, and is as faint as all around it", () => {
    const canvas = open();
    const { pages, parts } = canvas.drawing;
    canvas.tagged("Table", () => {
      canvas.tagged("TH", () => canvas.line("事项", 0, 0, { size: 10 }), { scope: "Column" });
      canvas.fainter(0.5, () => canvas.within(undefined, () => canvas.fainter(0.5, () => canvas.path(straight(0, 0, 9, 9), { stroke: "#000000" }))));
      canvas.picture(Buffer.from("png"), { x: 1, y: 2, width: 3, height: 4 });
    });
    canvas.path(rectangle(0, 0, 9, 9), { fill: "#ffffff", lineWidth: 2 });
    expect(parts).toEqual([
      { type: "Table", parent: undefined },
      { type: "TH", parent: 0, scope: "Column" },
    ]);
    expect(pages[0]!.marks.map(({ kind, part, opacity }) => [kind, part, opacity])).toEqual([
      ["text", 1, 1],
      ["path", undefined, 0.25],
      ["picture", 0, 1],
      ["path", undefined, 1],
    ]);
    expect(pages[0]!.marks.slice(1)).toMatchObject([
      {
        segments: [
          ["move", 0, 0],
          ["line", 9, 9],
        ],
        stroke: "#000000",
        lineWidth: 1,
      },
      { x: 1, y: 2, width: 3, height: 4 },
      { segments: [["rect", 0, 0, 9, 9]], fill: "#ffffff", lineWidth: 2 },
    ]);
    expect(pages[0]!.marks[1]).not.toHaveProperty("fill");
    expect(pages[0]!.marks[3]).not.toHaveProperty("stroke");
  });
});

describe("what cannot be printed", () => {
  test.each([
    ["云州市", "云州市"],
    ["一\r\n二\r三\u2028四", "一 二 三 四"],
    ["甲\t乙\u00a0丙", "甲 乙 丙"],
    ["甲\u200b\u202e乙\u0007", "甲乙"],
    ["e\u0301", "\u00e9"],
    ["\u0301a", "\u25cc\u0301a"],
    ["半\ud83d", "半\ufffd"],
    ["无\uffff", "无\ufffd"],
    ["葛\u{e0100}", "葛\u{e0100}"],
    ["\u{e0100}葛", "葛"],
    ["神\ufa19", "神\ufa19"],
  ])("%j is %j on a line", (text, line) => expect(printable(text)).toBe(line));

  test("lines stay lines, also where a line is empty", () => expect(printableLines("一\n\n二")).toEqual(["一", "", "二"]));
});

describe("outlines", () => {
  test("of a square, a triangle, a stroke", () => {
    expect(
      polygon([
        [0, 0],
        [4, 0],
        [4, 3],
      ]),
    ).toEqual([["move", 0, 0], ["line", 4, 0], ["line", 4, 3], ["close"]]);
    expect(straight(1, 2, 3, 4)).toEqual([
      ["move", 1, 2],
      ["line", 3, 4],
    ]);
    expect(rectangle(1, 2, 3, 4)).toEqual([["rect", 1, 2, 3, 4]]);
  });

  test("of a circle: everywhere as far from the middle", () => {
    const [start, ...curves] = circle(10, 20, 5);
    let from = start!.slice(1) as number[];
    expect([start![0], curves.at(-1)![0], curves.length]).toEqual(["move", "close", 5]);
    for (const curve of curves.slice(0, -1)) {
      const [x1, y1, x2, y2, x3, y3] = curve.slice(1) as number[] as [number, number, number, number, number, number];
      for (const t of [0, 0.25, 0.5, 0.75, 1]) {
        const on = (a: number, b: number, c: number, d: number): number => (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
        expect(Math.hypot(on(from[0]!, x1, x2, x3) - 10, on(from[1]!, y1, y2, y3) - 20)).toBeCloseTo(5, 1);
      }
      from = [x3, y3];
    }
    expect(from).toEqual(start!.slice(1));
  });

  test("of a code: dark on white within its box, with what it says for those who hear it", () => {
    const canvas = open();
    drawCode(canvas, "https://yunzhou.example/v/1", { x: 100, y: 200, size: 58 });
    const [ground, bars] = canvas.drawing.pages[0]!.marks;
    expect(ground).toMatchObject({ segments: [["rect", 100, 200, 58, 58]], fill: "#ffffff" });
    expect(canvas.drawing.parts).toEqual([
      { type: "Figure", parent: undefined, alt: "二维码，内容是 https://yunzhou.example/v/1", box: { x: 100, y: 200, width: 58, height: 58 } },
    ]);
    expect(bars).toMatchObject({ kind: "path", fill: "#000000", part: 0 });
    const cell = 58 / 33; // 29 modules, two of margin on each side
    const rects = (bars as unknown as { segments: ["rect", number, number, number, number][] }).segments;
    // The finder in the corner: seven dark, one after the other, then a gap.
    const [, x0, y0, width0, height0] = rects[0]!;
    expect([x0 - 100, y0 - 200, width0, height0].map((points) => Math.round((points / cell) * 100) / 100)).toEqual([2, 2, 7.02, 1.02]);
    for (const [, x, y, width, height] of rects) {
      expect(Math.min(x - 100, y - 200)).toBeGreaterThanOrEqual(2 * cell - 0.01);
      expect(Math.max(x + width - 100, y + height - 200)).toBeLessThanOrEqual(31 * cell + 0.1);
    }
  });
});

describe("the faces of a line", () => {
  test("a rare character is set in another face, on the same base line; marks stand with their letter", () => {
    const runs = runsOf({ text: "云\u{20bb7}州", weight: "regular", size: 10, spread: 1 });
    expect(runs.map(({ text }) => text).join("")).toBe("云\u{20bb7}州");
    expect(runs.at(-1)!.x).toBeCloseTo(
      runs
        .slice(0, -1)
        .flatMap(({ advances }) => advances)
        .reduce((a, b) => a + b, 0),
      5,
    );
    const [only] = runsOf({ text: "云\u{e0100}", weight: "regular", size: 10, spread: 1 });
    expect(only).toMatchObject({ text: "云\u{e0100}", advances: [11, 0], x: 0, y: 0 });
  });

  test("a drawing names every face with what it needs of it, the house's first", () => {
    const canvas = open();
    canvas.line("州云", 0, 0, { size: 10, weight: "bold" });
    canvas.line("云州云", 0, 0, { size: 10 });
    const faces = facesIn(canvas.drawing);
    expect(faces.map(({ face, characters }) => [face.key, [...characters].toSorted()])).toEqual([
      ["regular", ["云", "州"]],
      ["bold", ["云", "州"]],
    ]);
  });
});
