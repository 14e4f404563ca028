import type { Material, Situation, Substitute } from "#content/pack";
import { readLimit } from "#kernel/clock";

const FORMS = { original: "原件", copy: "复印件", electronic: "电子件" } as const;

/** "6 个工作日", "30 天"; the text itself when it is something else. */
export function limitWords(limit: string): string {
  const read = readLimit(limit);
  if (!read) return limit;
  if (read.days === 0) return "当场办结";
  return read.unit === "workday" ? `${read.days} 个工作日` : `${read.days} 天`;
}

/** "电子件 1 份" */
export function formWords({ form, copies }: Pick<Material, "form" | "copies">): string {
  return `${FORMS[form]} ${copies} 份`;
}

/** Who holds it already, before anybody is known: "电子证照库", "人口库". `names` gives the names of registers. */
export function heldWords(substitute: Substitute, names: (register: string) => string): string {
  if (substitute.form) return "您在网上填的表";
  return substitute.licence ? "电子证照库" : names(substitute.register ?? "");
}

/** Answers as the query of a guide: only what is a question of the item, in its order, so that one choice has one address. */
export function situationQuery(situations: readonly Situation[], answers: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const { id, options = [] } of situations) {
    const given = answers[id];
    if (Array.isArray(given)) for (const { value } of options) if (given.includes(value)) query.append(id, value);
    if (typeof given === "boolean") query.append(id, given ? "yes" : "no");
    if (typeof given === "string") query.append(id, given);
  }
  return query.toString();
}
