import type { Decisions } from "#language/decision";
import type { HitPolicy, Rule } from "#language/dmn";
import { gridOf, regionInWords, regionOf, unsureInWords, type Grid, type GridRow, type Region, type Unsure } from "./grid.ts";

/**
 * Two rows that both apply to a region. `conflict`: the hit policy gives no value there; `hidden`: the second row never has a say;
 * `chosen`: the hit policy says which of them counts, or takes both.
 */
export type Overlap = { rows: [number, number]; region: Region; matter: "conflict" | "hidden" | "chosen"; says: string };

/** Where rows of a table overlap, with the cells that cannot be told, and lines to read. */
export type Overlaps = { overlaps: Overlap[]; unsure: Unsure[]; lines: string[] };

const CHOICES: Record<HitPolicy, string> = {
  U: "唯一命中不允许两行同时适用",
  A: "结果不同，任一命中不允许",
  F: "以上面一行为准",
  P: "以结果优先的一行为准",
  R: "两行都算",
  O: "两行都算",
  C: "两行都算",
  "C+": "两行都计入汇总",
  "C<": "两行都计入汇总",
  "C>": "两行都计入汇总",
  "C#": "两行都计入汇总",
};

/**
 * The pairs of rows that apply to the same values, in the light of the hit policy. Rows with the same results under ANY, and versions of a row
 * that are in force at different times, do not count.
 * @throws Refusal NOT_FOUND where the decision is none or has no table
 */
export function overlaps(decisions: Decisions, decisionId: string): Overlaps {
  const grid = gridOf(decisions, decisionId);
  const found: Overlap[] = [];
  grid.rows.forEach((first, at) => {
    for (const second of grid.rows.slice(at + 1)) {
      const overlap = between(grid, first, second);
      if (overlap) found.push(overlap);
    }
  });
  const lines = [...found.map(({ says }) => says), ...unsureInWords(grid.unsure)];
  if (found.length === 0) lines.unshift(grid.unsure.length > 0 ? "能判断的部分没有重叠。" : "没有重叠：每种情形最多一行适用。");
  return { overlaps: found, unsure: grid.unsure, lines };
}

function between(grid: Grid, first: GridRow, second: GridRow): Overlap | undefined {
  if (first.unsure || second.unsure || !atOnce(first.rule, second.rule)) return undefined;
  const { policy } = grid.table;
  if (policy === "A" && sameResults(first.rule, second.rule)) return undefined;
  const common = first.sets.map((set, column) => new Set([...set].filter((stretch) => second.sets[column]!.has(stretch))));
  if (common.some((set) => set.size === 0)) return undefined;
  const hidden = policy === "F" && second.sets.every((set, column) => [...set].every((stretch) => first.sets[column]!.has(stretch)));
  const matter = policy === "U" || policy === "A" ? "conflict" : hidden ? "hidden" : "chosen";
  const region = regionOf(grid, common);
  const rows: [number, number] = [first.rule.number, second.rule.number];
  const so = hidden ? `第 ${rows[1]} 行永远轮不到` : CHOICES[policy];
  return { rows, region, matter, says: `第 ${rows[0]} 行与第 ${rows[1]} 行重叠：${regionInWords(region)}。${so}。` };
}

function atOnce({ validity: a }: Rule, { validity: b }: Rule): boolean {
  return (a.from ?? "") <= (b.to ?? "9999") && (b.from ?? "") <= (a.to ?? "9999");
}

function sameResults(a: Rule, b: Rule): boolean {
  return a.results.every(({ text }, at) => text === b.results[at]!.text);
}
