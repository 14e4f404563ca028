/** Texts kept compiled. A city has some thousands; beyond this the one compiled first makes room. */
const KEPT = 20_000;

/** A function of a text that remembers what it made. */
export function remembering<T>(make: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const made = make(text);
    if (kept.size >= KEPT) {
      const first = kept.keys().next().value;
      if (first !== undefined) kept.delete(first);
    }
    kept.set(text, made);
    return made;
  };
}
