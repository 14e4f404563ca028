import type { ItemEntry } from "#content/catalogue";

/** What stands in an empty search box. */
export const PLACEHOLDER = "说一件事，如 开饭店";

const MOST = 60;

/** Names that the browser offers while somebody types, without a script: what can be done online, then guides, sixty at most for a weak phone. */
export function suggestionsOf(items: readonly ItemEntry[]): string[] {
  const online = items.filter(({ guideOnly }) => !guideOnly);
  const guides = items.filter(({ guideOnly }) => guideOnly);
  return [...new Set([...online, ...guides].map(({ name }) => name))].slice(0, MOST);
}
