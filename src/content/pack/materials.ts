import { expression } from "#language/feel";
import type { Item, Material, Substitute } from "./item.ts";
import { liveSituation } from "./situations.ts";

/** A material that applies, and whether the applicant has to bring it. */
export interface NeededMaterial extends Material {
  /** true: to be brought or uploaded; false: the city has it, or the form makes it. */
  bring: boolean;
}

/**
 * The materials that apply in a situation, in the order of the item.
 * @param has whether a substitute is really there for this applicant; until somebody is known, every substitute counts
 */
export function materialsFor(
  item: Pick<Item, "situations" | "materials">,
  answers: Record<string, unknown>,
  has: (substitute: Substitute) => boolean = () => true,
): NeededMaterial[] {
  const situation = liveSituation(item, answers);
  return item.materials
    .filter(({ when }) => !when || expression(when)({ situation }) === true)
    .map((material) => ({ ...material, bring: material.need !== "optional" && !(material.substitute && has(material.substitute)) }));
}
