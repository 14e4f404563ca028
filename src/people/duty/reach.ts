import type { Actor, Duty } from "#kernel/ctx";
import type { Organisation } from "./organisation.ts";
import { roleGrants } from "./roles.ts";

/** Where a thing lies: the unit that answers for it and the area it concerns. */
export interface Place {
  unit: string;
  area: string;
}

/** Whether some duty of the actor grants a permission, wherever it reaches. */
export function grants(actor: Actor, permission: string): boolean {
  return actor.kind === "system" || (actor.duties ?? []).some((duty) => roleGrants(duty, permission));
}

/** Whether a duty covers a place: `area` scope counts the area's subtree alone, `unit` and `own` the unit's subtree within it. */
export function covers(organisation: Organisation, duty: Duty, place: Place): boolean {
  if (!organisation.areaWithin(place.area, duty.area)) return false;
  return duty.scope === "area" || organisation.unitWithin(place.unit, duty.unit);
}

/** Whether the actor may do something at a place. */
export function mayAt(organisation: Organisation, actor: Actor, permission: string, place: Place): boolean {
  if (actor.kind === "system") return true;
  return (actor.duties ?? []).some((duty) => roleGrants(duty, permission) && covers(organisation, duty, place));
}

/**
 * The areas of the actor's duties that grant a permission over what a unit keeps: duties of the unit itself, of one above it, or of a section of the same body.
 * `roles` narrows it to these roles.
 */
export function areasOver(organisation: Organisation, actor: Actor, permission: string, unit: string, roles?: readonly string[]): string[] {
  return (actor.duties ?? [])
    .filter((duty) => roleGrants(duty, permission) && (!roles || roles.includes(duty.role)))
    .filter(
      (duty) =>
        duty.scope === "area" ||
        organisation.unitWithin(unit, duty.unit) ||
        (organisation.unitWithin(duty.unit, unit) && organisation.bodyOf(duty.unit)?.unit === organisation.bodyOf(unit)?.unit),
    )
    .map(({ area }) => area);
}

/** Codes of the units at which the actor may do something. */
export function unitsInReach(organisation: Organisation, actor: Actor, permission: string): string[] {
  return [...organisation.units.values()].filter(({ unit, area }) => mayAt(organisation, actor, permission, { unit, area })).map(({ unit }) => unit);
}

/** Whether the actor holds a role for a unit's tasks: the duty's unit is the task's, or above it. */
export function holdsRole(organisation: Organisation, actor: Actor, role: string, place: Place): boolean {
  return (actor.duties ?? []).some((duty) => duty.role === role && covers(organisation, { ...duty, scope: "unit" }, place));
}

/** Whether the actor is a member of staff, or does their work while they are away. */
export function isOrStandsFor(actor: Actor, staffId: string): boolean {
  return actor.id === staffId || (actor.duties ?? []).some((duty) => duty.insteadOf?.id === staffId);
}

/** Whether a unit belongs to the same public body as another, or to one below it. */
export function bodyWithin(organisation: Organisation, unit: string, above: string): boolean {
  return organisation.unitWithin(unit, organisation.bodyOf(above)?.unit ?? above);
}
