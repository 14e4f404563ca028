import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { notFound } from "#values/errors";
import type { Route } from "#kernel/http";

const NAMES = ["sm3.js", "proof.js", "inside.js", "page.js"];

let held: { version: string; files: Map<string, Buffer> } | undefined;

// The scripts name each other plainly, so all carry the version of all and may be kept for ever.
function scripts(): NonNullable<typeof held> {
  if (held) return held;
  const files = new Map(NAMES.map((name) => [name, readFileSync(join(import.meta.dirname, name))]));
  const version = createHash("sha256")
    .update(Buffer.concat([...files.values()]))
    .digest("hex")
    .slice(0, 10);
  held = { version, files };
  return held;
}

/** Where the script of the page begins. */
export function scriptPath(): string {
  return `/verify/trace/${scripts().version}/page.js`;
}

/** The scripts that check a proof, to be read by anybody: small, plain, and the whole of it. */
export const scriptRoute: Route = {
  method: "GET",
  path: "/verify/trace/:version/:file",
  who: "anyone",
  site: "portal",
  handle({ params }) {
    const { version, files } = scripts();
    const content = files.get(params["file"] ?? "");
    if (!content) throw notFound("文件");
    return { kind: "bytes", content, type: "text/javascript; charset=utf-8", cache: params["version"] === version ? true : 3600 };
  },
};
