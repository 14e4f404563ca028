import type { ComponentChildren } from "preact";
import type { Example } from "./example.ts";
import { Icon, type IconName } from "./icon.tsx";

/** How much something presses: only what is late or due today is coloured. */
export type Pressure = "late" | "today" | "soon" | "later" | "stopped";

const ICONS: Partial<Record<Pressure, IconName>> = { late: "circle-alert", today: "clock", stopped: "pause" };

/** What is left of a limit, in days or in hours, in a word and a shape: <Urgency level="today">40 分钟</Urgency>. */
export function Urgency({ level, children }: { level: Pressure; children: ComponentChildren }) {
  const icon = ICONS[level];
  return (
    <span class={`urgency urgency-${level}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

export const examples: Example[] = [
  {
    name: "时限",
    note: "只有超期和今天到期的有颜色；按天、按小时都是这一个。",
    show: () => (
      <p class="button-row">
        <Urgency level="late">超 3 小时</Urgency>
        <Urgency level="late">超 2 天</Urgency>
        <Urgency level="today">40 分钟</Urgency>
        <Urgency level="today">今天</Urgency>
        <Urgency level="soon">明天</Urgency>
        <Urgency level="later">6 天</Urgency>
        <Urgency level="stopped">暂停计时</Urgency>
      </p>
    ),
  },
];
