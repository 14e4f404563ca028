import type { ComponentChild } from "preact";
import { formatDateTime, formatDay, formatTime, type Moment } from "./dates.ts";
import type { Example } from "./example.ts";
import { Icon } from "./icon.tsx";

/** Something done, by whom and when. */
export interface LineAct {
  what: string;
  /** "市场监督管理局 周敏"; "您" */
  by?: string;
  at: Moment;
  /** What was said or decided; a document to open. */
  note?: ComponentChild;
  /** A refusal or a request back to the person. */
  tone?: "bad" | "waiting";
}

/** What happens now or later, in words, with its date. */
export interface LineNext {
  what: string;
  by?: string;
  /** "还剩 3 个工作日，11月26日前" */
  due?: string;
  note?: ComponentChild;
}

export interface ProgressLineProps {
  /** Oldest first. */
  acts: readonly LineAct[];
  /** What is being done now; none when all is done. */
  now?: LineNext;
  later?: readonly LineNext[];
  /** For what goes on for years: each time with its year. */
  withYear?: boolean;
}

/** A vertical line of what was done, what is being done and what comes, with the date it must be done by. */
export function ProgressLine({ acts, now, later = [], withYear = false }: ProgressLineProps) {
  return (
    <ol class="line">
      {acts.map(({ what, by, at, note, tone }) => (
        <li class={tone ? `line-done line-${tone}` : "line-done"}>
          <span class="line-dot">
            <Icon
              name={tone === "bad" ? "x" : tone === "waiting" ? "undo-2" : "check"}
              label={tone === "bad" ? "未通过" : tone === "waiting" ? "退回" : "已完成"}
            />
          </span>
          <p class="line-what">{what}</p>
          <p class="line-who">
            {by && <span>{by}</span>}{" "}
            <time datetime={typeof at === "string" ? at : at.toISOString()}>{withYear ? `${formatDay(at)} ${formatTime(at)}` : formatDateTime(at)}</time>
          </p>
          {note && <div class="line-note">{note}</div>}
        </li>
      ))}
      {now && (
        <li class="line-now" aria-current="step">
          <span class="line-dot" />
          <p class="line-what">
            <span class="hush">正在：</span>
            {now.what}
          </p>
          {(now.by || now.due) && (
            <p class="line-who">
              {now.by && <span>{now.by}</span>} {now.due && <strong>{now.due}</strong>}
            </p>
          )}
          {now.note && <div class="line-note">{now.note}</div>}
        </li>
      )}
      {later.map(({ what, by, due, note }) => (
        <li class="line-later">
          <span class="line-dot" />
          <p class="line-what">
            <span class="hush">接下来：</span>
            {what}
          </p>
          {(by || due) && (
            <p class="line-who">
              {by && <span>{by}</span>} {due}
            </p>
          )}
          {note && <div class="line-note">{note}</div>}
        </li>
      ))}
    </ol>
  );
}

/** "第 3 步，共 5 步", with a short bar for the eye. */
export function StepWords({ at, of }: { at: number; of: number }) {
  return (
    <p class="step-words">
      <span>
        第 {at} 步，共 {of} 步
      </span>
      <svg viewBox={`0 0 ${of * 28 - 4} 4`} width={of * 28 - 4} height="4" aria-hidden="true">
        {Array.from({ length: of }, (_, index) => (
          <rect x={index * 28} width="24" height="4" rx="2" class={index < at ? "step-done" : "step-open"} />
        ))}
      </svg>
    </p>
  );
}

export interface HistoryRow {
  at: Moment;
  who: string;
  what: string;
  note?: ComponentChild;
}

/** The acts of a matter for staff: newest first, one line each. */
export function History({ rows }: { rows: readonly HistoryRow[] }) {
  return (
    <ol class="history">
      {rows.map(({ at, who, what, note }) => (
        <li>
          <p>
            <strong>{what}</strong> <span>{who}</span>
          </p>
          {note && <p class="history-note">{note}</p>}
          <time datetime={typeof at === "string" ? at : at.toISOString()} title={formatDay(at)}>
            {formatDateTime(at)}
          </time>
        </li>
      ))}
    </ol>
  );
}

export const examples: Example[] = [
  {
    name: "办理进度",
    show: () => (
      <ProgressLine
        acts={[
          { what: "您提交了", by: "陈小满", at: "2026-11-16T09:12:00+08:00" },
          {
            what: "请您补充材料",
            by: "市场监督管理局 周敏",
            at: "2026-11-17T15:40:00+08:00",
            tone: "waiting",
            note: (
              <p>
                缺少“经营场所平面图”。<a href="#doc">看告知书</a>
              </p>
            ),
          },
          { what: "您补交了材料", by: "陈小满", at: "2026-11-18T08:05:00+08:00" },
          { what: "已收下", by: "市场监督管理局 周敏", at: "2026-11-18T10:30:00+08:00", note: <a href="#doc">看通知书</a> },
        ]}
        now={{ what: "现场核查", by: "青瓷市场监管所", due: "还剩 3 个工作日，11月26日前", note: <p>核查员会先打电话约时间。</p> }}
        later={[
          { what: "作出决定", by: "市场监督管理局" },
          { what: "证照送到“我的证照”", due: "12月1日前" },
        ]}
      />
    ),
  },
  { name: "第几步", show: () => <StepWords at={3} of={5} /> },
  {
    name: "办理记录（工作台）",
    show: () => (
      <History
        rows={[
          { what: "转现场核查", who: "周敏 窗口岗", at: "2026-11-18T10:31:00+08:00", note: "营业面积 126 平方米，需现场核查。" },
          { what: "收下", who: "周敏 窗口岗", at: "2026-11-18T10:30:00+08:00" },
          { what: "提交申请", who: "陈小满（网上）", at: "2026-11-16T09:12:00+08:00" },
        ]}
      />
    ),
  },
];
