import { openCanvas, type Drawing } from "#drawing/layout";
import { newId } from "#values/ids";
import type { OriginalWish } from "./index.ts";

/** 云州市市场监督管理局, which keeps a seal for each purpose but contracts and finance. */
export const MARKET = "11990100MB0000001T";

/** A paper of some pages, each with its number on it, and room for the seal on the last. */
export function laid(pages: number, words = "页"): Drawing {
  const canvas = openCanvas({ title: "证明", author: "云州市市场监督管理局", day: "2026-11-21" });
  for (let page = 0; page < pages; page++) {
    if (page > 0) canvas.addPage();
    canvas.line(`第 ${page + 1} ${words}`, 72, 72, { size: 14 });
  }
  canvas.sealPlace({ x: 380, y: 600, width: 120, height: 120 });
  return canvas.drawing;
}

let number = 0;

/** The wish for a paper that nobody asked for yet; counts how often it is laid out. */
export function wish(more: Partial<OriginalWish> = {}): OriginalWish & { laid: number } {
  const asked = { laid: 0 };
  return Object.assign(asked, {
    subjectId: newId(),
    body: MARKET,
    purpose: "decision" as const,
    name: `证明 云市监〔2026〕${++number}号`,
    lay: () => (asked.laid++, laid(1)),
    custom: { 文书编号: "云市监〔2026〕7号" },
    ...more,
  });
}
