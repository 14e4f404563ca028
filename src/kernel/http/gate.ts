import { Refusal } from "#kernel/errors";

/** How often a costly route may be called: routes with the same name share it. */
export interface Limit {
  name: string;
  /** Calls that one process works on at a time. */
  atOnce: number;
  /** Calls from one address. */
  perMinute: number;
}

/** Lets calls in, or refuses them. */
export interface Gate {
  /** Gives what to call when the work is done. Refusal 429 when there is no room. `at` in milliseconds, of any clock that goes forward. */
  enter(address: string, at: number): () => void;
}

const MINUTE = 60_000;
// Addresses remembered; beyond that, those that have been quiet for a minute are forgotten.
const MANY = 10_000;

/**
 * A gate for one limit. Each address has a stock of `perMinute` calls that fills up evenly, so that who waits a little may go on; of addresses little is
 * kept, and nothing for longer than they matter.
 */
export function openGate({ atOnce, perMinute }: Limit): Gate {
  const stocks = new Map<string, { left: number; at: number }>();
  let inside = 0;
  return {
    enter(address, at) {
      const stock = stocks.get(address) ?? { left: perMinute, at };
      stock.left = Math.min(perMinute, stock.left + ((at - stock.at) * perMinute) / MINUTE);
      stock.at = at;
      if (stocks.size >= MANY && !stocks.has(address)) for (const [each, { at: last }] of stocks) if (at - last > MINUTE) stocks.delete(each);
      // With that many callers within a minute the work in hand is bounded by `atOnce` alone.
      if (stocks.size < MANY) stocks.set(address, stock);
      if (stock.left < 1) throw new Refusal(429, "TOO_OFTEN", "您这里查得太勤了，为了让别人也能用，请过一分钟再试。");
      if (inside >= atOnce) throw new Refusal(429, "BUSY", "现在同时在查的人比较多，请过几秒钟再试。");
      stock.left -= 1;
      inside += 1;
      let left = false;
      return () => {
        if (!left) inside -= 1;
        left = true;
      };
    },
  };
}
