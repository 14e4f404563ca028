import { checkForm, foldAnswers } from "#content/form";
import type { Way } from "#content/kind";
import { forKind, organisationNow, roleGrants } from "#people/duty";
import { dayOf, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { judgedFor, keepFor, type BroughtFor } from "#matter/intake";
import { actOn, getDocument, getMatter, listActs, type Matter } from "#matter/matter";
import { mustSee } from "#matter/party";
import { badInput, forbidden } from "#values/errors";
import { recordDelivery } from "./record.ts";
import { hasAgreed } from "./standing.ts";
import { eitherFault, formOf, PROOF, waysNow } from "./ways.ts";

/** A delivery as staff tell it. */
export interface Telling {
  document: string;
  /** The number of the party to whom it was delivered. */
  party: number;
  way: string;
  answers: Readonly<Record<string, unknown>>;
  files?: readonly BroughtFor[];
}

/** Whether the actor works on matters of this kind. */
export function mayDeliver(ctx: Ctx, kind: string): boolean {
  return ctx.actor.kind === "staff" && (forKind(ctx.actor, kind).duties ?? []).some((duty) => roleGrants(duty, "matter.work"));
}

/** Refuses who does not work on matters of the kind, or may not see this one. */
export async function onlyDelivering(ctx: Ctx, matterId: string): Promise<void> {
  const { matter } = await getMatter(ctx, matterId);
  if (!mayDeliver(ctx, matter.kind)) throw forbidden("送达由承办这件事的人员登记。");
  await mustSee(ctx, matterId);
}

/** The answers to what the way asks; refuses by field what its receipt has to say and does not. */
function answersTo(way: Way, given: Telling["answers"], files: readonly BroughtFor[], { today, issued }: { today: Day; issued: Day }): Record<string, unknown> {
  const form = formOf(way);
  const brought = files.map((_file, at) => `brought-${at}`);
  const answers: Record<string, unknown> = { ...foldAnswers(form.fields, given), [PROOF]: brought.length > 0 ? brought : null };
  const wrong = { ...eitherFault(way, answers), ...checkForm(form, answers, { today }) };
  if (typeof answers["on"] === "string" && answers["on"] < issued) wrong["on"] ??= "送达日期不能早于出具文书的日期";
  if (Object.keys(wrong).length > 0) throw badInput("DELIVERY", "送达的内容有误，请检查。", wrong);
  return answers;
}

/**
 * 送达: somebody who works on a matter tells how a paper was delivered, whose delivery is proved. A receipt is issued, the act is on record. Also once the
 * matter has ended. Refuses a way that the party has not agreed to where it has to be agreed to.
 */
export async function deliver(ctx: Ctx, matterId: string, told: Telling): Promise<Matter> {
  await onlyDelivering(ctx, matterId);
  const way = (await waysNow(ctx)).find(({ value }) => value === told.way);
  if (!way) throw badInput("DELIVERY", "请选择送达方式。", { way: "请选择送达方式。" });
  const document = await getDocument(ctx, matterId, told.document);
  const files = told.files ?? [];
  const answers = answersTo(way, told.answers, files, { today: dayOf(ctx.now), issued: dayOf(document.issuedAt) });
  const judged = await judgedFor(
    ctx,
    files.map((file) => ({ ...file, field: PROOF })),
  );
  return actOn(ctx, matterId, async (inner, occasion) => {
    if (way.agreed && !hasAgreed(await listActs(inner, matterId), told.party))
      throw badInput("NOT_AGREED", `${way.label}要当事人先同意（${way.basis}）。当事人还没有在网上同意，请用别的方式。`);
    const entries = (await keepFor(inner, matterId, judged))[PROOF] ?? [];
    const { actor } = inner;
    const unit = actor.duties?.[0]?.unit;
    const by = [unit === undefined ? "" : (await organisationNow(inner)).unitName(unit), actor.name].filter(Boolean).join(" ");
    await recordDelivery(inner, occasion, document, told.party, way, {
      on: String(answers["on"]),
      by,
      answers,
      files: entries.map(({ entryId }) => entryId),
    });
  });
}
