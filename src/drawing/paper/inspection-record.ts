import { type Head, paperOf } from "./head.ts";
import type { Paper } from "./paper.ts";

/** What a site check found. Instants are written out. */
export interface Inspected {
  list: string;
  basis: string;
  points: readonly { ask: string; key: boolean; answer: string }[];
  outcome: string;
  opinion: string;
  reason: string;
  /** Whether the one whose place it is signed; empty where nothing was noted. */
  present: string;
  inspectors: readonly { name: string; at: string }[];
}

/** 现场核查记录: point by point, with the conclusion, and who was there and signed (行政许可法 第三十四条第三款: two inspectors or more). */
export function inspectionRecordPaper(head: Head, given: Inspected): Paper {
  return paperOf("inspection-record", "现场核查记录", head, [
    { type: "paragraph", text: `核查事项：${head.item}。核查表：${given.list}${given.basis ? `（依据：${given.basis}）` : ""}。` },
    {
      type: "table",
      head: ["序号", "核查内容", "结果"],
      rows: given.points.map(({ ask, key, answer }, i) => [String(i + 1), key ? `${ask}（关键项）` : ask, answer]),
      widths: [0.1, 0.7, 0.2],
    },
    { type: "paragraph", text: `核查结论：${given.outcome}。${given.reason ? `理由：${given.reason}` : ""}` },
    ...(given.opinion ? [{ type: "paragraph" as const, text: `现场情况：${given.opinion}` }] : []),
    {
      type: "table",
      head: ["核查人员", "签署时间"],
      rows: given.inspectors.map(({ name, at }) => [name, at || "没有签署"]),
      widths: [0.5, 0.5],
    },
    ...(given.present ? [{ type: "paragraph" as const, text: `当事人：${given.present}。` }] : []),
  ]);
}
