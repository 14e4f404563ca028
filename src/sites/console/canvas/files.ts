import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { notFound } from "#values/errors";
import type { Route } from "#kernel/http";
import type { PageFiles } from "#ui";

const require = createRequire(import.meta.url);

// The boards of bpmn.io as they are published, from our own house: nothing is fetched from elsewhere.
const BOARDS: Record<string, string> = {
  "bpmn-modeler.js": "bpmn-js/dist/bpmn-modeler.production.min.js",
  "bpmn-canvas.css": "bpmn-js/dist/assets/diagram-js.css",
  "bpmn-js.css": "bpmn-js/dist/assets/bpmn-js.css",
  "bpmn-font.css": "bpmn-js/dist/assets/bpmn-font/css/bpmn.css",
  "bpmn.woff2": "bpmn-js/dist/assets/bpmn-font/font/bpmn.woff2",
  "bpmn.woff": "bpmn-js/dist/assets/bpmn-font/font/bpmn.woff",
  "dmn-modeler.js": "dmn-js/dist/dmn-modeler.production.min.js",
  "dmn-canvas.css": "dmn-js/dist/assets/diagram-js.css",
  "dmn-shared.css": "dmn-js/dist/assets/dmn-js-shared.css",
  "dmn-drd.css": "dmn-js/dist/assets/dmn-js-drd.css",
  "dmn-table.css": "dmn-js/dist/assets/dmn-js-decision-table.css",
  "dmn-table-controls.css": "dmn-js/dist/assets/dmn-js-decision-table-controls.css",
  "dmn-literal.css": "dmn-js/dist/assets/dmn-js-literal-expression.css",
  "dmn-boxed.css": "dmn-js/dist/assets/dmn-js-boxed-expression.css",
  "dmn-boxed-controls.css": "dmn-js/dist/assets/dmn-js-boxed-expression-controls.css",
  "dmn-font.css": "dmn-js/dist/assets/dmn-font/css/dmn.css",
  "dmn.woff2": "dmn-js/dist/assets/dmn-font/font/dmn.woff2",
  "dmn.woff": "dmn-js/dist/assets/dmn-font/font/dmn.woff",
};

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
};

interface File {
  type: string;
  body: Buffer;
  packed: Partial<Record<"br" | "gzip", Buffer>>;
}

let held: { version: string; files: ReadonlyMap<string, File> } | undefined;

/** Every file of the boards by its name, and a version of all together, so that scripts may name each other plainly and be kept for ever. */
function files(): { version: string; files: ReadonlyMap<string, File> } {
  if (held) return held;
  const own = readdirSync(import.meta.dirname).filter((name) => /\.(js|css)$/.test(name));
  const paths = [...own.map((name) => [name, join(import.meta.dirname, name)]), ...Object.entries(BOARDS).map(([name, path]) => [name, require.resolve(path)])];
  const hash = createHash("sha256");
  const found = new Map<string, File>();
  for (const [name, path] of paths as [string, string][]) {
    const content = readFileSync(path);
    // All files lie beside each other here.
    const body = name.endsWith("-font.css") ? Buffer.from(content.toString("utf8").replaceAll("../font/", "")) : content;
    hash.update(name).update(body);
    found.set(name, { type: TYPES[extname(name)]!, body, packed: {} });
  }
  held = { version: hash.digest("hex").slice(0, 10), files: found };
  return held;
}

/** A file packed as a browser takes it, once; fonts are packed already. */
function packed(file: File, accepts: string): { encoding?: string; content: Buffer } {
  if (file.type.startsWith("font/")) return { content: file.body };
  if (/\bbr\b/.test(accepts)) {
    file.packed.br ??= brotliCompressSync(file.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    return { encoding: "br", content: file.packed.br };
  }
  if (!/\bgzip\b/.test(accepts)) return { content: file.body };
  file.packed.gzip ??= gzipSync(file.body);
  return { encoding: "gzip", content: file.packed.gzip };
}

const HOUR = 3600;

/** The files of the drawing boards, for staff. */
export const canvasRoute: Route = {
  method: "GET",
  path: "/console/assets/:version/:file",
  who: "staff",
  site: "console",
  handle({ params, acceptEncoding }) {
    const { version, files: all } = files();
    const file = all.get(params["file"] ?? "");
    if (!file) throw notFound("文件");
    const { encoding, content } = packed(file, acceptEncoding);
    return {
      kind: "bytes",
      content,
      type: file.type,
      cache: params["version"] === version ? true : HOUR,
      headers: { vary: "accept-encoding", ...(encoding && { "content-encoding": encoding }) },
    };
  },
};

/** What a page with a board of one kind links to; `module` is the script of ours that begins. */
export function boardFiles(kind: "bpmn" | "dmn", module: string): PageFiles {
  const { version, files: all } = files();
  const at = (name: string): string => `/console/assets/${version}/${name}`;
  const styles = [...all.keys()].filter((name) => name.startsWith(kind) && name.endsWith(".css"));
  return { styles: [...styles, "canvas.css"].map(at), scripts: [at(`${kind}-modeler.js`)], module: at(module) };
}
