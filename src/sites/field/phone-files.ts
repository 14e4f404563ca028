import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { notFound } from "#values/errors";
import type { Route } from "#kernel/http";
import { scriptPath, stylesheetPath, type PageFiles } from "#ui";

const require = createRequire(import.meta.url);

// What reads photographs and keeps things, as it is published.
const LIBRARIES: Record<string, string> = { "idb.js": "idb/build/index.js", "exifr.js": "exifr/dist/lite.esm.mjs" };

const FOLDER = join(import.meta.dirname, "phone");
/** Not a script of pages: the worker stands at its own address. */
const WORKER = "worker.js";

let held: { version: string; files: ReadonlyMap<string, Buffer> } | undefined;

/** Where a file of a package lies: its exports may not name it, its package.json they do. */
function pathOf(file: string): string {
  const [name, ...rest] = file.split("/") as [string, ...string[]];
  return join(require.resolve(`${name}/package.json`), "..", ...rest);
}

/** Every script of the phone by its name, and a version of all together, so that they name each other plainly and are kept for ever. */
function files(): { version: string; files: ReadonlyMap<string, Buffer> } {
  if (held) return held;
  const own = readdirSync(FOLDER).filter((name) => extname(name) === ".js" && name !== WORKER);
  const found = new Map([
    ...own.map((name): [string, Buffer] => [name, readFileSync(join(FOLDER, name))]),
    ...Object.entries(LIBRARIES).map(([name, path]): [string, Buffer] => [name, readFileSync(pathOf(path))]),
  ]);
  const hash = createHash("sha256")
    .update(stylesheetPath("field"))
    .update(scriptPath("fields"))
    .update(readFileSync(join(FOLDER, WORKER)));
  for (const [name, body] of found) hash.update(name).update(body);
  held = { version: hash.digest("hex").slice(0, 10), files: found };
  return held;
}

const addressOf = (name: string): string => `/field/assets/${files().version}/${name}`;

/** What every page of the phone links to. */
export function phoneFiles(): PageFiles {
  return { styles: [], scripts: [], module: addressOf("page.js"), manifest: "/field/manifest.webmanifest" };
}

const HOUR = 3600;

/** The scripts of the phone. For anybody: they hold nothing, and the page that clears a phone needs them too. */
const scriptRoute: Route = {
  method: "GET",
  path: "/field/assets/:version/:file",
  who: "anyone",
  site: "field",
  handle({ params }) {
    const { version, files: all } = files();
    const content = all.get(params["file"] ?? "");
    if (!content) throw notFound("文件");
    return { kind: "bytes", content, type: "text/javascript; charset=utf-8", cache: params["version"] === version ? true : HOUR };
  },
};

/** The worker that lets pages open without a net: named by the build, so that it is another whenever anything of it is. */
const workerRoute: Route = {
  method: "GET",
  path: "/field/worker.js",
  who: "anyone",
  site: "field",
  handle() {
    const { version, files: all } = files();
    const kept = ["/field/shell", stylesheetPath("field"), scriptPath("fields"), "/assets/seal.svg", ...[...all.keys()].map(addressOf)];
    const head = `const BUILD = ${JSON.stringify(version)};\nconst KEPT = ${JSON.stringify(kept)};\n`;
    const headers = { "cache-control": "no-cache", "service-worker-allowed": "/field" };
    return { kind: "bytes", content: head + readFileSync(join(FOLDER, WORKER), "utf8"), type: "text/javascript; charset=utf-8", headers };
  },
};

/** What a phone reads that puts the site among its apps. */
const manifestRoute: Route = {
  method: "GET",
  path: "/field/manifest.webmanifest",
  who: "anyone",
  site: "field",
  handle: () => ({
    kind: "bytes",
    type: "application/manifest+json; charset=utf-8",
    cache: HOUR,
    content: JSON.stringify({
      name: "一网外勤",
      short_name: "外勤",
      lang: "zh-CN",
      start_url: "/field",
      scope: "/field",
      display: "standalone",
      background_color: "#faf9f5",
      theme_color: "#0b5551",
      icons: [{ src: "/assets/seal.svg", sizes: "any", type: "image/svg+xml" }],
    }),
  }),
};

export const phoneRoutes: Route[] = [scriptRoute, workerRoute, manifestRoute];
