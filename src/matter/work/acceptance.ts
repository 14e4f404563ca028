import { calendarNow, dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { badInput } from "#values/errors";
import { actActor, issueDocument, record, type ServiceAct, type ServiceCall } from "#matter/matter";
import { clockKindOf, declaredBy, dueDayOf, mainClock, start, statutoryDay, timingNow } from "#matter/clocks";
import { openDeferrals } from "#matter/intake";

const BY_LAW = { kind: "system", id: "system", name: "法律规定" } as const;

/** Starts the matter's clocks: day 0 is the day of acceptance; what is promised, and what the law gives behind it. */
async function startClocks(ctx: Ctx, { change, blueprint }: ServiceCall, from: Date): Promise<void> {
  const { limits } = blueprint.version.definition.item;
  const timing = await timingNow(ctx, blueprint.kind);
  if (!limits) throw new Error(`${change.matter.itemId} has no limits`);
  change.matter.state = "accepted";
  change.matter.acceptedAt = from;
  for (const name of ["promised", "statutory"] as const) start(timing, change, clockKindOf(timing, name), { within: limits[name], from });
}

// Said on the paper as it is issued: a day in a year whose holidays have not been announced may move.
async function provisional(ctx: Ctx, days: readonly (string | null)[]): Promise<{ provisional?: true }> {
  const calendar = await calendarNow(ctx);
  return days.some((day) => day !== null && calendar.isUncertain(day)) ? { provisional: true } : {};
}

// What the applicant said they would bring later, and by when: told with the acceptance.
async function promised(ctx: Ctx, { change, blueprint }: ServiceCall): Promise<{ later?: { name: string; due: string | null }[] }> {
  const deferrals = await openDeferrals(ctx, change.matter, blueprint);
  return deferrals.length > 0 ? { later: deferrals.map(({ name, due }) => ({ name, due })) } : {};
}

interface Told {
  due: string | null;
  statutory: string | null;
  later?: { name: string; due: string | null }[];
  provisional?: true;
}

/** What paper and act say of an acceptance alike: its days, and what was promised for later. */
async function told(ctx: Ctx, call: ServiceCall): Promise<Told> {
  const { matter } = call.change;
  const [due, statutory] = [dueDayOf(mainClock(matter, declaredBy(call.blueprint.kind))), statutoryDay(matter)];
  const promises = await promised(ctx, call);
  return { due, statutory, ...promises, ...(await provisional(ctx, [due, statutory, ...(promises.later ?? []).map((each) => each.due)])) };
}

/** 受理 (行政许可法 第三十二条第五项): a dated written proof, and the clock begins. */
export const accept: ServiceAct = async (ctx, call) => {
  await startClocks(ctx, call, ctx.now);
  const { provisional: uncertain, ...days } = await told(ctx, call);
  issueDocument(call.change, call.blueprint, "acceptance", { ...days, ...(uncertain && { provisional: true }) });
  record(ctx, call.change, "accepted", { ...days });
  return { on: dayOf(ctx.now) };
};

/** 逾期不告知的，自收到申请材料之日起即为受理 (行政许可法 第三十二条第四项). The day of receipt is day 0, not today. */
export const acceptByLaw: ServiceAct = async (ctx, call) => {
  const received = call.change.matter.submittedAt ?? ctx.now;
  await startClocks(ctx, call, received);
  const { provisional: uncertain, ...days } = await told(ctx, call);
  issueDocument(call.change, call.blueprint, "acceptance", { ...days, byLaw: true, ...(uncertain && { provisional: true }) });
  record(ctx, call.change, "accepted-by-law", { ...days, received: dayOf(received), basis: "行政许可法 第三十二条第一款第四项" }, BY_LAW);
  return { on: dayOf(received) };
};

/** 不予受理: by a person, with the reason in writing. */
export const decline: ServiceAct = async (ctx, { change, blueprint, given }) => {
  const reason = typeof given?.["reason"] === "string" ? given["reason"].trim() : "";
  if (ctx.actor.kind !== "staff" || reason === "") throw badInput("REASON_NEEDED", "不予受理要写明理由。", { reason: "请写明不予受理的理由。" });
  change.matter.state = "declined";
  change.matter.outcome = "declined";
  change.matter.closedAt = ctx.now;
  issueDocument(change, blueprint, "non-acceptance", { reason });
  record(ctx, change, "declined", { reason, by: actActor(ctx).name });
  return { on: dayOf(ctx.now) };
};
