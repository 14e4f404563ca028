import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { scriptPath, stylesheetPath } from "./assets.ts";
import type { Display } from "./site.ts";

/** Files that only some pages need, by address: style sheets, plain scripts run in order, and the module that begins. */
export interface PageFiles {
  styles: readonly string[];
  scripts: readonly string[];
  module: string;
  /** What a phone reads that takes the site for an app. */
  manifest?: string;
}

interface DocumentProps {
  kind: "portal" | "console" | "field" | "gallery";
  title: string;
  display: Display;
  /** Seconds after which the browser asks again, for pages that wait. */
  refresh?: number;
  extra?: PageFiles | undefined;
  children: ComponentChildren;
}

/** A whole HTML page: nothing inline, so that a strict content security policy holds. */
export function htmlDocument({ kind, title, display, refresh, extra, children }: DocumentProps): string {
  const page = (
    <html
      lang="zh-CN"
      data-mode={display.mode === "elder" ? "elder" : undefined}
      data-theme={display.theme}
      data-contrast={display.contrast === "more" ? "more" : undefined}
    >
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <meta name="theme-color" content="#0b5551" />
        {refresh !== undefined && <meta http-equiv="refresh" content={String(refresh)} />}
        <link rel="icon" href="/assets/seal.svg" type="image/svg+xml" />
        {extra?.styles.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        <link rel="stylesheet" href={stylesheetPath(kind)} />
        {extra?.manifest && <link rel="manifest" href={extra.manifest} />}
        {kind !== "field" && <script type="module" src={scriptPath(kind === "gallery" ? "console" : kind)} />}
        {extra?.scripts.map((src) => (
          <script defer src={src} />
        ))}
        {extra && <script type="module" src={extra.module} />}
      </head>
      <body class={kind}>
        <a class="skip" href="#main">
          跳到正文
        </a>
        {children}
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(page)}`;
}

/** A part of a page as HTML text, for a script that puts it in the place of what stands there. */
export function htmlFragment(children: ComponentChildren): string {
  return renderToString(<>{children}</>);
}
