import { actWord, stateOf } from "#content/kind";
import type { Begun } from "#matter/link";
import type { Organisation } from "#people/duty";
import { formatDateTime, State, Table } from "#ui";
import { TimeLeft, type Now } from "../time-left.tsx";

/** What was said with an act, where something was. */
function saidWith(data: Readonly<Record<string, unknown>>): string {
  const said = ["note", "opinion", "reason", "answer"].map((name) => data[name]).find((value) => typeof value === "string" && value !== "");
  return typeof said === "string" ? `：${said}` : "";
}

/** What the matter's flow began, each with who has it, what is left, and what happened there last: what whoever is in command looks at. */
export function BegunMatters({ begun, organisation, at }: { begun: readonly Begun[]; organisation: Organisation; at: Now }) {
  if (begun.length === 0) return null;
  const open = begun.filter(({ matter }) => !matter.closedAt).length;
  return (
    <section class="sheet" aria-labelledby="begun">
      <h2 id="begun">
        下达的件（{begun.length}，没办完 {open}）
      </h2>
      <Table
        caption="下达的件"
        captionHidden
        rows={begun}
        columns={[
          {
            title: "做什么",
            names: true,
            cell: ({ matter }) => (
              <>
                <a href={`/console/matters/${matter.matterId}`}>{matter.title}</a>
                <br />
                <span class="hint">{organisation.unitName(matter.unit)}</span>
              </>
            ),
          },
          {
            title: "状态",
            tight: true,
            cell: ({ matter, kind }) => (
              <>
                <State tone={matter.closedAt ? "closed" : "info"}>{stateOf(kind, matter.state).word}</State>
                <br />
                {!matter.closedAt && <TimeLeft {...at} due={nearest(matter)} paused={matter.stoppedAt !== null} />}
              </>
            ),
          },
          {
            title: "最近进展",
            cell: ({ kind, last }) =>
              last && (
                <>
                  {actWord(kind, last.kind)}
                  {saidWith(last.data)}
                  <br />
                  <span class="hint">{formatDateTime(last.at)}</span>
                </>
              ),
          },
        ]}
      />
    </section>
  );
}

/** The clock that runs out first: what was not taken in time is red before its work is. */
function nearest({ clocks }: Begun["matter"]): Date | null {
  const running = clocks.filter(({ endedAt }) => endedAt === null).map(({ dueAt }) => dueAt.getTime());
  return running.length === 0 ? null : new Date(Math.min(...running));
}
