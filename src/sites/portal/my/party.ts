import { actsIn, getOrganisation, getPerson } from "#people/identity";
import { getLicence, listLicencesOf, mustHold, type Licence } from "#outcome/licence";
import { partyOf } from "#matter/party";
import type { Substitute } from "#content/pack";
import { recordsAbout } from "#register/register";
import type { Ctx } from "#kernel/ctx";

/** Identity number or credit code of whom the actor acts for. */
export async function partyNumber(ctx: Ctx): Promise<{ kind: "person" | "organisation"; name: string; number: string }> {
  const { kind, id } = partyOf(ctx.actor);
  if (kind === "organisation") {
    const { name, uscc } = await getOrganisation(ctx, id);
    return { kind, name, number: uscc };
  }
  const { name, idNumber } = await getPerson(ctx, id);
  return { kind, name, number: idNumber };
}

/** Which substitutes for papers the city really holds for the actor's party, in an item they may act in. */
export async function holdings(ctx: Ctx, itemId: string): Promise<(substitute: Substitute) => boolean> {
  if (!actsIn(ctx.actor, itemId)) return ({ form }) => form === true;
  const party = await partyNumber(ctx);
  const [licences, records] = await Promise.all([listLicencesOf(ctx, party.number), recordsAbout(ctx, party)]);
  const types = new Set(licences.filter(({ state }) => state === "valid").map(({ type }) => type));
  return ({ form, licence, register }) =>
    form === true || (licence !== undefined && types.has(licence)) || (register !== undefined && records[register] !== undefined);
}

/** A licence of the one who asks, or of whom they act for. */
export async function ownLicence(ctx: Ctx, licenceId: string): Promise<Licence> {
  const licence = await getLicence(ctx, licenceId);
  await mustHold(ctx, licence);
  return licence;
}
