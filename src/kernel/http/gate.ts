import { Refusal } from "#values/errors";

/** How often a costly route may be called: routes with the same name share it. */
export interface Limit {
  name: string;
  /** Calls that one process works on at a time, and that one address may be sending at a time. */
  atOnce: number;
  /** Calls from one address, at all processes together (stock.ts); of IPv6 from one network of 64 bits, which is what one household has. */
  perMinute: number;
}

/** A call that was let in. */
export interface Visit {
  /** All that was sent is here and the work begins. Refusal 429 when too many are at work: who only sends, however slowly, keeps nobody from working. */
  begin(): void;
  /** The work is done, or given up. */
  leave(): void;
}

/** Lets calls in, or refuses them. */
export interface Gate {
  /** Refusal 429 when there is no room. `at` in milliseconds, of any clock that goes forward. */
  enter(address: string, at: number): Visit;
}

const MINUTE = 60_000;
// Calls that are being sent, for each that may be worked on.
const SENDING = 10;
const SWEEP = 1000;
// Addresses remembered; beyond that, those that have been quiet for a minute are forgotten.
const MANY = 10_000;

/** What is said to a caller whose stock is empty. */
export function tooOften(): Refusal {
  return new Refusal(429, "TOO_OFTEN", "您这里来得太勤了，为了让别人也能用，请过一分钟再试。");
}

/** An address as a proxy names it, without the port that some add and the brackets that come with it. */
export function withoutPort(given: string): string {
  const address = given.trim();
  return (/^\[([0-9a-f:.]+)\](?::\d+)?$/i.exec(address) ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(address))?.[1] ?? address;
}

/** Whom an address belongs to: of IPv6 the network of 64 bits. Pure. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped || !address.includes(":")) return mapped ?? address;
  const [left = [], right = []] = address.split("::").map((half) => half.split(":").filter(Boolean));
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

/**
 * A gate for one limit, of one process. Each caller has a stock of `perMinute` calls that fills up evenly, so that who waits a little may go on; of callers little is
 * kept, and nothing for longer than they matter.
 */
export function openGate({ atOnce, perMinute }: Limit): Gate {
  const stocks = new Map<string, { left: number; at: number }>();
  const sending = new Map<string, number>();
  let swept = -Infinity;
  let inside = 0;
  let working = 0;
  const busy = (): Refusal => new Refusal(429, "BUSY", "现在同时在查的人比较多，请过几秒钟再试。");

  function spend(caller: string, at: number): void {
    const stock = stocks.get(caller) ?? { left: perMinute, at };
    stock.left = Math.min(perMinute, stock.left + ((at - stock.at) * perMinute) / MINUTE);
    stock.at = at;
    if (stocks.size >= MANY && at - swept > SWEEP) {
      swept = at;
      for (const [each, { at: last }] of stocks) if (at - last > MINUTE) stocks.delete(each);
    }
    // With that many callers within a minute the work in hand is bounded by `atOnce` alone.
    if (stocks.size < MANY) stocks.set(caller, stock);
    if (stock.left < 1) throw tooOften();
    stock.left -= 1;
  }

  return {
    enter(address, at) {
      const caller = networkOf(address);
      const own = sending.get(caller) ?? 0;
      if (own >= atOnce || inside >= atOnce * SENDING) throw busy();
      spend(caller, at);
      sending.set(caller, own + 1);
      inside += 1;
      let state: "sending" | "working" | "left" = "sending";
      return {
        begin() {
          if (working >= atOnce) throw busy();
          if (state !== "sending") return;
          working += 1;
          state = "working";
        },
        leave() {
          if (state === "left") return;
          if (state === "working") working -= 1;
          state = "left";
          inside -= 1;
          const others = sending.get(caller)! - 1;
          if (others > 0) sending.set(caller, others);
          else sending.delete(caller);
        },
      };
    },
  };
}
