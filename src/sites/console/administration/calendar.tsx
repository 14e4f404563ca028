import { listRecountLines, listRecounts } from "#matter/recount";
import { addDays, calendarNow, dayOf, weekday, type Calendar, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { Notice, Tabs } from "#ui";
import { show } from "../show.tsx";
import { Recounts } from "./recounts.tsx";

const WEEKDAYS = ["一", "二", "三", "四", "五", "六", "日"];

/** What a day is: worked or off against the week (班, 休), else as the week has it. */
export function dayKind(calendar: Calendar, day: Day): { class: string; word: string } {
  const weekend = weekday(day) === 0 || weekday(day) === 6;
  const worked = calendar.isWorkday(day);
  if (worked && weekend) return { class: "day-worked", word: "班" };
  if (!worked && !weekend) return { class: "day-off", word: "休" };
  return weekend ? { class: "day-rest", word: "" } : { class: "day-plain", word: "" };
}

function Month({ month, calendar, today }: { month: string; calendar: Calendar; today: Day }) {
  const first = `${month}-01`;
  const lead = (weekday(first) + 6) % 7;
  const days: Day[] = [];
  for (let day = first; day.startsWith(month); day = addDays(day, 1)) days.push(day);
  const cells: (Day | undefined)[] = [...Array.from({ length: lead }, () => undefined), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  return (
    <section class="month">
      <table>
        <caption>{Number(month.slice(5))}月</caption>
        <thead>
          <tr>
            {WEEKDAYS.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr>
              {week.map((day) => {
                if (!day) return <td />;
                const kind = dayKind(calendar, day);
                return (
                  <td class={day === today ? `${kind.class} day-now` : kind.class}>
                    <a href={`/console/calendar/${day}`}>
                      {Number(day.slice(8))}
                      {kind.word && <small>{kind.word}</small>}
                    </a>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A year of working days: every limit is counted by it. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const calendar = await calendarNow(ctx);
  const today = dayOf(ctx.now);
  const thisYear = Number(today.slice(0, 4));
  const asked = Number(incoming.query["year"]);
  const year = Number.isInteger(asked) && asked >= 2020 && asked <= 2100 ? asked : thisYear;
  const runs = await listRecounts(ctx);
  const [latest] = runs.filter(({ moved }) => moved !== null && moved > 0);
  const lines = latest ? await listRecountLines(ctx, latest.runId) : [];
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`);
  return show(incoming, ctx, {
    title: "工作日历",
    facts: <span>办理时限按这份日历计算。点一天可以改成上班或放假。</span>,
    body: (
      <>
        <Tabs
          label="年份"
          tabs={[year - 1, year, year + 1].map((each) => ({ href: `/console/calendar?year=${each}`, label: `${each} 年`, current: each === year }))}
        />
        {calendar.isUncertain(`${year}-06-01`) && (
          <Notice kind="waiting" title={`${year} 年的放假安排还没有录入`}>
            <p>
              现在只按周末和法定节假日当天休息计算，这一年的期限对外都标注“以国务院放假通知为准”。国务院办公厅公布以后请逐日录入，在办事项的期限会跟着调整。
            </p>
            <p>
              <a href={`/console/calendar/years/${year}`}>通知里的日子都录入了</a>
            </p>
          </Notice>
        )}
        <div class="month-grid">
          {months.map((month) => (
            <Month month={month} calendar={calendar} today={today} />
          ))}
        </div>
        <Recounts runs={runs} lines={lines} />
      </>
    ),
  });
}
