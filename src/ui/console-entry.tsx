import type { ComponentChildren } from "preact";
import { htmlDocument } from "./document.tsx";
import { SealMark } from "./seal-mark.tsx";
import type { Display, Site } from "./site.ts";

export interface ConsoleEntryPage {
  site: Site;
  title: string;
  body: ComponentChildren;
  display?: Display;
  /** `false` when the body draws its own heading. */
  heading?: boolean;
  wrong?: boolean;
}

/** A page of the console for who is not signed in yet: one box in the middle, nothing else. */
export function consoleEntryPage({ site, title, body, display = {}, heading = true, wrong }: ConsoleEntryPage): string {
  return htmlDocument({
    kind: "console",
    title: `${wrong ? "需要修改：" : ""}${title} - ${site.city}一网`,
    display,
    children: (
      <main id="main" tabindex={-1} class="console-entry">
        <div>
          <p class="console-entry-name">
            <SealMark mark={site.mark} size={40} />
            <span>
              {site.city}一网
              <small>工作台</small>
            </span>
          </p>
          {heading && <h1>{title}</h1>}
          {body}
          {site.note && <p class="hint small">{site.note}</p>}
        </div>
      </main>
    ),
  });
}
