import type { Example } from "./example.ts";
import { Icon } from "./icon.tsx";
import { formatCount } from "./money.ts";

export interface PagerProps {
  page: number;
  pages: number;
  /** How many rows in all. */
  total?: number;
  href: (page: number) => string;
}

/** The pages worth a link: first, last and those round the present one; 0 stands for a gap. */
export function pagesShown(page: number, pages: number): number[] {
  const near = [1, page - 1, page, page + 1, pages].filter((at) => at >= 1 && at <= pages);
  const shown: number[] = [];
  for (const at of [...new Set(near)].sort((a, b) => a - b)) {
    const last = shown.at(-1) ?? 0;
    if (at - last === 2) shown.push(at - 1);
    else if (at - last > 2) shown.push(0);
    shown.push(at);
  }
  return shown;
}

/** Leafing through a long list. One page: only the total is said. */
export function Pager({ page, pages, total, href }: PagerProps) {
  return (
    <nav class="pager" aria-label="翻页">
      {total !== undefined && (
        <p class="hint">
          共 {formatCount(total)} 条{pages > 1 && `，第 ${page} 页，共 ${pages} 页`}
        </p>
      )}
      {pages > 1 && (
        <ul>
          {page > 1 && (
            <li>
              <a href={href(page - 1)} rel="prev">
                <Icon name="chevron-left" />
                上一页
              </a>
            </li>
          )}
          {pagesShown(page, pages).map((at) =>
            at === 0 ? (
              <li class="pager-gap" aria-hidden="true">
                …
              </li>
            ) : (
              <li class="pager-page">
                <a href={href(at)} aria-label={`第 ${at} 页`} aria-current={at === page ? "page" : undefined}>
                  {at}
                </a>
              </li>
            ),
          )}
          {page < pages && (
            <li>
              <a href={href(page + 1)} rel="next">
                下一页
                <Icon name="chevron-right" />
              </a>
            </li>
          )}
        </ul>
      )}
    </nav>
  );
}

export interface StepPagerProps {
  /** Addresses of the page before and after, and of the beginning; what is not there is not shown. */
  previous?: string;
  next?: string;
  first?: string;
}

/** Leafing through a list that is too long to be counted: a page on, a page back, the beginning. */
export function StepPager({ previous, next, first }: StepPagerProps) {
  if (!previous && !next && !first) return null;
  return (
    <nav class="pager" aria-label="翻页">
      <ul>
        {first && (
          <li>
            <a href={first}>回到开头</a>
          </li>
        )}
        {previous && (
          <li>
            <a href={previous} rel="prev">
              <Icon name="chevron-left" />
              上一页
            </a>
          </li>
        )}
        {next && (
          <li>
            <a href={next} rel="next">
              下一页
              <Icon name="chevron-right" />
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

export const examples: Example[] = [
  { name: "不数总数的翻页", show: () => <StepPager first="#first" previous="#before" next="#after" /> },
  { name: "翻页", show: () => <Pager page={4} pages={28} total={1366} href={(page) => `#p${page}`} /> },
  { name: "只有一页", show: () => <Pager page={1} pages={1} total={7} href={(page) => `#p${page}`} /> },
];
