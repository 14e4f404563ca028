import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FIRST_KIND } from "#content/pack";
import type { Start } from "./starter.ts";

/**
 * An item to begin with, by path within its pack: guide, form, flow and an example person, as the pack of its kind writes them (`starter` of the kind, with
 * {{id}}, {{desk}}, {{body}}, {{person}} and {{phone}} for what differs). The flow is not drawn yet.
 * @param root where the packs lie
 */
export function itemFiles({ id, desk, person, phone }: Start, root: string): Record<string, string> {
  const from = join(root, FIRST_KIND, "kinds", FIRST_KIND, "starter");
  const given: Record<string, string> = { id, desk, body: desk.slice(0, 18), person, phone };
  const filled = (text: string): string => text.replace(/\{\{([a-z]+)\}\}/g, (whole, name: string) => given[name] ?? whole);
  return Object.fromEntries(readdirSync(from).map((name) => [`items/${id}/${name}`, filled(readFileSync(join(from, name), "utf8"))]));
}
