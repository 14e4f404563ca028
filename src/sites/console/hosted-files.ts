import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { notFound } from "#values/errors";
import type { Route } from "#kernel/http";

const require = createRequire(import.meta.url);

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
};

interface File {
  type: string;
  body: Buffer;
  packed: Partial<Record<"br" | "gzip", Buffer>>;
}

interface Held {
  version: string;
  files: ReadonlyMap<string, File>;
}

/** Files that only some pages of the console need. */
export interface Hosted {
  route: Route;
  names(): string[];
  /** Address of a file: it may be kept for ever. */
  at(name: string): string;
}

interface Hosting {
  /** Scripts and styles of ours that lie there. */
  folder: string;
  /** Those of packages, as they are published, from our own house: nothing is fetched from elsewhere. */
  named: Readonly<Record<string, string>>;
  path: string;
  change?(name: string, content: Buffer): Buffer;
}

/** Every file by its name, and a version of all together, so that scripts may name each other plainly and be kept for ever. */
function read({ folder, named, change = (_name, content) => content }: Hosting): Held {
  const own = readdirSync(folder).filter((name) => /\.(js|css)$/.test(name));
  const paths = [...own.map((name) => [name, join(folder, name)]), ...Object.entries(named).map(([name, path]) => [name, require.resolve(path)])];
  const hash = createHash("sha256");
  const found = new Map<string, File>();
  for (const [name, path] of paths as [string, string][]) {
    const body = change(name, readFileSync(path));
    hash.update(name).update(body);
    found.set(name, { type: TYPES[extname(name)]!, body, packed: {} });
  }
  return { version: hash.digest("hex").slice(0, 10), files: found };
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

/** Serves files of ours and of packages to staff, below one address. They are read when the first is asked for. */
export function hostFiles(hosting: Hosting): Hosted {
  let held: Held | undefined;
  const all = (): Held => (held ??= read(hosting));
  return {
    names: () => [...all().files.keys()],
    at: (name) => `${hosting.path}/${all().version}/${name}`,
    route: {
      method: "GET",
      path: `${hosting.path}/:version/:file`,
      who: "staff",
      site: "console",
      handle({ params, acceptEncoding }) {
        const { version, files } = all();
        const file = files.get(params["file"] ?? "");
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
    },
  };
}
