import type { RuleTrial } from "#content/draft";
import { EmptyState, State, Table } from "#ui";

function rowsOf({ explanation, refused }: RuleTrial) {
  if (refused) return <span class="field-error">{refused}</span>;
  const rows = explanation?.rows ?? [];
  if (rows.length === 0) return <span class="hint">{explanation?.steps.map(({ says }) => says).join("；") || "没有一行适用"}</span>;
  return (
    <ul class="findings">
      {rows.map(({ row, why, cells }) => (
        <li>
          第 {row} 行{why && `：${why}`}
          {cells.length > 0 && <div class="hint">{cells.map(({ says }) => says).join("；")}</div>}
        </li>
      ))}
    </ul>
  );
}

/** Each example person against each decision: what came, by which rows and why, and whether it is what the example expects. */
export function Trials({ trials }: { trials: readonly RuleTrial[] }) {
  return (
    <Table
      caption="例子的结果"
      stack
      rows={trials}
      empty={
        <EmptyState title="没有可以试的例子" icon="users">
          <p>规则读得懂、业务包里有例子时，这里会列出每个例子的结果。</p>
        </EmptyState>
      }
      columns={[
        { title: "例子", cell: ({ example }) => example, names: true },
        { title: "决策", cell: ({ decision }) => <code>{decision}</code>, tight: true },
        { title: "预期", cell: ({ expected }) => expected ?? "", tight: true },
        { title: "结果", cell: ({ explanation }) => (explanation ? <code>{JSON.stringify(explanation.value)}</code> : "") },
        {
          title: "一致",
          cell: ({ holds }) => (holds === undefined ? "" : holds ? <State tone="good">一致</State> : <State tone="bad">不同</State>),
          tight: true,
        },
        { title: "哪几行，为什么", cell: rowsOf },
      ]}
    />
  );
}
