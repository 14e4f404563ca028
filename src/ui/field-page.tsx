import type { ComponentChildren } from "preact";
import { type PageFiles, htmlDocument } from "./document.tsx";
import { type IconName, Icon } from "./icon.tsx";
import { type NoticeProps, Notice } from "./notice.tsx";
import type { Display, Site } from "./site.ts";

/** A place of the phone, at its lower edge. */
export interface FieldPlace {
  href: string;
  label: string;
  icon: IconName;
  current?: boolean;
}

export interface FieldPage {
  site: Site;
  title: string;
  body: ComponentChildren;
  display?: Display;
  /** Where an arrow at the head leads back to. */
  back?: string;
  /** At the right of the head: how far one is. */
  aside?: ComponentChildren;
  places: readonly FieldPlace[];
  notice?: NoticeProps;
  wrong?: boolean;
  /** What the page's script begins with: "page", "shell" (draws from what is kept), "locked" (clears what is kept). */
  way: "page" | "shell" | "locked";
  extra?: PageFiles;
}

/** A whole page for a phone in one hand: a head with where one is, what the phone keeps, the work, four places at the foot. */
export function fieldPage({ site, title, body, display = {}, back, aside, places, notice, wrong, way, extra }: FieldPage): string {
  return htmlDocument({
    kind: "field",
    title: `${wrong ? "需要修改：" : ""}${title} - ${site.city}一网`,
    display,
    extra,
    children: (
      <>
        <header class="field-top">
          <a class="field-back" href={back ?? "/field"} aria-label="返回" hidden={back === undefined}>
            <Icon name="arrow-left" />
          </a>
          <h1 data-title>{title}</h1>
          <span class="field-aside">{aside}</span>
        </header>
        <p class="field-band" role="status" data-band hidden />
        <main id="main" tabindex={-1} class="field-main" data-way={way}>
          {notice && <Notice live {...notice} />}
          {body}
        </main>
        {places.length > 0 && (
          <nav class="field-places" aria-label="主要功能">
            <ul>
              {places.map(({ href, label, icon, current }) => (
                <li>
                  <a href={href} aria-current={current ? "page" : undefined}>
                    <Icon name={icon} />
                    <span>{label}</span>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </>
    ),
  });
}
