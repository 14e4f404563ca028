import type { Miss } from "#content/search";
import { EmptyState, formatCount, Table } from "#ui";
import { shortDate } from "../short-date.ts";

/** How many days back the board looks for what was not found. */
export const MISSES_DAYS = 30;

/** What people looked for on the portal and did not find: names that items should have, or items that should be there. */
export function MissesTable({ misses }: { misses: readonly Miss[] }) {
  return (
    <Table
      caption={`近 ${MISSES_DAYS} 天搜索没有结果的说法（至少搜过两次）`}
      rows={misses.slice(0, 20)}
      empty={
        <EmptyState title={`近 ${MISSES_DAYS} 天没有重复搜不到的说法`} icon="search">
          <p>同一个说法有两次搜不到，就会列在这里，方便给事项补上常用叫法。</p>
        </EmptyState>
      }
      columns={[
        { title: "搜索的说法", cell: ({ text }) => text, names: true },
        { title: "次数", cell: ({ times }) => formatCount(times), align: "end", tight: true },
        { title: "最近一次", cell: ({ lastDay }) => shortDate(lastDay), tight: true },
      ]}
    />
  );
}
