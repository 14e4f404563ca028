import { appendLeaves, verify } from "#proof/log";
import type { TestCity } from "./city.ts";

/**
 * Waits until everything that was written is in the log. A transaction of any other test on the same cluster holds the horizon back, and a call may append
 * what came before: neither says that one's own is there. Gives how much was added.
 */
export async function untilLogged(city: TestCity): Promise<number> {
  let added = 0;
  for (let i = 0; i < 1000 && (await verify(city.ctx())).waiting > 0; i += 1) {
    added += await appendLeaves(city.ctx());
    await new Promise((resume) => setTimeout(resume, 20));
  }
  return added;
}
