import type { Decision, Knowledge, Model, Table, Validity } from "./model.ts";
import { refuse, type DmnRefusal } from "./refusal.ts";

type Dated = { element: string; validity: Validity };

/** Whether something is in force on a day. */
export function inForce({ from, to }: Validity, day: string): boolean {
  return (from === undefined || from <= day) && (to === undefined || day <= to);
}

/** Versions of one value must follow each other in time without overlap and without a gap: decisions and knowledge of one name, rows of one condition. */
export function datedFaults(model: Model): DmnRefusal[] {
  const versions = model.elements.filter((element): element is Decision | Knowledge => element.kind === "decision" || element.kind === "knowledge");
  const named = Map.groupBy(versions, ({ kind, name }) => `${kind} ${name}`);
  const tables = versions.map(({ logic }) => (logic?.box === "function" ? logic.body : logic)).filter((logic) => logic?.box === "table");
  return [
    ...[...named.values()].flatMap((group) => successive(group.map(({ id, validity }) => ({ element: id, validity })))),
    ...tables.flatMap((table) => rowFaults(table)),
  ];
}

/** Rows with the same conditions are versions of one row as soon as one of them has a date. */
function rowFaults(table: Table): DmnRefusal[] {
  const alike = Map.groupBy(table.rules, ({ tests }) => JSON.stringify(tests.map(({ text }) => text)));
  return [...alike.values()]
    .filter((rows) => rows.some(({ validity }) => validity.from !== undefined || validity.to !== undefined))
    .flatMap((rows) => successive(rows));
}

const FIRST = "0000-00-00";
const LAST = "9999-99-99";

function successive(versions: Dated[]): DmnRefusal[] {
  const ordered = versions.toSorted((a, b) => (a.validity.from ?? FIRST).localeCompare(b.validity.from ?? FIRST));
  return ordered.slice(1).flatMap((next, index) => {
    const before = ordered[index]!;
    const ends = before.validity.to ?? LAST;
    const begins = next.validity.from ?? FIRST;
    const between = `${before.element} ${before.validity.to ?? "…"}, ${next.element} ${next.validity.from ?? "…"}`;
    if (begins <= ends) return [refuse(next.element, "days-overlap", between)];
    return begins === dayAfter(ends) ? [] : [refuse(next.element, "days-gap", between)];
  });
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
