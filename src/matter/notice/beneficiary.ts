import { worded } from "#matter/act";
import { actSaid, tellsOf } from "#content/kind";
import { findPersonByIndex } from "#people/identity";
import { blueprintOf, getMatter } from "#matter/matter";
import type { Subscriber } from "#kernel/events";
import { keepNotice } from "./keep.ts";
import { leadOf } from "./leading.ts";
import { noticeScope } from "./parties.ts";
import { sendSms } from "./sms.ts";

/** Whom a matter is for when somebody else began it: no party, and told where they have an account. */
export const BENEFICIARY = "beneficiary";

/** An act tells whom its matter is for that it happened, and what came of it. Subscribed to `matter.told`. */
export const tellBeneficiary: Subscriber = async (ctx, { subject, eventId, data, at }) => {
  const { act, given, step = [act] } = data as { act: string; given: Record<string, unknown>; step?: string[] };
  const { matter } = await getMatter(ctx, subject);
  if (!matter.beneficiaryIndex) return;
  const blueprint = await blueprintOf(ctx, matter);
  const { kind } = blueprint;
  const told = tellsOf(kind, act)[BENEFICIARY];
  if (!told || leadOf(kind, step, BENEFICIARY, false) !== act) return;
  const person = await findPersonByIndex(ctx, matter.beneficiaryIndex);
  if (!person) return;
  const scope = await noticeScope(ctx, matter, blueprint, given, [told.text]);
  const title = told.title === undefined ? actSaid(kind, act) : worded(told.title, scope);
  const body = worded(told.text, scope);
  await keepNotice(ctx, person.personId, { eventId, matterId: matter.matterId, kind: act, title, body, link: `/my/for-me/${matter.matterId}`, at });
  await sendSms(ctx, { personId: person.personId }, { title, body });
};
