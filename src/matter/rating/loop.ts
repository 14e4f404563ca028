import { bodyWithin, grants, organisationNow, roleGrants } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { one, transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { countGraphemes, fitting } from "#values/graphemes";
import { STEPS } from "./rating.ts";
import { getRating } from "./queries.ts";

/** Two acts on one rating wait for each other. */
export async function lockLoop(ctx: Ctx, matterId: string, serviceNumber: number): Promise<void> {
  await ctx.db.query("select pg_advisory_xact_lock(hashtextextended($1, 11))", [`${matterId}.${serviceNumber}`]);
}

/** Takes the next step of a bad rating's loop, with what was done in words. Steps follow the table; none is skipped. */
export async function takeStep(ctx: Ctx, matterId: string, serviceNumber: number, step: string, text: string): Promise<void> {
  if (!grants(ctx.actor, "rating.handle")) throw forbidden();
  await transaction(ctx, async (inner) => {
    await lockLoop(inner, matterId, serviceNumber);
    const rating = await getRating(inner, matterId, serviceNumber);
    const organisation = await organisationNow(inner);
    // By the duty that handles ratings: what else somebody is elsewhere does not count here.
    const handling = (inner.actor.duties ?? []).filter((duty) => roleGrants(duty, "rating.handle"));
    if (!handling.some((duty) => duty.scope === "area" || bodyWithin(organisation, rating.unit, duty.unit))) throw forbidden("这条评价不归您的单位处理。");
    if (!rating.step || !STEPS[rating.step]!.next.includes(step)) throw conflict("STEP", "现在不能走这一步，请刷新页面看最新情况。");
    if (countGraphemes(text.trim()) < 4) throw badInput("TEXT", "请写明做了什么、结果如何。", { text: "请写明做了什么，至少 4 个字。" });
    const { seq } = await one<{ seq: number }>(inner.db, "select max(seq) + 1 as seq from rating.steps where matter_id = $1 and service_number = $2", [
      matterId,
      serviceNumber,
    ]);
    await inner.db.query("insert into rating.steps (matter_id, service_number, seq, step, text, at, by_id, by_name) values ($1, $2, $3, $4, $5, $6, $7, $8)", [
      matterId,
      serviceNumber,
      seq,
      step,
      fitting(text, 1000, "text"),
      inner.now,
      inner.actor.id,
      inner.actor.name,
    ]);
  });
}
