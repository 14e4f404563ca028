import type { Decisions } from "#language/decision";
import { gridOf, regionInWords, regionOf, unsureInWords, type Grid, type GridRow, type Region, type Unsure } from "./grid.ts";

/** Values to which no row applies. `unless` are rows with cells beyond telling that may apply after all. */
export type Gap = { region: Region; unless: number[]; says: string };

/** What a table leaves out: the gaps, the cells that cannot be told, and lines to read. `bounded` when the search was cut short. */
export type Gaps = { gaps: Gap[]; unsure: Unsure[]; lines: string[]; bounded: boolean };

/** Parts of the grid looked at before the search is cut short, and gaps that are told. */
const LOOKS = 200_000;
const TOLD = 50;

/**
 * The values that no row of a table covers, as regions of its columns. A default result covers everything. An unanswered question (null) is
 * only counted where a cell asks for it.
 * @throws Refusal NOT_FOUND where the decision is none or has no table
 */
export function gaps(decisions: Decisions, decisionId: string): Gaps {
  const grid = gridOf(decisions, decisionId);
  const unsure = grid.unsure;
  if (grid.table.outputs.some(({ otherwise }) => otherwise)) return { gaps: [], unsure, lines: ["没有一行适用时有默认结果，所以没有遗漏。"], bounded: false };
  const found: Gap[] = [];
  const budget = { looks: LOOKS };
  search(grid, grid.rows, [], found, budget);
  const bounded = budget.looks <= 0 || found.length >= TOLD;
  const lines = [...found.map(({ says }) => says), ...unsureInWords(unsure)];
  if (found.length === 0) lines.unshift(unsure.length > 0 ? "能判断的部分没有遗漏。" : "没有遗漏：任何情形都有一行适用。");
  if (bounded) lines.push("表太大，只找出了一部分。");
  return { gaps: found, unsure, lines, bounded };
}

/** Column by column: stretches that the same rows pass are one part; where no certain row is left, all columns to come are a gap. */
function search(grid: Grid, rows: readonly GridRow[], chosen: ReadonlySet<number>[], found: Gap[], budget: { looks: number }): void {
  budget.looks -= 1;
  if (budget.looks <= 0 || found.length >= TOLD) return;
  const column = chosen.length;
  const certain = rows.filter(({ unsure }) => !unsure);
  if (certain.length === 0) return void found.push(gapOf(grid, rows, chosen));
  if (column === grid.columns.length) return;
  const parts = new Map<string, { stretches: Set<number>; rows: GridRow[] }>();
  grid.columns[column]!.stretches.forEach((_stretch, index) => {
    const passing = rows.filter(({ sets }) => sets[column]!.has(index));
    const key = passing.map(({ rule }) => rule.number).join(",");
    const part = parts.get(key) ?? { stretches: new Set(), rows: passing };
    part.stretches.add(index);
    parts.set(key, part);
  });
  for (const part of parts.values()) search(grid, part.rows, [...chosen, part.stretches], found, budget);
}

function gapOf(grid: Grid, rows: readonly GridRow[], chosen: readonly ReadonlySet<number>[]): Gap {
  const rest = grid.columns.slice(chosen.length).map(({ stretches }) => new Set(stretches.keys()));
  const region = regionOf(grid, [...chosen, ...rest]);
  const unless = rows.map(({ rule }) => rule.number);
  const but = unless.length > 0 ? `（除非第 ${unless.join("、")} 行适用，这一点无法判断）` : "";
  return { region, unless, says: `没有一行适用：${regionInWords(region)}${but}。` };
}
