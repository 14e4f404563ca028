import { blueprintOf, factsOf, getMatter } from "#matter/matter";
import { decide } from "#content/rule";
import { dayOf } from "#kernel/clock";
import { system, type Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { alter } from "./life.ts";
import { nextMonth } from "./months.ts";
import { listPayments, listPaymentsOf, openGrant, type OpenGrant } from "./queries.ts";

const BY_RULE = system("业务规则");
const BY_REGISTER = system("信息比对");

/** A register says that somebody is there no more: whatever is paid to them waits for a person, who ends it or lets it go on. */
export async function suspendOf(ctx: Ctx, index: string, { register, status }: { register: string; status: string }): Promise<void> {
  const inner = { ...ctx, actor: BY_REGISTER };
  for (const { grantId, state } of await listPaymentsOf(inner, [index])) {
    if (state !== "running") continue;
    const grant = await openGrant(inner, grantId, { lock: true });
    if (grant.state !== "running") continue;
    await alter(inner, grant, { kind: "suspended", reason: `${register}的状态变为“${status}”，请核查后停发或者恢复`, to: { state: "suspended" } });
  }
}

/** Whom a granted matter is for has objected to it: nothing is paid until a person has looked into it. */
export async function suspendObjected(ctx: Ctx, matterId: string, reason: string): Promise<void> {
  const inner = { ...ctx, actor: system("受益人异议") };
  for (const { grantId, state } of await listPayments(inner, matterId)) {
    if (state !== "running") continue;
    const grant = await openGrant(inner, grantId, { lock: true });
    await alter(inner, grant, { kind: "objected", reason, to: { state: "suspended" } });
  }
}

/** What the rules of its item would grant today; undefined where they do not say an amount. */
async function amountToday(ctx: Ctx, { matterId }: OpenGrant): Promise<{ amount: number; why: string } | undefined> {
  const { matter } = await getMatter(ctx, matterId);
  const blueprint = await blueprintOf(ctx, matter);
  const decision = blueprint.version.definition.item.outcome?.payment?.decision;
  const { decisions } = blueprint;
  if (!decision || !decisions?.byId.has(decision)) return undefined;
  const { value, hits } = decide(decisions, decision, factsOf(ctx, matter, blueprint));
  const { monthly, amount } = (value ?? {}) as { monthly?: unknown; amount?: unknown };
  const fen = Number(monthly ?? amount);
  if (!Number.isSafeInteger(fen) || fen <= 0) return undefined;
  return {
    amount: fen,
    why:
      hits
        .map((hit) => hit.why)
        .filter(Boolean)
        .join("；") || "按规则重新核定",
  };
}

/**
 * Steps of age and the like: asks the rules of every running grant what they would grant today, and changes what differs, from the next month on.
 * Gives how many changed. A grant whose rules fail is left as it is and logged; the others go on.
 */
export async function followRules(ctx: Ctx): Promise<number> {
  const running = await ctx.db.query<{ grantId: string }>(
    `select grant_id as "grantId" from payment.standings where state = 'running' and period is not null order by grant_id`,
    [],
  );
  let changed = 0;
  for (const { grantId } of running) {
    try {
      changed += await transaction({ ...ctx, actor: BY_RULE }, async (inner) => {
        const grant = await openGrant(inner, grantId, { lock: true });
        const today = grant.state === "running" ? await amountToday(inner, grant) : undefined;
        if (!today || today.amount === grant.amount || (await decidedByPerson(inner, grantId))) return 0;
        await alter(inner, grant, {
          kind: "amount",
          reason: today.why,
          fromDay: nextMonth(dayOf(inner.now)),
          amount: today.amount,
          to: { amount: today.amount },
        });
        return 1;
      });
    } catch (error) {
      ctx.log.error({ err: error, grantId }, "the amount of a grant could not be computed anew");
    }
  }
  return changed;
}

/** An amount that a person set stays until a person changes it: a rule does not overrule them. */
async function decidedByPerson(ctx: Ctx, grantId: string): Promise<boolean> {
  const rows = await ctx.db.query<{ kind: string }>(
    "select actor ->> 'kind' as kind from payment.changes where grant_id = $1 and kind = 'amount' order by change_id desc limit 1",
    [grantId],
  );
  return rows[0]?.kind === "staff";
}
