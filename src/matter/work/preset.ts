import type { FieldDefinition } from "#content/form";
import type { Ctx } from "#kernel/ctx";
import { expression, freeNames } from "#language/feel";
import { factsOf, type Blueprint, type Matter } from "#matter/matter";

/** Fields of a work that are not asked now, whatever is written in the others: their condition is about the matter, and does not hold. */
export function unaskedOf(ctx: Ctx, { matter, blueprint }: { matter: Matter; blueprint: Blueprint }, fields: readonly FieldDefinition[]): Set<string> {
  const facts = factsOf(ctx, matter, blueprint);
  const here = ({ when }: FieldDefinition): boolean => when !== undefined && freeNames(when).length > 0 && !freeNames(when).includes("form");
  return new Set(fields.filter((field) => here(field) && expression(field.when!)(facts) !== true).map(({ name }) => name));
}

/**
 * What stands in the fields of a work before anybody writes (`preset`), by field: what the matter knows already, as the unit that a register names for it.
 * Nothing where a formula gives nothing.
 */
export function presetsOf(
  ctx: Ctx,
  { matter, blueprint }: { matter: Matter; blueprint: Blueprint },
  fields: readonly FieldDefinition[],
): Record<string, unknown> {
  const said = fields.filter(({ preset }) => preset !== undefined);
  if (said.length === 0) return {};
  const vars = (matter.flow as { vars?: Record<string, unknown> } | null)?.vars ?? {};
  const scope = { ...vars, ...factsOf(ctx, matter, blueprint) };
  const values = said.map(({ name, preset }) => [name, expression(preset!)(scope)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== null && value !== undefined && value !== ""));
}
