import { mayAt, organisationNow } from "#people/duty";
import { listLicencesByIndex } from "#outcome/licence";
import { listDepartures, reviewDeparture } from "#register/register";
import { dayOf, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { badInput, notFound } from "#values/errors";
import { STATES } from "./payment.ts";
import { listPaymentsOf } from "./queries.ts";
import { fitting } from "#values/graphemes";

/** Something that is still in force for somebody who is there no more, says a register. */
export interface DepartedThing {
  departureId: string;
  thingId: string;
  href: string;
  name: string;
  /** Masked name of a person, name of a firm. */
  holder: string;
  register: string;
  status: string;
  noticedDay: Day;
  standing: string;
  /** Whether it may be left as it is here: a suspended payment is resumed on its own page. */
  kept: boolean;
}

/**
 * What waits to be looked into, in the actor's reach: payments that are not ended and licences that are valid. Each leaves the list by what is
 * done to it, or by a review that leaves it as it is.
 */
export async function departedThings(ctx: Ctx): Promise<DepartedThing[]> {
  const departures = await listDepartures(ctx);
  const indexes = departures.map(({ index }) => index);
  const [organisation, payments, licences] = await Promise.all([organisationNow(ctx), listPaymentsOf(ctx, indexes), listLicencesByIndex(ctx, indexes)]);
  const may = (permission: string, unit: string, area: string): boolean => mayAt(organisation, ctx.actor, permission, { unit, area });
  return departures.flatMap(({ departureId, index, register, status, noticedAt, reviewed }) => {
    const about = { departureId, register, status, noticedDay: dayOf(noticedAt) };
    const paid = payments
      .filter((each) => each.index === index && each.state === "suspended" && may("payment.read", each.unit, each.area))
      .map(({ grantId, name, beneficiary, state }) => ({
        ...about,
        thingId: grantId,
        href: `/console/payments/${grantId}`,
        name,
        holder: beneficiary,
        standing: STATES[state],
        kept: false,
      }));
    const held = licences
      .filter((each) => each.index === index && !reviewed.includes(each.licenceId))
      .filter(({ issuer }) => may("licence.suspend", issuer, organisation.units.get(issuer)?.area ?? ""))
      .map(({ licenceId, name, label }) => ({
        ...about,
        thingId: licenceId,
        href: `/console/licences/${licenceId}`,
        name,
        holder: label,
        standing: "有效",
        kept: true,
      }));
    return [...paid, ...held];
  });
}

/** Leaves a thing as it is, with what was found; refused for what is not in the actor's list. */
export async function keepDeparted(ctx: Ctx, departureId: string, thingId: string, reason: string): Promise<void> {
  const thing = (await departedThings(ctx)).find((each) => each.departureId === departureId && each.thingId === thingId && each.kept);
  if (!thing) throw notFound("待核查的事");
  if (reason.trim() === "") throw badInput("REASON_NEEDED", "请写明核实的情况。", { reason: "请写明核实的情况。" });
  await reviewDeparture(ctx, departureId, thingId, fitting(reason, 500, "reason"));
}
