import type { Basis } from "./item.ts";

// What stands in a pack until a city writes its own rules there: said to whoever checks the pack, and to nobody who reads a paper.
const PLACEHOLDER = /填写|待定|待填|另行规定/;
const REMARK = /（[^（）]*(?:示例|部署|填写)[^（）]*）/g;

/** Whether a city has still to put its own regulation here. */
export function isPlaceholder({ law, clause }: Pick<Basis, "law" | "clause">): boolean {
  return PLACEHOLDER.test(clause) || law.search(REMARK) >= 0;
}

/** A legal ground as papers and pages name it: "《食品安全法》第三十五条", without a clause where the city has not told one. */
export function basisWords({ law, clause }: Pick<Basis, "law" | "clause">): string {
  return `${lawName(law)}${clauseOf({ clause })}`;
}

/** The name of a law in its marks, without what is meant for whoever sets the city up. */
export function lawName(law: string): string {
  const name = law.replace(REMARK, "").trim();
  return name.startsWith("《") ? name : `《${name}》`;
}

/** The clause; empty where the city has not told one. */
export function clauseOf({ clause }: Pick<Basis, "clause">): string {
  return PLACEHOLDER.test(clause) ? "" : clause;
}
