import { organisationNow } from "#people/duty";
import { LEVELS, listBad, ratingFigures, STEPS, type Rating } from "#matter/rating";
import { calendarNow, dayOf, endOf, type Calendar } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, State, Table, Tabs } from "#ui";
import { shortDate } from "../short-date.ts";
import { show } from "../show.tsx";
import { TimeLeft } from "../time-left.tsx";

const PATH = "/console/ratings";
const OVER = new Set(["closed", "invalid"]);

/** The day the next step of a bad rating's loop is due; null when nobody waits. */
export function dueOf({ step, contactDay, rectifyDay }: Rating): string | null {
  if (step === null || OVER.has(step)) return null;
  return step === "assigned" ? contactDay : rectifyDay;
}

function DueIn({ rating, calendar, now }: { rating: Rating; calendar: Calendar; now: Date }) {
  const due = dueOf(rating);
  return <TimeLeft calendar={calendar} now={now} due={due === null ? null : endOf(due)} late="差评处理" />;
}

/** Where a bad rating's loop stands. */
export function LoopStanding({ rating: { step } }: { rating: Rating }) {
  if (step === null) return <State tone="info">匿名，不回访</State>;
  return <State tone={OVER.has(step) ? "closed" : step === "assigned" ? "waiting" : "running"}>{STEPS[step]?.label ?? step}</State>;
}

/** The words of a level. */
export function levelWords(level: number): string {
  return LEVELS.find((each) => each.level === level)?.label ?? String(level);
}

/** Bad ratings and their loops: contact within one working day, put right within fifteen. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const all = incoming.query["all"] === "1";
  const today = dayOf(ctx.now);
  const [rows, organisation, calendar, { count, goodRate, openLoops, lateLoops }] = await Promise.all([
    listBad(ctx, { open: !all }),
    organisationNow(ctx),
    calendarNow(ctx),
    ratingFigures(ctx, today),
  ]);
  return show(incoming, ctx, {
    title: "好差评",
    facts: (
      <>
        <span>共 {count} 条评价</span>
        {goodRate !== null && <span>好评率 {(goodRate * 100).toFixed(1)}%</span>}
        {lateLoops > 0 && <State tone="bad">{lateLoops} 条差评超期</State>}
      </>
    ),
    body: (
      <>
        <Tabs
          label="差评"
          tabs={[
            { href: PATH, label: "待办结的差评", current: !all, count: openLoops },
            { href: `${PATH}?all=1`, label: "全部差评", current: all },
          ]}
        />
        <Table
          caption="差评"
          captionHidden
          stack
          rows={rows}
          empty={
            <EmptyState title={all ? "没有差评" : "没有待办结的差评"} icon="star">
              <p>实名差评会在这里列出：1 个工作日内联系，15 个工作日内整改。</p>
            </EmptyState>
          }
          columns={[
            { title: "事项", cell: ({ matterId, serviceNumber, itemName }) => <a href={`${PATH}/${matterId}/${serviceNumber}`}>{itemName}</a>, names: true },
            { title: "评价", cell: ({ level, service }) => `${levelWords(level)}（${service}）`, tight: true },
            { title: "内容", cell: ({ comment, tags }) => comment || tags.join("、") || <span class="hint">没有写</span> },
            { title: "责任单位", cell: ({ unit }) => organisation.units.get(unit)?.shortName ?? unit, tight: true },
            { title: "评价日期", cell: ({ ratedAt }) => shortDate(ratedAt), tight: true },
            { title: "进展", cell: (rating) => <LoopStanding rating={rating} />, tight: true },
            { title: "时限", cell: (rating) => <DueIn rating={rating} calendar={calendar} now={ctx.now} />, tight: true },
          ]}
        />
      </>
    ),
  });
}
