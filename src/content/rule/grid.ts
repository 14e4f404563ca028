import type { Decisions } from "#language/decision";
import type { Rule, Table } from "#language/dmn";
import { notFound } from "#values/errors";
import { axisOf, holds, stretchesInWords, type Stretch } from "./axis.ts";
import { cellOf } from "./cell.ts";
import { exampleOf } from "./example.ts";

/** A cell of which it cannot be told which values pass. */
export type Unsure = { row: number; label: string; text: string };

/** A row as sets of stretches, one a column; `unsure` where a cell is beyond telling: then its set holds every stretch. */
export type GridRow = { rule: Rule; sets: Set<number>[]; unsure: boolean };

/** A table cut into a grid of stretches. */
export type Grid = { table: Table; columns: { label: string; stretches: Stretch[] }[]; rows: GridRow[]; unsure: Unsure[] };

/** A part of the grid in words, with one value of each column as an example. */
export type Region = { label: string; says: string; example: unknown }[];

/** The table of a decision as a grid. @throws Refusal NOT_FOUND where the decision is none or has no table */
export function gridOf(decisions: Decisions, decisionId: string): Grid {
  const decision = decisions.byId.get(decisionId);
  const table = decision?.decision.logic;
  if (!decision || table?.box !== "table") throw notFound(`决策表“${decisionId}”`);
  const cells = table.rules.map((rule) => rule.tests.map((test) => cellOf(test.text)));
  const columns = table.inputs.map((input, at) => {
    const allowed = input.values ? cellOf(input.values.text) : undefined;
    const axis = axisOf(
      cells.map((row) => row[at]!),
      allowed?.kind === "pieces" ? allowed : undefined,
      decisions.types(input.typeRef, decision.model),
    );
    return { label: input.label, stretches: axis?.stretches ?? [{ ordered: false }], comparable: axis !== undefined };
  });
  const unsure: Unsure[] = [];
  const rows = table.rules.map((rule, number) => {
    const sets = columns.map(({ label, stretches, comparable }, at) => {
      const cell = cells[number]![at]!;
      const known = cell.kind === "any" || (cell.kind === "pieces" && comparable);
      if (!known) unsure.push({ row: rule.number, label, text: rule.tests[at]!.text });
      return new Set(stretches.flatMap((stretch, index) => (!known || holds(cell, stretch) ? [index] : [])));
    });
    return { rule, sets, unsure: unsure.some(({ row }) => row === rule.number) };
  });
  return { table, columns, rows, unsure };
}

/** A part of the grid, given as a set of stretches for each column, in words. */
export function regionOf({ columns }: Grid, sets: readonly ReadonlySet<number>[]): Region {
  return columns.map(({ label, stretches }, at) => {
    const chosen = stretches.filter((_stretch, index) => sets[at]!.has(index));
    return { label, says: stretchesInWords(chosen, stretches), example: exampleOf(chosen) };
  });
}

/** A region in one sentence; columns in which everything is meant are left out. */
export function regionInWords(region: Region): string {
  const told = region
    .filter(({ says }) => says !== "任何值")
    .map(({ label, says }) => `“${label}”${says.startsWith("不") || /^[大小早晚]/.test(says) ? says : `为${says}`}`);
  return told.length > 0 ? told.join("，") : "任何情形";
}

/** The sentences about cells that cannot be told. */
export function unsureInWords(unsure: readonly Unsure[]): string[] {
  return unsure.map(({ row, label, text }) => `第 ${row} 行“${label}”写的是 ${text}，无法判断它包括哪些值，请人工核对。`);
}
