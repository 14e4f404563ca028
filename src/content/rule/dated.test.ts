import { describe, expect, test } from "vitest";
import { decide, loadDecisions } from "./index.ts";

const HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:yw="https://yiwang.dev/dmn" name="收费" namespace="urn:fees">';

function file(inside: string): string {
  return `${HEAD}${inside}</definitions>`;
}

type DatedRow = { kind: string; fen: string; why: string; from?: string; to?: string };

function dates({ from, to }: { from?: string; to?: string }): string {
  return (from ? ` yw:from="${from}"` : "") + (to ? ` yw:to="${to}"` : "");
}

/** The tariff for advertising on public ground, in fen for each square metre and day, as two orders of the price authority set it. */
function tariff(rows: DatedRow[]): string {
  const lines = rows.map(
    (row, at) =>
      `<rule id="r${at + 1}"${dates(row)}><description>${row.why}</description><inputEntry><text>${row.kind === "-" ? "-" : `"${row.kind}"`}</text></inputEntry><outputEntry><text>${row.fen}</text></outputEntry></rule>`,
  );
  return `<decision id="rate" name="单价"><decisionTable><input label="地段"><inputExpression><text>form.place</text></inputExpression></input><output name="fen"/>${lines.join("")}</decisionTable></decision>`;
}

const MAIN: DatedRow[] = [
  { kind: "主干道", fen: "250", why: "云价〔2022〕8号：主干道每平方米每天2.5元", to: "2025-12-31" },
  { kind: "主干道", fen: "300", why: "云价〔2025〕31号：主干道每平方米每天3元", from: "2026-01-01" },
  { kind: "其他道路", fen: "120", why: "其他道路每平方米每天1.2元" },
];

describe("a tariff with dated rows", () => {
  test("is the one in force on the day of the application, to the day", async () => {
    const decisions = await loadDecisions(file(tariff(MAIN)));
    const on = (day: string, place = "主干道"): unknown => decide(decisions, "rate", { form: { place } }, day).value;
    expect([on("2022-03-01"), on("2025-12-31"), on("2026-01-01"), on("2026-11-21"), on("2026-11-21", "其他道路")]).toEqual([250, 250, 300, 300, 120]);
    expect(decide(decisions, "rate", { form: { place: "主干道" } }, "2025-12-31").hits).toEqual([{ row: 1, why: "云价〔2022〕8号：主干道每平方米每天2.5元" }]);
  });

  test("takes the day of submission from the facts of a matter", async () => {
    const decisions = await loadDecisions(file(tariff(MAIN)));
    const facts = { form: { place: "主干道" }, matter: { channel: "online", submitted: "2025-12-31" }, today: "2026-11-21" };
    expect(decide(decisions, "rate", facts).value).toBe(250);
    expect(decide(decisions, "rate", facts, "2026-01-01").value).toBe(300);
  });

  test("wants to know the day, but only where a dated row could apply", async () => {
    const decisions = await loadDecisions(file(tariff(MAIN)));
    expect(() => decide(decisions, "rate", { form: { place: "主干道" } })).toThrow(/要知道申请的日期/);
    expect(decide(decisions, "rate", { form: { place: "其他道路" } }).value).toBe(120);
  });

  test.each([
    ["overlap", "2025-12-31", /时间上重叠/],
    ["leave a day between them", "2026-01-02", /有空档/],
  ])("is refused when its versions %s", async (_what, from, words) => {
    await expect(loadDecisions(file(tariff([MAIN[0]!, { ...MAIN[1]!, from }])))).rejects.toThrow(words);
  });
});

describe("a standard with dated versions", () => {
  const version = (id: string, text: string, attributes: string): string =>
    `<decision id="${id}" name="低保标准"${attributes}><literalExpression><text>${text}</text></literalExpression></decision>`;
  const needs = '<informationRequirement><requiredDecision href="#s2025"/></informationRequirement>';
  const model = file(
    version("s2025", "82000", dates({ to: "2026-06-30" })) +
      version("s2026", "87000", dates({ from: "2026-07-01", to: "2027-06-30" })) +
      `<decision id="amount" name="金额">${needs}<literalExpression><text>max(低保标准 - form.income, 0)</text></literalExpression></decision>`,
  );

  test("is read by its name in the version of the day, whichever version is required", async () => {
    const decisions = await loadDecisions(model);
    const on = (day: string): unknown => decide(decisions, "amount", { form: { income: 30000 } }, day).value;
    expect([on("2026-06-30"), on("2026-07-01")]).toEqual([52000, 57000]);
    expect(Object.keys(decide(decisions, "amount", { form: { income: 0 } }, "2026-07-01").required)).toEqual(["s2026"]);
    expect(decide(decisions, "s2025", {}, "2026-07-01").value).toBe(87000);
  });

  test("is refused on a day for which there is none", async () => {
    const decisions = await loadDecisions(model);
    expect(() => decide(decisions, "amount", { form: { income: 0 } }, "2027-07-01")).toThrow(/2027-07-01 没有生效的版本/);
  });
});
