import { hmacSm3 } from "#crypto/crypto";
import type { Log } from "#kernel/ctx";
import type { Sql } from "#kernel/db";
import { networkOf, tooOften, type Limit } from "./gate.ts";

/** Stocks of calls that all processes of a city share. */
export interface Stocks {
  /**
   * Takes a call out of a caller's stock; Refusal 429 when it is empty. A database that is away or slow is not waited for: the process then goes by its
   * own count alone (gate.ts), so that the door is neither open nor shut, and asks again a few seconds later.
   */
  spend(limit: Limit, address: string): Promise<void>;
}

/** The stock of a limit that is shared by processes fills up by the database's clock, which is one; what lies ahead of it was written before it was put right. */
const SPEND = `
  insert into http.stocks as s (stock_key, calls, at) values ($1, $2::float8 - 1, now())
  on conflict (stock_key) do update set at = now(),
    calls = least($2, s.calls + greatest(0, extract(epoch from now() - s.at)) * $2 / 60) - 1
  where least($2, s.calls + greatest(0, extract(epoch from now() - s.at)) * $2 / 60) >= 1
  returning 1 as one`;

/** Milliseconds that a call waits for its stock, and that nobody asks after it has waited in vain. */
const PATIENCE = 1000;
const PAUSE = 5000;

/** The shared stocks of a city. Callers are kept by a keyed hash, as the database need not know who asks for what. */
export function openStocks(db: Sql, key: Buffer, log: Log): Stocks {
  let again = -Infinity;
  return {
    async spend({ name, perMinute }, address) {
      if (performance.now() < again) return;
      const stock = hmacSm3(key, `call\n${name}\n${networkOf(address)}`).toString("base64url");
      let late: NodeJS.Timeout | undefined;
      const patience = new Promise<never>((_resolve, reject) => (late = setTimeout(() => reject(new Error("the stock is not answered")), PATIENCE)));
      const rows = await Promise.race([db.query(SPEND, [stock, perMinute]), patience])
        .catch((error: unknown) => {
          // Told once for all that waited.
          if (performance.now() < again) return;
          again = performance.now() + PAUSE;
          log.error({ err: error }, "calls are counted by this process alone for some seconds");
        })
        .finally(() => clearTimeout(late));
      if (rows?.length === 0) throw tooOften();
    },
  };
}

/** Forgets stocks that have been full again for long. A job does it. */
export async function sweepStocks(db: Sql): Promise<void> {
  await db.query("delete from http.stocks where at < now() - interval '2 minutes'");
}
