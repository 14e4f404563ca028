import type { ComponentChildren } from "preact";
import { type Crumb, Breadcrumb } from "./breadcrumb.tsx";
import { type ConsoleFrameProps, ConsoleNav, ConsoleTop } from "./console-frame.tsx";
import { classNames } from "./class-names.ts";
import { type PageFiles, htmlDocument } from "./document.tsx";
import { type NoticeProps, Notice } from "./notice.tsx";
import type { Display } from "./site.ts";

export interface ConsolePage extends Omit<ConsoleFrameProps, "display"> {
  title: string;
  body: ComponentChildren;
  display?: Display;
  crumbs?: readonly Crumb[];
  notice?: NoticeProps;
  /** Right of the heading: a button or two. */
  actions?: ComponentChildren;
  /** Under the heading: one line of facts. */
  facts?: ComponentChildren;
  /** Beside the page on a wide screen: the queue that it stands in. The navigation is a narrow rail then. */
  beside?: ComponentChildren;
  /** The navigation is a narrow rail without anything beside it too: for a page that needs the width. */
  rail?: boolean;
  /** `false` when the body draws its own heading. */
  heading?: boolean;
  wrong?: boolean;
  refresh?: number;
  /** Files beyond those of every page. */
  extra?: PageFiles;
}

/** A whole page of the staff console as HTML text. The heading is the title. */
export function consolePage(page: ConsolePage): string {
  const { title, body, site, nav, crumbs, notice, actions, facts, beside, rail, heading = true, wrong, refresh, extra } = page;
  const display = page.display ?? {};
  return htmlDocument({
    kind: "console",
    title: `${wrong ? "需要修改：" : ""}${title} - ${site.city}一网`,
    display,
    refresh,
    extra,
    children: (
      <>
        <ConsoleTop {...page} display={display} />
        <div class={classNames("console-body", (beside !== undefined || rail === true) && "console-panes")}>
          <ConsoleNav nav={nav} />
          {beside !== undefined && <div class="console-beside">{beside}</div>}
          <main id="main" tabindex={-1} class="console-main">
            {crumbs && <Breadcrumb crumbs={crumbs} />}
            {notice && <Notice live {...notice} />}
            {heading && (
              <div class="console-heading">
                <div>
                  <h1>{title}</h1>
                  {facts && <p class="console-facts">{facts}</p>}
                </div>
                {actions && <div class="console-actions">{actions}</div>}
              </div>
            )}
            {body}
          </main>
        </div>
      </>
    ),
  });
}
