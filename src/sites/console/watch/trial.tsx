import { groupWords, monthWords, MONTHS, type Rule, type Trial, type Would } from "#matter/watch";
import type { Organisation } from "#people/duty";
import { ColumnChart, EmptyState, formatCount, formatDate, Pager, Table } from "#ui";
import { BehindList } from "./behind.tsx";

/** Groups of a trial that stand on one page. */
export const GROUPS = 20;

/** What the trial says, as a sentence. */
function finding({ would, behind }: Trial): string {
  if (would.length === 0) return `过去 ${MONTHS} 个月里，这条规则一件也不会提出`;
  return `过去 ${MONTHS} 个月里会提出 ${formatCount(would.length)} 件，背后有 ${formatCount(behind)} 件`;
}

function when({ at, season }: Would): string {
  return season === undefined ? formatDate(at, { year: true }) : `${formatDate(at, { year: true })}，为${monthWords(season)}准备`;
}

interface TrialProps {
  rule: Rule;
  trial: Trial;
  page: number;
  readable: ReadonlyMap<string, string>;
  organisation: Organisation;
  href(page: number): string;
}

/** What a rule would have begun in the last twelve months: month by month, and group by group with what is behind each. */
export function TrialPart({ rule, trial, page, readable, organisation, href }: TrialProps) {
  const { would, months } = trial;
  const pages = Math.max(1, Math.ceil(would.length / GROUPS));
  return (
    <section class="sheet" aria-labelledby="trial">
      <h2 id="trial">在历史上试算</h2>
      <div class="stack">
        <ColumnChart
          finding={finding(trial)}
          subject={`到今天为止的 ${MONTHS} 个月，每个月会提出多少`}
          unit="件"
          bars={months.map(({ month, begun }) => ({ label: String(Number(month.slice(5))), value: begun }))}
        />
        <p class="hint">
          {rule.watch.season
            ? "按去年同月的件数试算，一个区划一组。"
            : `试算当作提出的件一直在办，直到 ${rule.watch.within?.replace(/\D/g, "")} 天没有新的；实际办结以后才有的件，要够数才会再提出一件。`}
        </p>
        <Table
          caption="会提出的件"
          captionHidden
          stack
          rows={would.slice((page - 1) * GROUPS, page * GROUPS)}
          empty={
            <EmptyState title="没有会提出的件" icon="bell">
              <p>历史上没有一处够数。件数、范围写在业务包的 watches.yaml 里，改了再装，再看试算。</p>
            </EmptyState>
          }
          columns={[
            { title: "哪一组", cell: (group) => groupWords(rule, group, organisation), names: true },
            { title: "哪天会提出", cell: when, tight: true },
            {
              title: "背后的件",
              cell: ({ members }) => <BehindList behind={members.map(({ id }) => id)} readable={readable} />,
            },
          ]}
        />
        {would.length > GROUPS && <Pager page={page} pages={pages} total={would.length} href={href} />}
      </div>
    </section>
  );
}
