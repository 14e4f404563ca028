import { mayAt, organisationNow } from "#people/duty";
import { readLimit } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";
import { APPLICATION, clockKindOf, dueDay, extend, listStops, timingNow } from "#matter/clocks";
import { changeOf, issueDocument, record, lockMatter, type Matter, writeChange } from "#matter/matter";

const EXTENDED = "select count(*)::int as times from matter.acts where matter_id = $1 and kind = 'extended'";

// 行政许可法 第四十二条: promise and law are longer together.
const TOGETHER = ["promised", "statutory"] as const;
const { most, times } = clockKindOf(APPLICATION, TOGETHER[0]).extends!;
const MOST = readLimit(most)!.days;

/** 延长期限 (行政许可法 第四十二条): once, at most ten working days, by who may decide, with the reason told. */
export async function extendLimit(ctx: Ctx, matterId: string, { days, reason }: { days: number; reason: string }): Promise<Matter> {
  return transaction(ctx, async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    if (!mayAt(await organisationNow(inner), inner.actor, "matter.decide", { unit: matter.unit, area: matter.area }))
      throw forbidden("延长期限要由负责人批准。");
    if (matter.state !== "accepted") throw conflict("NOT_ACCEPTED", "只有办理中的事项可以延长期限。");
    if (((await first<{ times: number }>(inner.db, EXTENDED, [matterId]))?.times ?? 0) >= times) throw conflict("EXTENDED", "这件事已经延长过一次期限。");
    const fields: Record<string, string> = {};
    if (!Number.isInteger(days) || days < 1 || days > MOST) fields["days"] = `最多延长 ${MOST} 个工作日。`;
    if (reason.trim() === "") fields["reason"] = "请写明理由，申请人会看到。";
    if (Object.keys(fields).length > 0) throw badInput("EXTENSION", "延长期限的内容有误，请检查。", fields);
    const timing = await timingNow(inner);
    const change = changeOf(matter);
    const past = (await listStops(inner, matterId)).filter(({ endedAt }) => endedAt !== null);
    for (const name of TOGETHER) extend(timing, change, name, `P${days}WD`, past);
    const due = dueDay(change.matter);
    const uncertain = due !== null && timing.calendar.isUncertain(due);
    const said = fitting(reason, 5000, "reason");
    issueDocument(change, "special", { extended: days, reason: said, due, ...(uncertain && { provisional: true }) });
    record(inner, change, "extended", { days, reason: said, due });
    return writeChange(inner, change);
  });
}
