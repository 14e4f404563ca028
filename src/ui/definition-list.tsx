import type { ComponentChild } from "preact";
import type { Example } from "./example.ts";

/** A term and what it is. */
export interface Definition {
  term: string;
  detail: ComponentChild;
}

/** Facts in two columns, to be read and not changed. */
export function DefinitionList({ items, columns = 1 }: { items: readonly Definition[]; columns?: 1 | 2 }) {
  return (
    <dl class={columns === 2 ? "facts facts-two" : "facts"}>
      {items.map(({ term, detail }) => (
        <div>
          <dt>{term}</dt>
          <dd>{detail}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One answer given before. */
export interface SummaryRow {
  label: string;
  value: ComponentChild;
  /** Where it can be changed. */
  change?: string;
}

/** Answers to check before sending, each with its way back. */
export function SummaryList({ title, rows }: { title?: string; rows: readonly SummaryRow[] }) {
  return (
    <section class="summary">
      {title && <h2>{title}</h2>}
      <dl>
        {rows.map(({ label, value, change }) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
            {change && (
              <dd class="summary-change">
                <a href={change}>
                  更改<span class="hush">{label}</span>
                </a>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </section>
  );
}

export const examples: Example[] = [
  {
    name: "事实",
    show: () => (
      <DefinitionList
        items={[
          { term: "实施主体", detail: "云州市市场监督管理局" },
          { term: "办理方式", detail: "承诺办结" },
          { term: "法定时限", detail: "20 个工作日" },
          { term: "办理结果", detail: "食品经营证（电子证照，可打印）" },
        ]}
      />
    ),
  },
  {
    name: "核对所填内容",
    show: () => (
      <SummaryList
        title="经营场所"
        rows={[
          { label: "店铺名称", value: "云州小满餐饮有限公司", change: "#name" },
          { label: "经营场所", value: "云州市青溪区青瓷街道窑前社区窑前路 18 号一层 101 至 103 室", change: "#address" },
          { label: "经营面积", value: "126 平方米", change: "#area" },
          { label: "统一社会信用代码", value: "91990100MA0000001C" },
        ]}
      />
    ),
  },
];
