import { findPersonByIdNumber, itemsOf, listAgenciesOfPerson } from "#people/identity";
import type { Actor, Ctx } from "#kernel/ctx";
import { demoCast } from "./people.ts";

/** A named person of the demo city as the one who acts, for themselves or for a firm that lets them. */
export async function actorOfPerson(ctx: Ctx, id: string, organisation?: string): Promise<Actor> {
  const { people, organisations } = demoCast();
  const known = people.get(id);
  const found = known && (await findPersonByIdNumber(ctx, known.id_number));
  if (!found) throw new Error(`${id} is not in the demo city`);
  const actor: Actor = { kind: "person", id: found.personId, name: found.name, level: found.level };
  if (!organisation) return actor;
  const { uscc } = organisations.get(organisation)!;
  const agency = (await listAgenciesOfPerson(ctx, found.personId)).find((each) => each.uscc === uscc);
  if (!agency) throw new Error(`${id} may not act for ${organisation}`);
  return { ...actor, onBehalf: { organisationId: agency.organisationId, name: agency.organisationName, agencyId: agency.agencyId, items: itemsOf(agency) } };
}
