import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { constants, brotliCompressSync, gzipSync } from "node:zlib";
import { type Kind, type Own, stylesheet } from "./stylesheet.ts";

/** A file that pages link to. Addresses with a hash may be cached for ever. */
export interface Asset {
  path: string;
  type: string;
  immutable: boolean;
  body: Buffer;
  /** The same, packed once at start, for `Accept-Encoding`. */
  gzip: Buffer;
  brotli: Buffer;
}

/** What has a script: a site, the pages that take photographs, those with rows or a signature, those with a map. */
type Scripted = "portal" | "console" | "photos" | "fields" | "place";

const modules: Record<Scripted, readonly string[]> = {
  portal: ["page", "submit-once", "file-name", "countdown", "read-aloud"],
  photos: ["smaller-photos"],
  fields: ["rows", "signature"],
  place: ["place"],
  console: ["page", "submit-once", "file-name", "countdown", "keyboard", "flow", "preview", "seat"],
};

const scripts = new Map<Scripted, { js: string; hash: string }>();

/** The small scripts of one site, each in its own block. Every page works without them. */
export function script(kind: Scripted): { js: string; hash: string } {
  const known = scripts.get(kind);
  if (known) return known;
  // Lines of comment stay at home.
  const text = (name: string): string => readFileSync(new URL(`client/${name}.js`, import.meta.url), "utf8").replaceAll(/^\s*\/\/.*\n/gm, "");
  const js = modules[kind].map((name) => `{\n${text(name)}}\n`).join("");
  const made = { js, hash: createHash("sha256").update(js).digest("hex").slice(0, 10) };
  scripts.set(kind, made);
  return made;
}

/** "/assets/portal.1a2b3c4d5e.css" */
export function stylesheetPath(kind: Kind | Own | "gallery"): string {
  return `/assets/${kind}.${stylesheet(kind).hash}.css`;
}

/** "/assets/console.1a2b3c4d5e.js" */
export function scriptPath(kind: Scripted): string {
  return `/assets/${kind}.${script(kind).hash}.js`;
}

function pack(path: string, type: string, text: string): Asset {
  const body = Buffer.from(text);
  const brotli = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  return { path, type, immutable: /\.[0-9a-f]{10}\./.test(path), body, gzip: gzipSync(body, { level: 9 }), brotli };
}

const sealIcon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect x="1" y="1" width="38" height="38" rx="3" fill="#b4321e"/><path d="M9 20h22" stroke="#fff" stroke-width="4.5" stroke-linecap="round"/></svg>';

let ready: ReadonlyMap<string, Asset> | undefined;

/** Every file the pages link to, by address; made once. Sites serve these and nothing else under /assets. */
export function assets(): ReadonlyMap<string, Asset> {
  ready ??= new Map(
    [
      pack(stylesheetPath("portal"), "text/css; charset=utf-8", stylesheet("portal").css),
      pack(stylesheetPath("console"), "text/css; charset=utf-8", stylesheet("console").css),
      pack(stylesheetPath("field"), "text/css; charset=utf-8", stylesheet("field").css),
      pack(stylesheetPath("map"), "text/css; charset=utf-8", stylesheet("map").css),
      pack(stylesheetPath("alarm"), "text/css; charset=utf-8", stylesheet("alarm").css),
      pack(stylesheetPath("gallery"), "text/css; charset=utf-8", stylesheet("gallery").css),
      pack(scriptPath("portal"), "text/javascript; charset=utf-8", script("portal").js),
      pack(scriptPath("photos"), "text/javascript; charset=utf-8", script("photos").js),
      pack(scriptPath("fields"), "text/javascript; charset=utf-8", script("fields").js),
      pack(scriptPath("place"), "text/javascript; charset=utf-8", script("place").js),
      pack(scriptPath("console"), "text/javascript; charset=utf-8", script("console").js),
      pack("/assets/seal.svg", "image/svg+xml", sealIcon),
      pack("/assets/crackle.svg", "image/svg+xml", readFileSync(new URL("styles/crackle.svg", import.meta.url), "utf8")),
    ].map((asset) => [asset.path, asset]),
  );
  return ready;
}
