import { PURPOSES, type LoggedUse } from "#trust/seal";
import { formatDay, formatTime, Table, type Column } from "#ui";
import type { ComponentChild } from "preact";
import { sealTitle } from "./seal-state.tsx";

/** Uses of seals; with `withSeal` each says of which. Links lead to matters that the reader may look at. */
export function UseTable({
  rows,
  seen,
  empty,
  withSeal = false,
}: {
  rows: readonly LoggedUse[];
  seen: ReadonlySet<string>;
  empty: ComponentChild;
  withSeal?: boolean;
}) {
  const columns: Column<LoggedUse>[] = [
    { title: "时间", cell: ({ usedAt }) => `${formatDay(usedAt)} ${formatTime(usedAt)}`, tight: true },
    {
      title: "文件",
      cell: ({ document, matterId }) => (matterId && seen.has(matterId) ? <a href={`/console/matters/${matterId}?part=documents`}>{document}</a> : document),
      names: true,
    },
    ...(withSeal
      ? [
          {
            title: "印章",
            cell: ({ sealId, sealName, sealNote, kind }: LoggedUse) => (
              <a href={`/console/seals/${sealId}`}>{sealTitle({ name: sealName, note: sealNote, kind })}</a>
            ),
          },
        ]
      : []),
    { title: "用途", cell: ({ purpose }) => PURPOSES[purpose], tight: true },
    { title: "经办人", cell: ({ actorName }) => actorName, tight: true },
    {
      title: "文件校验值（SM3）",
      cell: ({ dataHash }) => {
        const hex = dataHash.toString("hex");
        return (
          <span class="number" title={hex}>
            {hex.slice(0, 16)}…
          </span>
        );
      },
      tight: true,
    },
  ];
  return <Table caption="用印记录" captionHidden stack rows={rows} columns={columns} empty={empty} />;
}
