import type { ComponentChildren } from "preact";
import type { Example } from "./example.ts";

/** What a state means for the reader, whatever its word is. */
export type Tone = "draft" | "running" | "waiting" | "good" | "bad" | "info" | "closed" | "paused";

// Shapes differ so that no state hangs on colour alone (GB/T 37668; WCAG 1.4.1).
const shapes: Record<Tone, string> = {
  draft: "M2 6h8",
  running: "M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9zM6 1.5v9",
  waiting: "M6 1.5 11 10.5H1z",
  good: "M1.5 6.5 4.5 9.5 10.5 2.5",
  bad: "M2 2l8 8M10 2l-8 8",
  info: "M6 2a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
  closed: "M2 2h8v8H2z",
  paused: "M4 2v8M8 2v8",
};

/** The small sign of a tone: line, half disc, triangle, tick, cross, disc, square, bars. */
export function Shape({ tone }: { tone: Tone }) {
  return (
    <svg class={`shape shape-${tone}`} viewBox="0 0 12 12" aria-hidden="true">
      {tone === "running" ? <path class="shape-half" d="M6 1.5a4.5 4.5 0 0 1 0 9z" /> : null}
      <path d={shapes[tone]} />
    </svg>
  );
}

/** A state in a word, a shape and a colour: <State tone="waiting">待补正</State>. */
export function State({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <span class={`state state-${tone}`}>
      <Shape tone={tone} />
      {children}
    </span>
  );
}

/** A word that sorts rather than warns: 当场办, 全市通办. */
export function Tag({ children }: { children: ComponentChildren }) {
  return <span class="tag">{children}</span>;
}

export interface LightProps {
  /** Whole working days left; negative when overdue. */
  workdays: number;
  /** The clock stands still: 补正, 特别程序. */
  paused?: string;
  /** From how many days on it is near. */
  near?: number;
  /** What is said once it has passed: 超期 is the matter's promise, a step and a rating have words of their own. */
  late?: string;
}

/** The light of a limit, for rows and heads: 正常, 临近, 超期. */
export function Light({ workdays, paused, near = 2, late = "超期" }: LightProps) {
  if (paused) return <State tone="paused">暂停{paused}</State>;
  if (workdays < 0)
    return (
      <State tone="bad">
        {late} {-workdays} 天
      </State>
    );
  if (workdays === 0) return <State tone="waiting">今天到期</State>;
  if (workdays <= near) return <State tone="waiting">临近 剩 {workdays} 天</State>;
  // The ordinary case stays quiet, so that a long list shows only what presses.
  return (
    <span class="state state-plain">
      <Shape tone="good" />
      正常 剩 {workdays} 天
    </span>
  );
}

export const examples: Example[] = [
  {
    name: "状态",
    note: "字、形、色三样同时变。",
    show: () => (
      <p class="button-row">
        <State tone="draft">草稿</State>
        <State tone="running">审核中</State>
        <State tone="waiting">待您补充</State>
        <State tone="good">已批准</State>
        <State tone="bad">没有批准</State>
        <State tone="info">已收件</State>
        <State tone="closed">已办结</State>
        <State tone="paused">特别程序</State>
      </p>
    ),
  },
  {
    name: "时限灯",
    show: () => (
      <p class="button-row">
        <Light workdays={6} />
        <Light workdays={2} />
        <Light workdays={0} />
        <Light workdays={-3} />
        <Light workdays={5} paused="等补充" />
      </p>
    ),
  },
  {
    name: "标签",
    show: () => (
      <p class="button-row">
        <Tag>当场办</Tag>
        <Tag>全市通办</Tag>
        <Tag>不用跑</Tag>
      </p>
    ),
  },
];
