import type { Table } from "#language/dmn";
import type { Value } from "#language/feel-value";
import type { Row } from "./table.ts";

/** Below this many rows a look at each is as fast as a look-up. */
const WORTH = 8;

/** The rows of a table that may match, in table order, by the values of its inputs. */
export type Candidates = (values: readonly Value[]) => readonly Row[];

/**
 * Rows by value of the one column whose cells are mostly plain values, `"餐饮"` or `"餐饮", "零售"` or `12`: whatever their number, only those
 * with the value at hand and those without a condition there are looked at. What a look-up cannot decide is looked at row by row.
 */
export function indexRows(box: Table, rows: readonly Row[]): Candidates {
  if (rows.length < WORTH) return () => rows;
  const columns = box.inputs.map((_input, at) => rows.map(({ rule }) => plainValues(rule.tests[at]?.text ?? "-")));
  const plain = columns.map((cells) => cells.filter((cell) => cell !== "other" && cell !== "any").length);
  const best = plain.indexOf(Math.max(...plain));
  if (best < 0 || plain[best]! < rows.length / 2) return () => rows;
  const cells = columns[best]!;
  const always = rows.filter((_row, at) => typeof cells[at] === "string");
  const byValue = new Map<string | number, Row[]>();
  for (const value of new Set(cells.flatMap((cell) => (typeof cell === "string" ? [] : cell))))
    byValue.set(
      value,
      rows.filter((_row, at) => isListed(cells[at]!, value)),
    );
  return (values) => {
    const value = values[best]!;
    if (typeof value !== "string" && typeof value !== "number") return rows;
    return byValue.get(value) ?? always;
  };
}

type Cell = (string | number)[] | "any" | "other";

function isListed(cell: Cell, value: string | number): boolean {
  return typeof cell === "string" || cell.includes(value);
}

const PLAIN = /^\s*("[^"\\]*"|-?\d{1,15}(\.\d{1,9})?)\s*(,|$)/;

/** The values that a cell lists; `any` for no condition, `other` for whatever is not a list of plain values. */
function plainValues(text: string): Cell {
  if (text === "-") return "any";
  const found: (string | number)[] = [];
  let rest = text;
  do {
    const [all, written, , comma] = PLAIN.exec(rest) ?? [];
    if (all === undefined || written === undefined || (comma !== "," && comma !== "")) return "other";
    found.push(written.startsWith('"') ? written.slice(1, -1) : Number(written));
    rest = rest.slice(all.length);
    if (comma === "") return found;
  } while (rest !== "");
  return "other";
}
