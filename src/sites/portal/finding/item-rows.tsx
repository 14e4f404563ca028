import type { ItemEntry } from "#content/catalogue";
import { Pager, type LinkRow } from "#ui";

/** How many items a page of a list has. */
export const PAGE_SIZE = 30;

/** Items as lines to open: those that can be done online say so. */
export function itemRows(items: readonly ItemEntry[]): LinkRow[] {
  return items.map(({ itemId, name, department, guideOnly }) => ({
    href: `/items/${encodeURIComponent(itemId)}`,
    title: name,
    facts: department,
    state: guideOnly ? { tone: "draft" as const, word: "到窗口办" } : { tone: "good" as const, word: "网上可办" },
  }));
}

/** Items that are begun by a form, without a guide. */
export function formRows(items: readonly ItemEntry[]): LinkRow[] {
  return items.map(({ itemId, name, short, department }) => ({
    href: `/items/${encodeURIComponent(itemId)}`,
    title: name,
    facts: short || department,
    state: { tone: "good" as const, word: "网上可提" },
  }));
}

/** Items with those that can be done online first; the order is otherwise kept. */
export function onlineFirst(items: readonly ItemEntry[]): ItemEntry[] {
  return [...items.filter((item) => !item.guideOnly), ...items.filter((item) => item.guideOnly)];
}

/** The page asked for, within what there is. */
export function pageAsked(given: string | undefined, count: number): { page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(count / PAGE_SIZE));
  const asked = /^\d{1,4}$/.test(given ?? "") ? Number(given) : 1;
  return { page: Math.min(pages, Math.max(1, asked)), pages };
}

/** Leafing through items; `base` is the address without the page. */
export function ItemPager({ base, page, pages, total }: { base: string; page: number; pages: number; total: number }) {
  return <Pager page={page} pages={pages} total={total} href={(at) => `${base}${base.includes("?") ? "&" : "?"}page=${at}`} />;
}
