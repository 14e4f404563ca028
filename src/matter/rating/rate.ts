import type { Kind } from "#content/kind";
import { blueprintOf, getMatter, listActs, NOBODY, type Act } from "#matter/matter";
import { followsAs, onlyOwner, owns } from "#matter/party";
import { calendarNow, dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { emit } from "#kernel/events";
import { fitting } from "#values/graphemes";
import { isBad, QUESTIONNAIRE, TAGS } from "./rating.ts";

/** A service interaction that may be rated: each counts for itself, not only the matter as a whole. */
export interface Interaction {
  serviceNumber: number;
  service: string;
  at: Date;
}

/** The interactions of a matter, numbered in order: its acts of which the kind says that they may be rated. */
export function interactionsOf(acts: Pick<Act, "kind" | "at">[], kind: Pick<Kind, "acts">): Interaction[] {
  const rated = acts.flatMap(({ kind: act, at }) => {
    const service = Object.hasOwn(kind.acts, act) ? kind.acts[act]!.rated : undefined;
    return service === undefined ? [] : [{ service, at }];
  });
  return rated.map((each, i) => ({ serviceNumber: i + 1, ...each }));
}

// 实名差评: contact within 1 working day; rectify within 15. The first follows national practice, the second is set locally.
export const CONTACT_DAYS = 1;
export const RECTIFY_DAYS = 15;

const INSERT = `
  insert into rating.ratings (matter_id, service_number, service, unit, item_id, item_name, level, tags, comment, named, rater_id, channel, questionnaire,
    rated_at, contact_day, rectify_day)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'online', $12, $13, $14, $15) on conflict do nothing returning 1 as one`;

/** Rates one interaction, once. A bad rating by somebody who gives their name opens the loop with its deadlines. */
export async function rate(
  ctx: Ctx,
  matterId: string,
  given: { serviceNumber: number; level: number; tags: string[]; comment: string; named: boolean },
): Promise<void> {
  await transaction(ctx, async (inner) => {
    const { matter } = await getMatter(inner, matterId);
    if (!(await followsAs(inner, matterId))) onlyOwner(inner, matter);
    const { kind } = await blueprintOf(inner, matter);
    if (!(await owns(inner, matter, kind))) throw forbidden("这件事不是您提出的，不能评价。");
    const interaction = interactionsOf(await listActs(inner, matterId), kind).find((each) => each.serviceNumber === given.serviceNumber);
    if (!interaction) throw badInput("NO_INTERACTION", "没有可以评价的这次服务。");
    if (!Number.isInteger(given.level) || given.level < 1 || given.level > 5) throw badInput("LEVEL", "请选择您的评价。", { level: "请选择一项。" });
    if (given.tags.some((tag) => !(TAGS as readonly string[]).includes(tag))) throw badInput("TAGS", "评价指标有误，请重新选择。");
    const bad = isBad(given.level);
    const loop = bad && given.named;
    const calendar = await calendarNow(inner);
    const day = (n: number): string | null => (loop ? calendar.addWorkdays(dayOf(inner.now), n) : null);
    const rows = await inner.db.query(INSERT, [
      matterId,
      given.serviceNumber,
      interaction.service,
      matter.unit,
      matter.itemId,
      matter.itemName,
      given.level,
      given.tags,
      fitting(given.comment, 1000, "comment"),
      given.named,
      inner.actor.kind === "person" ? inner.actor.id : NOBODY,
      QUESTIONNAIRE,
      inner.now,
      day(CONTACT_DAYS),
      day(RECTIFY_DAYS),
    ]);
    if (rows.length === 0) throw conflict("RATED", "这次服务您已经评价过了，谢谢。");
    if (loop) {
      await inner.db.query(
        "insert into rating.steps (matter_id, service_number, seq, step, text, at, by_id, by_name) values ($1, $2, 1, 'assigned', '', $3, $4, '平台')",
        [matterId, given.serviceNumber, inner.now, matter.matterId],
      );
      await emit(inner, "rating.bad", matterId, { serviceNumber: given.serviceNumber, unit: matter.unit });
    }
  });
}
