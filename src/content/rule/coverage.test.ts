import { describe, expect, test } from "vitest";
import { decision, file, table } from "../../../test/dmn-file.ts";
import { decide, gaps, loadDecisions, overlaps } from "./index.ts";

async function load(columns: string[], rows: string[][], policy = "UNIQUE"): ReturnType<typeof loadDecisions> {
  return loadDecisions(file(decision("表", table(columns, rows, { policy }))));
}

describe("gaps of a table", () => {
  test.each([
    [
      "between two bands",
      ["年龄"],
      [
        ["< 80", "1"],
        ["> 80", "2"],
      ],
      ["没有一行适用：“年龄”为80。"],
    ],
    [
      "beyond the last band",
      ["年龄"],
      [
        ["< 80", "1"],
        ["[80..90)", "2"],
      ],
      ["没有一行适用：“年龄”不小于90。"],
    ],
    ["of kinds that nobody named", ["业态"], [['"餐饮", "零售"', "1"]], ["没有一行适用：“业态”为其他值。"]],
    ["of a yes that has no row", ["本市"], [["false", "1"]], ["没有一行适用：“本市”为是。"]],
    [
      "of days",
      ["日期"],
      [
        ['< date("2026-07-01")', "1"],
        ['> date("2026-07-01")', "2"],
      ],
      ["没有一行适用：“日期”为2026年7月1日。"],
    ],
    [
      "of two columns together",
      ["本市", "年龄"],
      [
        ["true", "-", "1"],
        ["false", "< 60", "2"],
      ],
      ["没有一行适用：“本市”为否，“年龄”不小于60。"],
    ],
    [
      "of none",
      ["年龄"],
      [
        ["< 80", "1"],
        [">= 80", "2"],
      ],
      ["没有遗漏：任何情形都有一行适用。"],
    ],
    [
      "of none, since the last row takes what is left",
      ["业态", "年龄"],
      [
        ['"餐饮"', "> 1", "1"],
        ["-", "-", "2"],
      ],
      ["没有遗漏：任何情形都有一行适用。"],
    ],
    ["of what is excepted", ["业态"], [['not("餐饮", "零售")', "1"]], ["没有一行适用：“业态”为“餐饮”或“零售”。"]],
  ])("%s", async (_what, columns, rows, lines) => {
    expect(gaps(await load(columns, rows), "表").lines).toEqual(lines);
  });

  test("carry an example to which indeed no row applies", async () => {
    const decisions = await load(
      ["本市", "年龄"],
      [
        ["true", "[0..60)", "1"],
        ["true", "> 60", "2"],
        ["false", "(20..30]", "3"],
      ],
    );
    const found = gaps(decisions, "表").gaps;
    expect(found.length).toBeGreaterThanOrEqual(2);
    for (const { region } of found) {
      const facts = Object.fromEntries(region.map(({ label, example }) => [label, example]));
      expect(decide(decisions, "表", facts).hits, JSON.stringify(facts)).toEqual([]);
    }
  });

  test("are honest about cells beyond telling: the cell is named, and the gap said to depend on it", async () => {
    const told = gaps(
      await load(
        ["名称", "年龄"],
        [
          ['contains(?, "餐")', "< 60", "1"],
          ["-", ">= 60", "2"],
        ],
      ),
      "表",
    );
    expect(told.unsure).toEqual([{ row: 1, label: "名称", text: 'contains(?, "餐")' }]);
    expect(told.lines).toEqual([
      "没有一行适用：“年龄”小于60（除非第 1 行适用，这一点无法判断）。",
      '第 1 行“名称”写的是 contains(?, "餐")，无法判断它包括哪些值，请人工核对。',
    ]);
  });
});

describe("overlaps of a table", () => {
  const AGES = [
    ["[60..80]", "1"],
    [">= 80", "2"],
  ];

  test("contradict UNIQUE, with the values that both rows take", async () => {
    const told = overlaps(await load(["年龄"], AGES), "表");
    expect(told.overlaps).toMatchObject([{ rows: [1, 2], matter: "conflict", region: [{ label: "年龄", says: "80", example: 80 }] }]);
    expect(told.lines).toEqual(["第 1 行与第 2 行重叠：“年龄”为80。唯一命中不允许两行同时适用。"]);
  });

  test.each([
    ["FIRST", AGES, "chosen", /以上面一行为准/],
    [
      "FIRST",
      [
        ["> 60", "1"],
        ["> 80", "2"],
      ],
      "hidden",
      /第 2 行永远轮不到/,
    ],
    ["ANY", AGES, "conflict", /结果不同/],
    ["COLLECT", AGES, "chosen", /两行都算/],
  ])("under %s are told for what they mean", async (policy, rows, matter, words) => {
    const told = overlaps(await load(["年龄"], rows, policy), "表");
    expect(told.overlaps[0]?.matter).toBe(matter);
    expect(told.lines[0]).toMatch(words);
  });

  test("are none where rows agree under ANY, never meet, or are beyond telling", async () => {
    const same = [
      ["[60..80]", "1"],
      [">= 80", "1"],
    ];
    expect(overlaps(await load(["年龄"], same, "ANY"), "表").overlaps).toEqual([]);
    expect(
      overlaps(
        await load(
          ["年龄", "本市"],
          [
            ["< 80", "true", "1"],
            ["< 80", "false", "2"],
          ],
        ),
        "表",
      ).lines,
    ).toEqual(["没有重叠：每种情形最多一行适用。"]);
    expect(
      overlaps(
        await load(
          ["年龄"],
          [
            ["年龄 > 3", "1"],
            ["> 3", "2"],
          ],
        ),
        "表",
      ).lines[0],
    ).toBe("能判断的部分没有重叠。");
  });
});
