import type { FieldDefinition } from "#content/form";
import type { Ctx } from "#kernel/ctx";
import { expression } from "#language/feel";
import { factsOf, type Blueprint, type Matter } from "#matter/matter";

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
