/**
 * Small reference data held in memory: the calendar, the tree of units, published items. One per database, so tests with
 * databases of their own never see each other's. Entries are read anew after `HOLD` so that another process's change
 * arrives; immutable ones may be kept for ever.
 */
export interface Memory {
  recall<Value>(key: string, load: () => Promise<Value>, keep?: "awhile" | "forever"): Promise<Value>;
  forget(key: string): void;
}

const HOLD = 30_000;
// Beyond this many, entries that have run out are swept before another is held.
const MANY = 5_000;

/** A memory of one process: what it holds is gone with it, and nobody may rely on it. */
export function openMemory(): Memory {
  const held = new Map<string, { value: Promise<unknown>; until: number }>();
  return {
    recall<Value>(key: string, load: () => Promise<Value>, keep: "awhile" | "forever" = "awhile") {
      const entry = held.get(key);
      if (entry && entry.until > performance.now()) return entry.value as Promise<Value>;
      if (held.size >= MANY) for (const [name, { until }] of held) if (until <= performance.now()) held.delete(name);
      const value = load();
      held.set(key, { value, until: keep === "forever" ? Infinity : performance.now() + HOLD });
      value.catch(() => held.delete(key));
      return value;
    },
    forget: (key) => void held.delete(key),
  };
}
