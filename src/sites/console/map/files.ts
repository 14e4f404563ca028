import type { PageFiles } from "#ui";
import type { AskedMap } from "./asked.ts";
export function islandFiles(): PageFiles | undefined {
  return undefined;
}
export function islandOf(_asked: AskedMap): Record<string, string> {
  return {};
}
