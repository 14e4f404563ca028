import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { scriptPath, stylesheetPath } from "./assets.ts";
import type { Display } from "./site.ts";

interface DocumentProps {
  kind: "portal" | "console" | "gallery";
  title: string;
  display: Display;
  /** Seconds after which the browser asks again, for pages that wait. */
  refresh?: number;
  children: ComponentChildren;
}

/** A whole HTML page: nothing inline, so that a strict content security policy holds. */
export function htmlDocument({ kind, title, display, refresh, children }: DocumentProps): string {
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
        <link rel="stylesheet" href={stylesheetPath(kind)} />
        <script type="module" src={scriptPath(kind === "gallery" ? "console" : kind)} />
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
