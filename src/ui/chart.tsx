import type { Example } from "./example.ts";
import { formatCount } from "./money.ts";

/** One bar. */
export interface Bar {
  label: string;
  value: number;
  href?: string;
  /** The bar the title speaks of. */
  marked?: boolean;
}

export interface ChartProps {
  /** What the figures show, as a sentence: "青溪区的件一周多了三成". */
  finding: string;
  /** What is counted, where and when: "11月16日至20日各区收件量". */
  subject: string;
  /** "件" */
  unit: string;
  bars: readonly Bar[];
  /** Writes a value; thousands by default. */
  write?: (value: number) => string;
}

// Positions are percentages, so words keep their size at every width and nothing needs a script.
function percent(part: number, whole: number): string {
  return `${whole > 0 ? ((part / whole) * 100).toFixed(2) : "0"}%`;
}

function Figures({ subject, unit, bars, write = formatCount }: ChartProps) {
  return (
    <details class="chart-figures">
      <summary>看数据表</summary>
      <table>
        <caption>{subject}</caption>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col" class="end">
              {unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ label, value, href }) => (
            <tr>
              <th scope="row">{href ? <a href={href}>{label}</a> : label}</th>
              <td class="end">{write(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Bars lying down, for names: units, items, areas. */
export function BarChart(props: ChartProps) {
  const { finding, subject, unit, bars, write = formatCount } = props;
  const most = Math.max(0, ...bars.map((bar) => bar.value));
  return (
    <figure class="chart">
      <figcaption>
        <strong>{finding}</strong>
        <span>{`${subject}（${unit}）`}</span>
      </figcaption>
      <div class="chart-bars" role="img" aria-label={`${finding}。${bars.map((bar) => `${bar.label} ${write(bar.value)}`).join("，")}`}>
        {bars.map(({ label, value, marked }) => (
          <div class="chart-bar">
            <span>{label}</span>
            <svg width="100%" height="18">
              <rect class={marked ? "bar-marked" : "bar"} width={percent(value, most)} height="18" rx="3" />
            </svg>
            <span class="number">{write(value)}</span>
          </div>
        ))}
      </div>
      <Figures {...props} />
    </figure>
  );
}

const plot = { top: 24, height: 140 };

/** Bars standing, for days, weeks and months in order. */
export function ColumnChart(props: ChartProps) {
  const { finding, subject, unit, bars, write = formatCount } = props;
  const most = Math.max(0, ...bars.map((bar) => bar.value));
  const slot = 100 / Math.max(1, bars.length);
  return (
    <figure class="chart">
      <figcaption>
        <strong>{finding}</strong>
        <span>{`${subject}（${unit}）`}</span>
      </figcaption>
      <svg
        class="chart-columns"
        width="100%"
        height={plot.top + plot.height + 26}
        role="img"
        aria-label={`${finding}。${bars.map((bar) => `${bar.label} ${write(bar.value)}`).join("，")}`}
      >
        {bars.map(({ label, value, marked }, index) => {
          const height = most > 0 ? (value / most) * plot.height : 0;
          const middle = `${(slot * (index + 0.5)).toFixed(2)}%`;
          return (
            <>
              <rect
                class={marked ? "bar-marked" : "bar"}
                x={`${(slot * (index + 0.18)).toFixed(2)}%`}
                width={`${(slot * 0.64).toFixed(2)}%`}
                y={(plot.top + plot.height - height).toFixed(1)}
                height={height.toFixed(1)}
                rx="3"
              />
              <text x={middle} y={(plot.top + plot.height - height - 7).toFixed(1)} text-anchor="middle" class="chart-value">
                {write(value)}
              </text>
              <text x={middle} y={plot.top + plot.height + 19} text-anchor="middle" class="chart-label">
                {label}
              </text>
            </>
          );
        })}
        <line class="chart-base" x1="0" x2="100%" y1={plot.top + plot.height} y2={plot.top + plot.height} />
      </svg>
      <Figures {...props} />
    </figure>
  );
}

export const examples: Example[] = [
  {
    name: "横条图",
    show: () => (
      <BarChart
        finding="食品经营科办得最多，占三成"
        subject="2026年11月各科室办结量"
        unit="件"
        bars={[
          { label: "食品经营科", value: 361, href: "#food", marked: true },
          { label: "登记注册科", value: 298, href: "#register" },
          { label: "特种设备安全监察科", value: 177, href: "#device" },
          { label: "药品科", value: 54, href: "#drug" },
        ]}
      />
    ),
  },
  {
    name: "立柱图",
    show: () => (
      <ColumnChart
        finding="周三收件最多，比周一多一半"
        subject="11月16日至20日每日收件量"
        unit="件"
        bars={[
          { label: "周一", value: 84 },
          { label: "周二", value: 97 },
          { label: "周三", value: 126, marked: true },
          { label: "周四", value: 102 },
          { label: "周五", value: 91 },
        ]}
      />
    ),
  },
];
