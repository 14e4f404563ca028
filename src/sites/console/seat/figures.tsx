import { callsByHour, type HourOfCalls } from "#matter/call";
import { dayOf, isDay } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, formatDate, Table } from "#ui";
import { show } from "../show.tsx";
import { chosen } from "../typed.ts";
import { deskOf } from "./at-desk.ts";

const seconds = (value: number | null): string => (value === null ? "–" : `${value} 秒`);
const share = (part: number, of: number): string => (of === 0 ? "–" : `${Math.round((part / of) * 100)}%`);

/** A mean over hours, each weighed by its calls. */
function mean(hours: readonly HourOfCalls[], of: (hour: HourOfCalls) => number | null): number | null {
  const known = hours.filter((hour) => of(hour) !== null && hour.answered > 0);
  const calls = known.reduce((sum, { answered }) => sum + answered, 0);
  return calls === 0 ? null : Math.round(known.reduce((sum, hour) => sum + of(hour)! * hour.answered, 0) / calls);
}

/** The telephone of a day by the hour: of the desk, never of a person (国办函〔2025〕66号: 不片面追求排名). */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  await deskOf(ctx);
  const asked = chosen(incoming.query, "day");
  const day = asked !== undefined && isDay(asked) ? asked : dayOf(ctx.now);
  const hours = await callsByHour(ctx, day);
  const sum = (of: (hour: HourOfCalls) => number): number => hours.reduce((total, hour) => total + of(hour), 0);
  const [came, answered, promptly] = [sum((hour) => hour.came), sum((hour) => hour.answered), sum((hour) => hour.promptly)];
  return show(incoming, ctx, {
    title: `${formatDate(day)}的话务`,
    at: "/console/seat",
    crumbs: [{ href: "/console/seat", label: "话务席位" }],
    body:
      came === 0 ? (
        <EmptyState title="这一天还没有来电" />
      ) : (
        <>
          <p class="finding">
            来电 {came} 个，接通 {answered} 个（接通率 {share(answered, came)}），其中 15 秒内接通 {promptly} 个（{share(promptly, answered)}）；没等到就挂了{" "}
            {sum((hour) => hour.givenUp)} 个；平均事后处理 {seconds(mean(hours, ({ after }) => after))}。
          </p>
          <Table
            caption="按小时"
            captionHidden
            columns={[
              { title: "时段", cell: ({ hour }) => `${hour}:00–${hour + 1}:00`, names: true },
              { title: "来电", cell: (hour) => hour.came, align: "end" },
              { title: "接通", cell: (hour) => hour.answered, align: "end" },
              { title: "15 秒内", cell: (hour) => hour.promptly, align: "end" },
              { title: "没等到", cell: (hour) => hour.givenUp, align: "end" },
              { title: "转出", cell: (hour) => hour.handed, align: "end" },
              { title: "平均等", cell: (hour) => seconds(hour.waited), align: "end" },
              { title: "平均通话", cell: (hour) => seconds(hour.spoken), align: "end" },
              { title: "平均事后处理", cell: (hour) => seconds(hour.after), align: "end" },
            ]}
            rows={hours}
          />
        </>
      ),
  });
}
