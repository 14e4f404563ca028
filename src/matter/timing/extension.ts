import { forKind, mayAt, organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { badInput, conflict, forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";
import { amountOf, bring, durationOf, extensionsOf, UNITS } from "#matter/act";
import { clockOf, declaredBy, extend, listStops, timingNow } from "#matter/clocks";
import { actOn, type Matter } from "#matter/matter";

/**
 * 延长期限: by who directs, as far and as often as the kind lets it be, in the unit that it says, with the reason told. Clocks that whoever directs may extend
 * are longer together (what is promised, and the law behind it). Told and printed as the act `extended` says.
 * @param days how much longer, in the unit in which the kind says how much at most
 */
export function extendLimit(ctx: Ctx, matterId: string, { days, reason }: { days: number; reason: string }): Promise<Matter> {
  return actOn(ctx, matterId, async (inner, { matter, change, blueprint }) => {
    const together = declaredBy(blueprint.kind).clocks.filter((clock) => clock.extends?.by === "direct");
    const [main] = together;
    if (!main?.extends) throw conflict("NOT_EXTENDED", "这类件的期限不能延长。");
    if (!mayAt(await organisationNow(inner), forKind(inner.actor, matter.kind), "matter.decide", { unit: matter.unit, area: matter.area }))
      throw forbidden("延长期限要由负责人批准。");
    const running = together.filter(({ id }) => clockOf(matter, id)?.endedAt === null);
    if (matter.phase !== "open" || running.length === 0) throw conflict("NOT_ACCEPTED", "只有在办、期限还在走的件可以延长期限。");
    const { times, most } = main.extends;
    if ((await extensionsOf(inner, matterId, main.id)) >= times) throw conflict("EXTENDED", `这件事的期限最多延长 ${times} 次，已经延长过。`);
    const longest = amountOf(most)!;
    const fields: Record<string, string> = {};
    if (!Number.isInteger(days) || days < 1 || days > longest.amount) fields["days"] = `最多延长 ${longest.amount} ${UNITS[longest.unit] ?? ""}。`;
    const said = fitting(reason, 5000, "reason");
    if (said === "") fields["reason"] = "请写明理由，当事人会看到。";
    if (Object.keys(fields).length > 0) throw badInput("EXTENSION", "延长期限的内容有误，请检查。", fields);
    const timing = await timingNow(inner, blueprint.kind);
    const past = (await listStops(inner, matterId)).filter(({ endedAt }) => endedAt !== null);
    const by = durationOf(longest.unit, days);
    for (const { id } of running) extend(timing, change, id, by, past);
    await bring(inner, { change, blueprint, given: { days, reason: said, by, clock: main.id } }, "extended", { days, clocks: running.map(({ id }) => id) });
  });
}
