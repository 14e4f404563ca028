import type { ComponentChild } from "preact";
import type { Example } from "./example.ts";
import { type Tone, Shape } from "./state.tsx";

export interface StatProps {
  label: string;
  /** Already written: "1,204", "96.4%". */
  value: ComponentChild;
  unit?: string;
  /** The list behind the number. */
  href: string;
  /** "比上周多 12" */
  note?: string;
  tone?: Tone;
}

/** A number that is a link to what it counts. */
export function Stat({ label, value, unit, href, note, tone }: StatProps) {
  return (
    <a class="stat" href={href}>
      <span class="stat-label">
        {tone && <Shape tone={tone} />}
        {label}
      </span>
      <span class="stat-value">
        {value}
        {unit && <small>{unit}</small>}
      </span>
      {note && <span class="stat-note">{note}</span>}
    </a>
  );
}

/** At most five numbers on top of a page. */
export function StatRow({ stats }: { stats: readonly StatProps[] }) {
  return (
    <div class="stat-row">
      {stats.map((stat) => (
        <Stat {...stat} />
      ))}
    </div>
  );
}

export const examples: Example[] = [
  {
    name: "数字",
    show: () => (
      <StatRow
        stats={[
          { label: "等我办理", value: "12", unit: "件", href: "#mine", note: "最早的等了 2 天" },
          { label: "今天到期", value: "2", unit: "件", href: "#today", tone: "waiting" },
          { label: "超期", value: "1", unit: "件", href: "#late", tone: "bad" },
          { label: "本月办结", value: "1,204", unit: "件", href: "#done", note: "比上月多 96 件" },
          { label: "平均用时", value: "3.2", unit: "个工作日", href: "#time", note: "承诺 8 个工作日" },
        ]}
      />
    ),
  },
];
