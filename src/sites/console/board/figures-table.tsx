import type { Figures } from "#matter/lists";
import { formatCount, Shape, Table, type Column, type Tone } from "#ui";

function counted(title: string, of: (row: Figures) => number, href: (row: Figures) => string, tone?: Tone): Column<Figures> {
  return {
    title,
    align: "end",
    tight: true,
    cell: (row) =>
      of(row) === 0 ? (
        <span class="hint">0</span>
      ) : (
        <a href={href(row)}>
          {tone && <Shape tone={tone} />} {formatCount(of(row))}
        </a>
      ),
  };
}

/** Counts by department or item; every number that names matters leads to them. */
export function FiguresTable({ caption, by, rows }: { caption: string; by: "unit" | "item"; rows: readonly Figures[] }) {
  const list = (row: Figures, filter = ""): string => `/console/search?${by}=${encodeURIComponent(row.key)}${filter}`;
  return (
    <Table
      caption={caption}
      rows={rows}
      columns={[
        { title: by === "unit" ? "部门" : "事项", cell: (row) => <a href={list(row)}>{row.name}</a>, names: true },
        counted(
          "收件",
          (row) => row.submitted,
          (row) => list(row),
        ),
        counted(
          "在办",
          (row) => row.open,
          (row) => list(row, "&state=open"),
        ),
        counted(
          "临近",
          (row) => row.near,
          (row) => list(row, "&light=near"),
          "waiting",
        ),
        counted(
          "超期",
          (row) => row.overdue,
          (row) => list(row, "&light=overdue"),
          "bad",
        ),
        { title: "暂停", cell: (row) => formatCount(row.paused), align: "end", tight: true },
        { title: "已结束", cell: (row) => formatCount(row.closed), align: "end", tight: true },
        {
          title: "按期",
          cell: (row) => (row.inTime === null ? <span class="hint">—</span> : `${(row.inTime * 100).toFixed(1)}%`),
          align: "end",
          tight: true,
        },
        {
          title: "平均用时",
          cell: (row) => (row.averageDays === null ? <span class="hint">—</span> : row.averageDays < 0.1 ? "当天" : `${row.averageDays.toFixed(1)} 天`),
          align: "end",
          tight: true,
        },
      ]}
    />
  );
}
