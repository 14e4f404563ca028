import type { IndicatedBy, Indicator } from "#content/kind";
import type { Share } from "#matter/indicator";
import { formatCount, Table, type Column } from "#ui";
import { BY_WORDS, changeText, shareText, type NamedRow } from "./asked.ts";

/** The way to the list behind the part or the whole of an indicator, in a row. */
export type Behind = (indicator: Indicator, part: "met" | "of_all", key: string) => string | undefined;

function Count({ n, href }: { n: number; href: string | undefined }) {
  return href === undefined || n === 0 ? <>{formatCount(n)}</> : <a href={href}>{formatCount(n)}</a>;
}

/** Both numbers of a share. */
function Numbers({ share, indicator, row, behind }: { share: Share; indicator: Indicator; row: string; behind: Behind }) {
  return (
    <span class="of">
      <Count n={share.met} href={behind(indicator, "met", row)} />／
      <Count n={share.of} href={behind(indicator, "of_all", row)} />
    </span>
  );
}

const NONE: Share = { met: 0, of: 0 };

/** Something that is told as a share beside the indicators of packs. */
export interface Told {
  name: string;
  share: Share;
  before: Share;
  note: string;
}

/** Every indicator of the whole, a line each: share, numbers, change, where it comes from. */
export function WholeTable({
  all,
  indicators,
  posts,
  behind,
  beside,
}: {
  all: NamedRow | undefined;
  indicators: readonly Indicator[];
  posts: ReadonlyMap<string, string>;
  behind: Behind;
  beside: readonly Told[];
}) {
  const rows = [
    ...beside.map((told) => ({ ...told, indicator: undefined })),
    ...indicators.map((indicator) => ({
      indicator,
      name: indicator.name,
      share: all?.shares[indicator.id] ?? NONE,
      before: all?.before[indicator.id] ?? NONE,
      note: [indicator.note, indicator.standard].filter(Boolean).join("。"),
    })),
  ];
  return (
    <Table
      caption="总体"
      stack
      rows={rows}
      columns={[
        { title: "指标", cell: ({ name }) => name, names: true },
        ...(indicators.some(({ post }) => post !== undefined)
          ? [
              {
                title: "哪个岗位的",
                cell: ({ indicator }: (typeof rows)[number]) => posts.get(indicator?.post ?? "") ?? <span class="hint">—</span>,
                tight: true,
              },
            ]
          : []),
        { title: "比率", cell: ({ share }) => <b>{shareText(share)}</b>, align: "end", tight: true },
        {
          title: "件数",
          cell: ({ indicator, share }) =>
            indicator ? <Numbers share={share} indicator={indicator} row="" behind={behind} /> : `${formatCount(share.met)}／${formatCount(share.of)}`,
          align: "end",
          tight: true,
        },
        { title: "比前一段，点", cell: ({ share, before }) => changeText(share, before) ?? <span class="hint">—</span>, align: "end", tight: true },
        { title: "怎么算，出自哪里", cell: ({ note }) => <span class="hint">{note}</span> },
      ]}
    />
  );
}

/** The indicators of each unit, item or street, in the order of the city. */
export function RowsTable({ rows, indicators, by, behind }: { rows: readonly NamedRow[]; indicators: readonly Indicator[]; by: IndicatedBy; behind: Behind }) {
  const columns = indicators
    .filter((indicator) => indicator.by?.includes(by) ?? true)
    .map((indicator): Column<NamedRow> => ({
      title: indicator.name,
      align: "end",
      tight: true,
      cell: ({ key, shares, before }) => {
        const share = shares[indicator.id] ?? NONE;
        if (share.of === 0) return <span class="hint">—</span>;
        const change = changeText(share, before[indicator.id]);
        return (
          <span class="figure-cell">
            <b>{shareText(share)}</b>
            <Numbers share={share} indicator={indicator} row={key} behind={behind} />
            {change !== undefined && <span class="hint">{change}</span>}
          </span>
        );
      },
    }));
  return (
    <Table
      caption={`按${BY_WORDS[by]}：比率、件数${rows.some(({ before }) => Object.keys(before).length > 0) ? "、比前一段多或者少几个点" : ""}`}
      rows={rows}
      columns={[{ title: BY_WORDS[by], cell: ({ name }) => name, names: true }, ...columns]}
    />
  );
}
