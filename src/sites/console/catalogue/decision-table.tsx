import type { LegibleDecision } from "#base/rule";
import { Table, type Column } from "#ui";

type Row = LegibleDecision["rows"][number] & { number: number };

/** A decision as its author wrote it: conditions left, results right, why at the end. */
export function DecisionTable({ decision }: { decision: LegibleDecision }) {
  if (decision.expression !== undefined) {
    return (
      <section class="sheet">
        <h3>{decision.name}</h3>
        <pre class="feel">{decision.expression}</pre>
      </section>
    );
  }
  const columns: Column<Row>[] = [
    { title: "行", cell: ({ number }) => number, align: "end", tight: true },
    ...decision.inputs.map((title, index): Column<Row> => ({ title, cell: ({ conditions }) => <Cell text={conditions[index]} /> })),
    ...decision.outputs.map((title, index): Column<Row> => ({ title: `→ ${title}`, cell: ({ results }) => <Cell text={results[index]} /> })),
    { title: "说明", cell: ({ why }) => why },
  ];
  return <Table caption={decision.policy ? `${decision.name}（${decision.policy}）` : decision.name} rows={decision.rows.map((row, index) => ({ ...row, number: index + 1 }))} columns={columns} />;
}

function Cell({ text }: { text: string | undefined }) {
  return !text || text === "-" ? <span class="hint">不限</span> : <code>{text}</code>;
}
