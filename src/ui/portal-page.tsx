import type { ComponentChildren } from "preact";
import { type Crumb, BackLink, Breadcrumb } from "./breadcrumb.tsx";
import { htmlDocument, type PageFiles } from "./document.tsx";
import { Icon } from "./icon.tsx";
import { Notice, type NoticeProps } from "./notice.tsx";
import { type PortalActor, PortalFooter, PortalHeader } from "./portal-frame.tsx";
import type { Display, NavLink, Site } from "./site.ts";
import { t } from "./text.ts";

export interface PortalPage {
  /** The page's own name; the site's name is added after it. */
  title: string;
  body: ComponentChildren;
  site: Site;
  /** Path and query of this page: the display switches come back to it. */
  path: string;
  nav?: readonly NavLink[];
  actor?: PortalActor;
  display?: Display;
  /** Anti-forgery value, sent as `_token` by the forms of the frame. */
  token?: string;
  crumbs?: readonly Crumb[];
  back?: Crumb;
  /** What has just happened, above the heading. */
  notice?: NoticeProps;
  /** A band as wide as the window, above the body: the front page's search. */
  hero?: ComponentChildren;
  /** `reading` one column of text and forms (default); `wide` the whole 1120 px. */
  width?: "reading" | "wide";
  /** The form below was refused: the title says so first, as screen readers read titles first. */
  wrong?: boolean;
  /** Seconds until the browser asks again. */
  refresh?: number;
  /** Files of this page beside those of every page. */
  extra?: PageFiles;
}

/** The main ways into the portal, unless a page says otherwise; 长辈模式 has fewer. `current` by the beginning of the path. */
export function portalNav(path: string, elder = false): NavLink[] {
  const links = [
    { href: "/", label: t("首页") },
    { href: "/personal", label: t("个人办事") },
    { href: "/business", label: t("企业办事") },
    { href: "/my", label: t("我的事项") },
    { href: "/my/licences", label: t("我的证照") },
  ];
  const here = path.split("?")[0] ?? "/";
  // The longest way that leads here is the one we are on: /my/licences lies below /my.
  const under = links.filter(({ href }) => here === href || (href !== "/" && here.startsWith(`${href}/`)));
  const current = under.sort((a, b) => b.href.length - a.href.length)[0];
  return links.filter((link) => !elder || link.href !== "/business").map((link) => ({ ...link, current: link === current }));
}

/** A whole page of the public portal as HTML text. */
export function portalPage(page: PortalPage): string {
  const { title, body, site, path, actor, token, crumbs, back, notice, hero, width = "reading", wrong, refresh, extra } = page;
  const display = page.display ?? {};
  const elder = display.mode === "elder";
  const frame = { site, display, path, token, actor, nav: page.nav ?? portalNav(path, elder) };
  return htmlDocument({
    kind: "portal",
    title: `${wrong ? `${t("需要修改")}：` : ""}${title} - ${site.name}`,
    display,
    refresh,
    extra,
    children: (
      <>
        <PortalHeader {...frame} />
        {hero}
        <main id="main" tabindex={-1} class={`portal-main portal-${width}`}>
          {(crumbs || back || elder) && (
            <div class="page-tools">
              {crumbs && <Breadcrumb crumbs={crumbs} />}
              {back && <BackLink href={back.href}>{back.label}</BackLink>}
              {elder && (
                <button class="read-aloud" type="button" data-read-aloud hidden>
                  <Icon name="volume-2" />
                  <span>{t("读给我听")}</span>
                </button>
              )}
            </div>
          )}
          {notice && <Notice live {...notice} />}
          {body}
        </main>
        <PortalFooter {...frame} />
      </>
    ),
  });
}
