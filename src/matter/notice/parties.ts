import { wordsScope, worded, type Scope } from "#matter/act";
import { dueDay } from "#matter/clocks";
import { openParties } from "#matter/party";
import { blueprintOf, changeOf, DUES, getMatter, isClosed, type Blueprint, type Matter } from "#matter/matter";
import { termsOf } from "#matter/work";
import { actSaid, beginnerRole, stateOf, tellsOf, type Kind } from "#content/kind";
import { calendarNow, type Calendar } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Subscriber } from "#kernel/events";
import { keepNotice } from "./keep.ts";
import { leadOf } from "./leading.ts";
import { sendSms } from "./sms.ts";
import { dayInWords, laterWords } from "./wording.ts";

/** A day in words, marked where the holidays of its year are not announced. */
export function markedBy({ isUncertain }: Calendar): (day: unknown) => string {
  return (day) => (typeof day === "string" && isUncertain(day) ? `${dayInWords(day)}（以国务院放假通知为准）` : dayInWords(day));
}

/** What was granted as a part of a message: what is personal stays out, and so does what the reader knows by heart. */
export async function termWords(ctx: Ctx, matterId: string): Promise<string> {
  const terms = (await termsOf(ctx, matterId)).filter(({ open }) => open);
  return terms.length > 0 ? `${terms.map(({ label, value }) => `${label}：${value}`).join("；")}。` : "";
}

type Given = Readonly<Record<string, unknown>>;

/**
 * What texts see that an act tells: the words of the matter, what the act keeps, and what is said ready: `notice.due`, `.terms`, `.later`.
 * @param texts those that will be said: what only some need is read only for them
 */
export async function noticeScope(
  ctx: Ctx,
  matter: Matter,
  blueprint: Blueprint,
  given: Given,
  texts: readonly string[],
  { masked = false } = {},
): Promise<Scope> {
  const dayWords = markedBy(await calendarNow(ctx));
  const dues = given[DUES] as Record<string, string | null> | undefined;
  const due = dues ? (dues["main"] ?? null) : dueDay(matter);
  // Read only where it is said.
  const terms = texts.some((text) => text.includes("notice.terms")) ? await termWords(ctx, matter.matterId) : "";
  const notice = { due: due === null ? "" : dayWords(due), terms, later: laterWords(given["later"], dayWords) };
  const scope = await wordsScope(ctx, { change: changeOf(matter), blueprint, given }, { masked });
  const clocks = (scope["clock"] ?? {}) as Record<string, object>;
  // As they ran when it was said.
  const then = Object.entries(dues ?? {}).map(([name, until]) => [name, { ...clocks[name], due: until }] as const);
  return { ...scope, clock: { ...clocks, ...Object.fromEntries(then) }, notice };
}

/** Whether the end of a matter that went well came with what is told: the service may then be rated. */
function mayBeRated(kind: Kind, matter: Matter, act: string, step: readonly string[]): boolean {
  const others = step.slice(step.indexOf(act) + 1);
  return isClosed(matter) && stateOf(kind, matter.state).tone === "good" && others.some((each) => kind.acts[each]?.rated !== undefined);
}

/** An act says something to parties of its matter: in the platform to who has an account here, and by SMS to who left a number. Subscribed to `matter.told`. */
export const tellParties: Subscriber = async (ctx, { subject, eventId, data, at }) => {
  const { act, given, step = [act] } = data as { act: string; given: Given; step?: string[] };
  const { matter } = await getMatter(ctx, subject);
  const blueprint = await blueprintOf(ctx, matter);
  const { kind } = blueprint;
  const beginner = beginnerRole(kind, matter.channel);
  const leading = Object.entries(tellsOf(kind, act)).filter(
    ([role]) => Object.hasOwn(kind.parties, role) && leadOf(kind, step, role, role === beginner) === act,
  );
  if (leading.length === 0) return;
  const scope = await noticeScope(
    ctx,
    matter,
    blueprint,
    given,
    leading.map(([, { text }]) => text),
  );
  const parties = await openParties(ctx, matter.matterId);
  for (const [role, { title: own, text }] of leading) {
    const title = own === undefined ? actSaid(kind, act) : worded(own, scope);
    const body = `${worded(text, scope)}${mayBeRated(kind, matter, act, step) ? "请您评价这次服务。" : ""}`;
    for (const { partyNo, ref, phone, sms } of parties.filter((party) => party.role === role)) {
      if (ref !== null) await keepNotice(ctx, ref, { eventId, matterId: matter.matterId, kind: act, title, body, link: `/my/matters/${matter.matterId}`, at });
      if (phone !== "" && sms !== false) await sendSms(ctx, { matterId: matter.matterId, partyNo }, { title, body });
    }
  }
};
