import type { Recount, RecountLine } from "#matter/recount";
import { formatDateTime, formatDay, Notice, Section, Table } from "#ui";

function words({ startedAt, endedAt, looked, moved, failed }: Recount): string {
  const when = formatDateTime(startedAt);
  if (!endedAt) return `${when}开始重算，还没有算完。`;
  const told = moved === 0 ? "没有期限需要调整" : `${moved} 件的期限有调整`;
  return `${when}核对了在办的 ${looked} 件，${told}${failed ? `；${failed} 件没有算成，今晚会再算一次` : ""}。`;
}

/** What the last change of the calendar moved: how many matters, which days from when to when. */
export function Recounts({ runs, lines }: { runs: readonly Recount[]; lines: readonly RecountLine[] }) {
  const past = lines.filter((line) => line.past).length;
  if (runs.length === 0) return null;
  return (
    <Section title="期限重算">
      <p class="hint">日历改动以后，在办事项的期限会在一分钟内重新计算，每件的办理过程里都有记录。</p>
      {past > 0 && (
        <Notice kind="wrong" title={`${past} 个期限因为这次调整已经过期`}>
          <p>改成上班的日子会让期限提前。下面标了“已过期”的请尽快办理。</p>
        </Notice>
      )}
      <ul>
        {runs.map((run) => (
          <li>{words(run)}</li>
        ))}
      </ul>
      {lines.length > 0 && (
        <Table
          caption="最近一次调整的期限"
          rows={lines}
          columns={[
            { title: "件", cell: ({ matterId, number }) => <a href={`/console/matters/${matterId}`}>{number ?? "评价整改"}</a> },
            { title: "期限", cell: ({ what }) => what },
            { title: "原来", cell: ({ fromDay }) => formatDay(fromDay), tight: true },
            { title: "现在", cell: ({ toDay, past: late }) => `${formatDay(toDay)}${late ? "（已过期）" : ""}`, tight: true },
          ]}
        />
      )}
    </Section>
  );
}
