import type { LegibleDecision } from "#content/rule";
import { Table, type Column } from "#ui";

type Row = LegibleDecision["rows"][number] & { number: number };

/** A decision as its author wrote it: conditions left, results right, why at the end. */
export function DecisionTable({ decision }: { decision: LegibleDecision }) {
  if (decision.expression !== undefined) {
    return (
      <section class="sheet">
        <h3>{named(decision.name)}</h3>
        <pre class="feel">{decision.expression}</pre>
      </section>
    );
  }
  const columns: Column<Row>[] = [
    { title: "行", cell: ({ number }) => number, align: "end", tight: true },
    ...decision.inputs.map((title, index): Column<Row> => ({ title, cell: ({ conditions }) => <Cell text={conditions[index]} /> })),
    ...decision.outputs.map((title, index): Column<Row> => ({ title: `→ ${named(title)}`, cell: ({ results }) => <Cell text={results[index]} /> })),
    { title: "说明", cell: ({ why }) => why },
  ];
  return (
    <Table
      caption={decision.policy ? `${named(decision.name)}（${decision.policy}）` : named(decision.name)}
      rows={decision.rows.map((row, index) => ({ ...row, number: index + 1 }))}
      columns={columns}
    />
  );
}

// Names that packs share, in words; any other is shown as its author wrote it.
const NAMES: Record<string, string> = {
  eligibility: "资格核对",
  fee: "收费",
  limit: "时限",
  amount: "金额",
  result: "结果",
  reason: "理由",
  monthly: "每月金额（分）",
};

function named(name: string): string {
  return NAMES[name] ?? name;
}

// Results that every item's rules may give: a rule recommends, a person decides.
const RESULTS: Record<string, string> = { grant: "建议批准", person: "转人工判断", refer: "提醒：转人工判断" };

function Cell({ text }: { text: string | undefined }) {
  const plain = /^"([^"]*)"$/.exec(text ?? "")?.[1];
  if (plain !== undefined) return <>{RESULTS[plain] ?? plain}</>;
  return !text || text === "-" ? <span class="hint">不限</span> : <code>{text}</code>;
}
