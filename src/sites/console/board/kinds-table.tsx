import type { Kind } from "#content/kind";
import type { KindFigures } from "#matter/lists";
import { formatCount, Shape, Table } from "#ui";
import { kindAddress } from "../list/kind.tsx";
import { addressOf } from "../typed.ts";
import type { Chosen } from "./period.tsx";
import { addDays, dayOf } from "#kernel/clock";

/** Kind by kind: received and closed in the period, on time of those closed; open and late now. Every number leads to its list. */
export function KindsTable({ rows, kinds, period }: { rows: readonly KindFigures[]; kinds: ReadonlyMap<string, Kind>; period: Chosen }) {
  const last = addDays(dayOf(period.until), -1);
  const number = (count: number, href: string, late = false) =>
    count === 0 ? (
      <span class="hint">0</span>
    ) : (
      <a href={href}>
        {late && <Shape tone="bad" />} {formatCount(count)}
      </a>
    );
  const list = (kind: string, filters: Record<string, string>): string => addressOf(kindAddress(kind), filters);
  const received = { "f-state": "all", "f-received-from": period.first, "f-received-until": last };
  return (
    <Table
      caption="按种类"
      stack
      rows={rows}
      columns={[
        { title: "种类", cell: ({ kind }) => <a href={kindAddress(kind)}>{kinds.get(kind)?.name ?? kind}</a>, names: true },
        { title: "收到", cell: (row) => number(row.received, list(row.kind, received)), align: "end", tight: true },
        { title: "办结", cell: (row) => number(row.closed, list(row.kind, { "f-state": "closed" })), align: "end", tight: true },
        {
          title: "按期办结",
          cell: ({ onTime }) => (onTime === null ? <span class="hint">—</span> : `${(onTime * 100).toFixed(1)}%`),
          align: "end",
          tight: true,
        },
        { title: "现在在办", cell: (row) => number(row.open, list(row.kind, {})), align: "end", tight: true },
        { title: "现在超期", cell: (row) => number(row.late, list(row.kind, { "f-clock.main": "late" }), true), align: "end", tight: true },
      ]}
    />
  );
}
