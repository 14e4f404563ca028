import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** The looks: the public portal, the staff console, and the phone that staff carry outside. */
export type Kind = "portal" | "console" | "field";

/** One file sent to browsers: its text and the hash that names it. */
export interface Sheet {
  css: string;
  /** First ten hex figures of its SHA-256; part of the address, so the file may be cached for ever. */
  hash: string;
}

const common = ["tokens", "base", "button", "form", "parts", "licence"];
/** What some pages have beside the sheet of their site. */
export type Own = "map" | "alarm";
const parts: Record<Kind | Own, readonly string[]> = {
  // Of pages with a map that are no pages of the console, which has it with the rest.
  map: ["map-tokens", "map"],
  alarm: ["alarm"],
  portal: [...common, "portal", "guide", "journey"],
  console: [...common, "table", "console", "work", "seat", "chart", "map-tokens", "map"],
  field: [...common, "field"],
};

const built = new Map<string, Sheet>();

/** Copies the dark and high-contrast token sets into the media queries of the person's own device. */
export function followDevice(tokens: string): string {
  const dark = /:root\[data-theme="dark"\]\s*(\{[^}]*\})/.exec(tokens)?.[1];
  const contrast = /:root\[data-contrast="more"\]\s*(\{[^}]*\})/.exec(tokens)?.[1];
  const both = /:root\[data-theme="dark"\]\[data-contrast="more"\]\s*(\{[^}]*\})/.exec(tokens)?.[1];
  if (!dark || !contrast || !both) throw new Error("tokens.css lacks a set: dark, contrast or both");
  return [
    tokens,
    `@media (prefers-color-scheme:dark){:root:not([data-theme])${dark}:root:not([data-theme])[data-contrast="more"]${both}}`,
    `@media (prefers-contrast:more){:root${contrast}:root[data-theme="dark"]${both}}`,
    `@media (prefers-contrast:more) and (prefers-color-scheme:dark){:root:not([data-theme])${both}}`,
  ].join("\n");
}

/** Takes comments and needless space out of hand-written CSS. */
export function minify(css: string): string {
  return css
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([{};,>]) ?/g, "$1")
    .replaceAll(/: (?=[^{}]*[;}])/g, ":")
    .replaceAll(/(?<=[ :,(])0(?=\.\d)/g, "")
    .replaceAll(/#([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3(?![0-9a-f])/gi, "#$1$2$3")
    .replaceAll(";}", "}")
    .trim();
}

/** One file of src/ui/styles as written. */
export function styleSource(name: string): string {
  return readFileSync(new URL(`styles/${name}.css`, import.meta.url), "utf8");
}

/** Everything a page of one site needs, as one minified string; read once. */
export function stylesheet(kind: Kind | Own | "gallery"): Sheet {
  const known = built.get(kind);
  if (known) return known;
  const names = kind === "gallery" ? [...new Set([...parts.portal, ...parts.console, ...parts.field, "alarm", "gallery"])] : parts[kind];
  const css = minify(names.map((name) => (name.endsWith("tokens") ? followDevice(styleSource(name)) : styleSource(name))).join("\n"));
  const sheet = { css, hash: createHash("sha256").update(css).digest("hex").slice(0, 10) };
  built.set(kind, sheet);
  return sheet;
}
