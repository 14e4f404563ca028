import type { ComponentChild } from "preact";
import { classNames } from "./class-names.ts";
import { EmptyState } from "./empty-state.tsx";
import type { Example } from "./example.ts";
import { Icon } from "./icon.tsx";
import { Light } from "./state.tsx";

/** One column of a table. */
export interface Column<Row> {
  title: string;
  cell: (row: Row) => ComponentChild;
  /** Numbers and money stand at the end. */
  align?: "end";
  /** Words that must not break: numbers of documents, dates. */
  tight?: boolean;
  /** This column names the row. */
  names?: boolean;
  /** A link that sorts by this column, and how it is sorted now. */
  sort?: { href: string; now?: "ascending" | "descending" };
}

export interface TableProps<Row> {
  /** What the table shows; heard by screen readers, seen unless `captionHidden`. */
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Shown instead of an empty body. */
  empty?: ComponentChild;
  /** Boxes to tick for what is allowed on many at once; inside the form that does it. */
  select?: { name: string; value: (row: Row) => string; label: (row: Row) => string };
  /** On a phone each row becomes a short list; for the portal. The console scrolls sideways. */
  stack?: boolean;
}

function Head<Row>({ title, align, sort }: Column<Row>) {
  return (
    <th scope="col" class={align === "end" ? "end" : undefined} aria-sort={sort?.now}>
      {sort ? (
        <a href={sort.href}>
          {title}
          <Icon name={sort.now === "ascending" ? "arrow-up" : sort.now === "descending" ? "arrow-down" : "arrow-up-down"} label="排序" />
        </a>
      ) : (
        title
      )}
    </th>
  );
}

/** Rows and columns. Give each row's main link to the column that `names` it. */
export function Table<Row>({ caption, captionHidden, columns, rows, empty, select, stack }: TableProps<Row>) {
  if (rows.length === 0) return <>{empty ?? <EmptyState title="这里还没有内容" />}</>;
  return (
    <div class={classNames("table-box", stack && "table-stack")} tabindex={stack ? undefined : 0} role="region" aria-label={caption}>
      <table role="table">
        <caption class={captionHidden ? "hush" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {select && (
              <th scope="col" class="pick">
                <span class="hush">选择</span>
              </th>
            )}
            {columns.map((column) => (
              <Head {...column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr data-row role="row">
              {select && (
                <td class="pick">
                  <input type="checkbox" name={select.name} value={select.value(row)} aria-label={`选择 ${select.label(row)}`} />
                </td>
              )}
              {columns.map(({ title, cell, align, tight, names }) => {
                const look = classNames(align === "end" && "end", tight && "tight") || undefined;
                return names ? (
                  <th scope="row" class={look} role="rowheader">
                    {cell(row)}
                  </th>
                ) : (
                  <td class={look} data-title={stack ? title : undefined} role="cell">
                    {cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const rows = [
  { number: "990101-2026-000131", title: "小餐饮店登记", who: "云州小满餐饮有限公司", step: "核对", left: 3, at: "11-18 09:12" },
  {
    number: "990101-2026-000127",
    title: "小餐饮店续期",
    who: "云州市青溪区青瓷街道窑前社区老街坊小吃店（个体工商户）",
    step: "现场核查",
    left: 1,
    at: "11-16 15:40",
  },
  { number: "990101-2026-000102", title: "小餐饮备案", who: "林＊英", step: "审查", left: -2, at: "11-05 10:03" },
];

export const examples: Example[] = [
  {
    name: "清单（工作台）",
    show: () => (
      <Table
        caption="等我办理"
        captionHidden
        rows={rows}
        select={{ name: "matter", value: (row) => row.number, label: (row) => row.title }}
        columns={[
          { title: "编号", cell: (row) => row.number, tight: true },
          { title: "事项", cell: (row) => <a href="#matter">{row.title}</a>, names: true },
          { title: "当事人", cell: (row) => row.who },
          { title: "环节", cell: (row) => row.step, tight: true },
          { title: "收到", cell: (row) => row.at, tight: true, sort: { href: "#sort", now: "descending" } },
          { title: "时限", cell: (row) => <Light workdays={row.left} />, tight: true, sort: { href: "#sort-left" } },
        ]}
      />
    ),
  },
  {
    name: "清单（门户，手机上逐条展开）",
    show: () => (
      <Table
        stack
        caption="收费标准"
        rows={[
          { what: "证照工本费", basis: "财综〔2012〕97号", sum: "免费" },
          { what: "邮寄费", basis: "由邮政公司收取，到付", sum: "¥12.00" },
        ]}
        columns={[
          { title: "项目", cell: (row) => row.what, names: true },
          { title: "依据", cell: (row) => row.basis },
          { title: "金额", cell: (row) => row.sum, align: "end", tight: true },
        ]}
      />
    ),
  },
];
