import { codesNow, kindsNow, listLicenceTypes, rolesNow } from "#content/catalogue";
import { listAppointments, organisationNow } from "#people/duty";
import { VOCABULARY, type Surroundings } from "#content/check";
import { registersNow } from "#register/register";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";

/** What a flow may refer to in the city as it is: registers, licence types, units, and who holds which role there today. */
export async function surroundingsNow(ctx: Ctx): Promise<Surroundings> {
  const [registers, licences, kinds, organisation, appointments, roles, codes] = await Promise.all([
    registersNow(ctx),
    listLicenceTypes(ctx),
    kindsNow(ctx),
    organisationNow(ctx),
    listAppointments(ctx),
    rolesNow(ctx),
    codesNow(ctx),
  ]);
  const today = dayOf(ctx.now);
  const held = appointments.filter(({ fromDay, untilDay }) => fromDay <= today && (untilDay === null || untilDay >= today));
  return {
    registers,
    licences: new Map(licences.map((type) => [type.id, type])),
    kinds,
    roles,
    codes,
    vocabulary: ctx.ports.get(VOCABULARY),
    city: { units: new Set(organisation.standing.map(({ unit }) => unit)), holders: new Set(held.map(({ unit, role }) => `${unit} ${role}`)) },
  };
}
