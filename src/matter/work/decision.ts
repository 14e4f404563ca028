import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { badInput, forbidden } from "#values/errors";
import { issueDocument, record, type ServiceAct } from "#matter/matter";
import { nothingDeferred } from "#matter/intake";
import { clockOf, end } from "#matter/clocks";
import { holdOnce } from "#matter/party";

/** 准予: by a person's decision or by a rule. */
export const grant: ServiceAct = async (ctx, { change, blueprint, given }) => {
  await holdOnce(ctx, change.matter, blueprint);
  await nothingDeferred(ctx, change.matter, blueprint);
  change.matter.outcome = "granted";
  const outcome = blueprint.version.definition.item.outcome?.name ?? change.matter.itemName;
  issueDocument(change, blueprint, "grant", { outcome, opinion: given?.["opinion"] ?? null });
  record(ctx, change, "granted", { outcome });
  return { on: dayOf(ctx.now) };
};

function refusalOf(ctx: Ctx, given: Record<string, unknown> | undefined): { reason: string; basis: string } {
  // A rule may recommend or grant; only a person refuses, with reason and basis (行政许可法 第三十八条第二款).
  if (ctx.actor.kind !== "staff") throw forbidden("不予许可的决定只能由人作出。");
  const text = (name: string): string => (typeof given?.[name] === "string" ? given[name].trim() : "");
  const fields: Record<string, string> = {};
  if (text("reason") === "") fields["reason"] = "请写明不予许可的理由。";
  if (text("basis") === "") fields["basis"] = "请写明所依据的法律条款。";
  if (Object.keys(fields).length > 0) throw badInput("REASON_NEEDED", "不予许可要写明理由和依据。", fields);
  return { reason: text("reason"), basis: text("basis") };
}

/** 不予许可: reason, basis and the way of appeal go to the applicant in writing. */
export const refuse: ServiceAct = async (ctx, { change, blueprint, given }) => {
  const { reason, basis } = refusalOf(ctx, given);
  change.matter.outcome = "refused";
  issueDocument(change, blueprint, "refusal", { reason, basis, appeal: blueprint.version.definition.item.appeal ?? null });
  record(ctx, change, "refused", { reason, basis });
  return { on: dayOf(ctx.now) };
};

/** 办结: the clocks end. */
export const close: ServiceAct = async (ctx, { change, blueprint }) => {
  change.matter.state = change.matter.outcome === "refused" ? "refused" : "granted";
  change.matter.closedAt = ctx.now;
  const [main, ...others] = Object.keys(blueprint.kind.clocks);
  for (const id of [main!, ...others]) end(ctx, change, id);
  const within = clockOf(change.matter, main!)?.met ?? true;
  change.matter.inTime = within;
  record(ctx, change, "closed", { outcome: change.matter.outcome, within });
  return { within };
};
