import { mayAt, organisationNow } from "#people/duty";
import { readLimit } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";
import { declaredBy, dueDayOf, extend, listStops, mainClock, timingNow } from "#matter/clocks";
import { blueprintOf, changeOf, issueDocument, record, lockMatter, type Matter, writeChange } from "#matter/matter";

const EXTENDED = "select count(*)::int as times from matter.acts where matter_id = $1 and kind = 'extended'";

/** 延长期限 (行政许可法 第四十二条): once, at most ten working days, by who may decide, with the reason told. */
export async function extendLimit(ctx: Ctx, matterId: string, { days, reason }: { days: number; reason: string }): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    const blueprint = await blueprintOf(inner, matter);
    // Clocks that whoever directs may extend are longer together: promise and law (行政许可法 第四十二条).
    const together = declaredBy(blueprint.kind).clocks.filter((clock) => clock.extends?.by === "direct");
    const longest = together[0]?.extends;
    if (!longest) throw conflict("NOT_EXTENDED", "这类件的期限不能延长。");
    const [times, most] = [longest.times, readLimit(longest.most)!.days];
    if (!mayAt(await organisationNow(inner), inner.actor, "matter.decide", { unit: matter.unit, area: matter.area }))
      throw forbidden("延长期限要由负责人批准。");
    if (matter.phase !== "open") throw conflict("NOT_ACCEPTED", "只有办理中的事项可以延长期限。");
    if (((await first<{ times: number }>(inner.db, EXTENDED, [matterId]))?.times ?? 0) >= times) throw conflict("EXTENDED", "这件事已经延长过一次期限。");
    const fields: Record<string, string> = {};
    if (!Number.isInteger(days) || days < 1 || days > most) fields["days"] = `最多延长 ${most} 个工作日。`;
    if (reason.trim() === "") fields["reason"] = "请写明理由，申请人会看到。";
    if (Object.keys(fields).length > 0) throw badInput("EXTENSION", "延长期限的内容有误，请检查。", fields);
    const timing = await timingNow(inner, blueprint.kind);
    const change = changeOf(matter);
    const past = (await listStops(inner, matterId)).filter(({ endedAt }) => endedAt !== null);
    for (const { id } of together) extend(timing, change, id, `P${days}WD`, past);
    const due = dueDayOf(mainClock(change.matter, timing));
    const uncertain = due !== null && timing.calendar.isUncertain(due);
    const said = fitting(reason, 5000, "reason");
    issueDocument(change, blueprint, "special", { extended: days, reason: said, due, ...(uncertain && { provisional: true }) });
    record(inner, change, "extended", { days, reason: said, due });
    return writeChange(inner, change);
  });
}
