import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { h } from "preact";
import {
  consolePage,
  formatDate,
  formatDateTime,
  formatDay,
  formatFee,
  formatLimit,
  formatMoney,
  formatTime,
  gallery,
  galleryPage,
  portalPage,
  Notice,
} from "./index.ts";
import { sealArc, sealCharacterSize } from "./seal.tsx";
import { pagesShown } from "./pager.tsx";

const site = { name: "云州市政务服务网", city: "云州市", mark: "云州", publisher: "云州市人民政府办公室", hotline: "12345" };

describe("pages", () => {
  const page = portalPage({ site, title: "首页", path: "/", body: h("h1", {}, "首页") });

  test("a portal page is a whole Chinese document with a skip link, the hotline and the way into 长辈模式", () => {
    expect(page).toMatch(/^<!doctype html><html lang="zh-CN"/);
    expect(page).toContain("<title>首页 - 云州市政务服务网</title>");
    expect(page).toContain('href="#main"');
    expect(page).toContain('href="tel:12345"');
    expect(page).toContain("长辈模式");
  });

  test("nothing is inline, so that a strict content security policy holds", () => {
    const staff = { name: "周敏", post: "受理岗", unit: "食品经营科", area: "云州市" };
    for (const html of [page, galleryPage(), consolePage({ site, title: "待办", path: "/", nav: [], actor: staff, body: "" })]) {
      expect(html).not.toMatch(/\sstyle=/);
      expect(html).not.toMatch(/\son\w+=/);
      expect(html).not.toMatch(/<style|<script(?![^>]*src=)/);
    }
  });

  test("a name is text, never markup", () => {
    const html = portalPage({ site, title: "<b>", path: '/"><script>', actor: { name: "<script>alert(1)</script>" }, body: h(Notice, { title: "<i>" }) });
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain('"><script>');
    expect(html).toContain("&lt;script>alert(1)&lt;/script>");
    expect(html).toContain("&lt;i>");
  });

  test("a refused form says so first in the title", () => {
    expect(portalPage({ site, title: "经营场所", path: "/", body: "", wrong: true })).toContain("<title>需要修改：经营场所");
  });

  test("长辈模式 changes the token set, shows the read-aloud button and has fewer ways", () => {
    const elder = portalPage({ site, title: "首页", path: "/", body: "", display: { mode: "elder" } });
    expect(elder).toContain('data-mode="elder"');
    expect(elder).toContain("读给我听");
    expect(elder).not.toContain("企业办事");
  });
});

describe("the gallery", () => {
  for (const { key, examples } of gallery)
    test(`${key} draws all its examples`, () => {
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        const html = renderToString(h("div", {}, example.show()));
        expect(html.length).toBeGreaterThan(60);
        expect(html).not.toMatch(/undefined|\[object |NaN/);
      }
    });
});

describe("dates are those of Shanghai", () => {
  test("a moment late in the evening in London is the next day here", () => {
    expect(formatDate(new Date("2026-11-20T18:00:00Z"))).toBe("11月21日（周六）");
    expect(formatDay(new Date("2026-11-20T15:59:59Z"))).toBe("2026-11-20");
    expect(formatDateTime("2026-11-21T01:05:00Z")).toBe("11月21日（周六）9:05");
    expect(formatTime("2026-11-20T16:00:00Z")).toBe("0:00");
  });

  test("a calendar day stays that day", () => {
    expect(formatDate("2026-11-21")).toBe("11月21日（周六）");
    expect(formatDate("1944-03-08", { year: true })).toBe("1944年3月8日");
  });

  test("a limit is said in working days with its date", () => {
    expect(formatLimit(3, "2026-11-26")).toBe("还剩 3 个工作日，11月26日前");
    expect(formatLimit(0, "2026-11-26")).toBe("今天到期（11月26日）");
    expect(formatLimit(-2, "2026-11-26")).toBe("已超期 2 个工作日，应于11月26日前办结");
  });

  test("what is no date is refused", () => {
    expect(() => formatDate("soon")).toThrow(RangeError);
  });
});

test("money is written from fen, without rounding", () => {
  expect(formatMoney(123_400)).toBe("¥1,234.00");
  expect(formatMoney(5)).toBe("¥0.05");
  expect(formatMoney(-1_000_000_01)).toBe("-¥1,000,000.01");
  expect(formatMoney(90_071_992_547_409_93n)).toBe("¥90,071,992,547,409.93");
  expect(() => formatMoney(1.5)).toThrow(RangeError);
  expect(formatFee(0)).toBe("免费");
});

test("a seal spreads its name evenly over the top and its characters do not touch", () => {
  for (const name of ["民政局", "云州市市场监督管理局", "云州市青溪区青瓷街道窑前社区居民委员会"]) {
    const arc = sealArc(name);
    expect(arc[0]?.angle).toBeCloseTo(-(arc.at(-1)?.angle ?? 0));
    const step = ((arc[1]?.angle ?? 0) - (arc[0]?.angle ?? 0)) * (Math.PI / 180);
    expect(sealCharacterSize(name)).toBeLessThan(step);
    expect(arc.at(-1)?.angle).toBeLessThanOrEqual(120);
  }
});

test("a pager shows the ends, the neighbours and the gaps", () => {
  expect(pagesShown(1, 1)).toEqual([1]);
  expect(pagesShown(1, 4)).toEqual([1, 2, 3, 4]);
  expect(pagesShown(10, 20)).toEqual([1, 0, 9, 10, 11, 0, 20]);
  expect(pagesShown(20, 20)).toEqual([1, 0, 19, 20]);
});
