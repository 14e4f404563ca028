import { single, type Posted } from "./parameters.ts";
import { bad } from "./refused.ts";

/** A moment with its zone; refuses one without: nobody could say when it is. */
export function momentOf(query: Posted, name: string): Date | undefined {
  const written = single(query, name)?.replace(" ", "+"); // a plus sign that nobody encoded
  if (written === undefined) return undefined;
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(written) ? new Date(written) : undefined;
  if (!at || Number.isNaN(at.getTime())) throw bad("DATE", `${name} 要写日期、时间和时区，例如 2026-11-20T08:00:00+08:00，这里是“${written.slice(0, 40)}”。`);
  return at;
}
