import { dayOf, isDay } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";
import { organisationNow, organisationOn } from "./queries.ts";
import { grants } from "./reach.ts";

/** 撤并: from a day on `heir` does what `unit` did. */
export interface Merger {
  unit: string;
  heir: string;
  fromDay: string;
  reason: string;
  mergedName: string;
  mergedAt: Date;
}

/** Every merger, the coming ones included, the newest first. */
export function listMergers(ctx: Ctx): Promise<Merger[]> {
  return ctx.db.query<Merger>(
    `select unit, heir, from_day as "fromDay", reason, merged_name as "mergedName", merged_at as "mergedAt" from duty.mergers order by from_day desc, unit`,
    [],
  );
}

/**
 * Merges a unit into another from today or a day to come: what waits there and what comes under its name is the heir's, it cannot be chosen any more, and
 * everything that it did keeps its name. Appointments in it run on. Refuses an heir that is merged itself, or that lies in it: nobody would be left.
 */
export async function mergeUnit(ctx: Ctx, { unit, heir, fromDay, reason }: { unit: string; heir: string; fromDay: string; reason: string }): Promise<void> {
  if (!grants(ctx.actor, "duty.manage")) throw forbidden();
  await transaction(ctx, async (inner) => {
    // One at a time: two that name each other at once would leave no unit.
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended('duty.mergers', 0))", []);
    const [organisation, mergers] = [await organisationNow(inner), await listMergers(inner)];
    const [found, merged] = [organisation.units.get(unit), mergers.find((each) => each.unit === unit)];
    if (!found) throw badInput("MERGER", "没有这个单位。", { unit: "请选择现有的单位。" });
    if (merged) throw conflict("MERGED_ALREADY", `${found.name}已经定于${merged.fromDay}并入${organisation.unitName(merged.heir)}。`);
    const fields: Record<string, string> = {};
    if (heir === unit || !organisation.units.has(heir)) fields["heir"] = "请选择由哪个单位接手。";
    else if (mergers.some((each) => each.unit === heir)) fields["heir"] = "这个单位自己也要撤并，请选择最后接手的单位。";
    else if (organisation.unitWithin(heir, unit)) fields["heir"] = "这是它自己的下属单位，请选择别的单位。";
    if (!isDay(fromDay)) fields["fromDay"] = "请填写从哪一天起。";
    else if (fromDay < dayOf(ctx.now)) fields["fromDay"] = "不能早于今天：以前的件是它自己办的。";
    if (reason.trim() === "") fields["reason"] = "请写明依据，如机构改革方案的文号。";
    if (Object.keys(fields).length > 0) throw badInput("MERGER", "撤并信息有误，请检查。", fields);
    const by = ctx.actor.kind === "staff" ? ctx.actor.id : null;
    await inner.db.query("insert into duty.mergers (unit, heir, from_day, reason, merged_by, merged_name, merged_at) values ($1, $2, $3, $4, $5, $6, $7)", [
      unit,
      heir,
      fromDay,
      fitting(reason, 200, "reason"),
      by,
      ctx.actor.name,
      ctx.now,
    ]);
  });
  ctx.memory.forget(organisationOn(dayOf(ctx.now)));
}
