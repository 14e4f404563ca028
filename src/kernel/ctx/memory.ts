/**
 * Small reference data held in memory: the calendar, the tree of units, published items. One per database, so tests with
 * databases of their own never see each other's. Entries are read anew after `HOLD` so that another process's change
 * arrives; immutable ones may be kept for ever, and what is dear to read as long as the state it was read at is still the one (`at`).
 */
export interface Memory {
  recall<Value>(key: string, load: () => Promise<Value>, keep?: "awhile" | "forever" | { at: string }): Promise<Value>;
  forget(key: string): void;
}

const HOLD = 30_000;
// Beyond this many, entries that have run out are swept before another is held.
const MANY = 5_000;

/** A memory of one process: what it holds is gone with it, and nobody may rely on it. */
export function openMemory(): Memory {
  const held = new Map<string, { value: Promise<unknown>; until: number; at?: string }>();
  return {
    recall<Value>(key: string, load: () => Promise<Value>, keep: "awhile" | "forever" | { at: string } = "awhile") {
      const entry = held.get(key);
      const at = typeof keep === "object" ? keep.at : undefined;
      if (entry && entry.until > performance.now() && entry.at === at) return entry.value as Promise<Value>;
      if (held.size >= MANY) for (const [name, { until }] of held) if (until <= performance.now()) held.delete(name);
      const value = load();
      held.set(key, { value, until: keep === "awhile" ? performance.now() + HOLD : Infinity, ...(at !== undefined && { at }) });
      value.catch(() => held.get(key)?.value === value && held.delete(key));
      return value;
    },
    forget: (key) => void held.delete(key),
  };
}
