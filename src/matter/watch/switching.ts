import { watchesNow, type KeptWatch } from "#content/catalogue";
import type { Watch } from "#content/kind";
import { isId } from "#values/ids";
import { countGraphemes, fitting } from "#values/graphemes";
import { badInput, conflict, forbidden, notFound } from "#values/errors";
import { kindsOf, organisationNow, roleGrants } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";

/** The permission of whoever tries rules and switches them on and off. */
export const MANAGES = "watch.manage";

/** One switching of a rule, with what it would have begun in the months before. */
export interface Switching {
  watchId: string;
  switchNo: number;
  running: boolean;
  reason: string;
  hash: string;
  tried: Tried;
  at: Date;
  byName: string;
}

/** What the trial said when it was switched: how often it would have begun something, with how many behind. */
export interface Tried {
  begun: number;
  behind: number;
}

/** A rule as its pack has it now, and whether it runs. One that was changed after it was switched on does not: nobody has tried it. */
export interface StandingWatch extends KeptWatch {
  last?: Switching;
  running: boolean;
  /** It was switched on as something else. */
  changed: boolean;
}

const LAST = `
  select distinct on (watch_id) watch_id as "watchId", switch_no as "switchNo", running, reason, hash, tried, at, by_name as "byName"
  from watch.switches order by watch_id, switch_no desc`;

const OF_ONE = `
  select watch_id as "watchId", switch_no as "switchNo", running, reason, hash, tried, at, by_name as "byName"
  from watch.switches where watch_id = $1 order by switch_no desc limit 100`;

/** Every rule with whether it runs: each is off until somebody has switched it on. */
export async function listWatches(ctx: Ctx): Promise<StandingWatch[]> {
  const [kept, switched] = await Promise.all([watchesNow(ctx), ctx.db.query<Switching>(LAST, [])]);
  const lasts = new Map(switched.map((each) => [each.watchId, each]));
  return kept.map((each) => {
    const last = lasts.get(each.watch.id);
    const on = last?.running === true;
    return { ...each, ...(last && { last }), running: on && last.hash === each.hash, changed: on && last.hash !== each.hash };
  });
}

/** A rule by its id; NotFound where no pack has it. */
export async function getWatch(ctx: Ctx, id: string): Promise<StandingWatch> {
  const found = (await listWatches(ctx)).find(({ watch }) => watch.id === id);
  if (!found) throw notFound("规则");
  return found;
}

/** Every switching of a rule, the newest first. */
export function listSwitchings(ctx: Ctx, id: string): Promise<Switching[]> {
  return ctx.db.query<Switching>(OF_ONE, [id]);
}

const INSERT = `
  insert into watch.switches (watch_id, switch_no, running, reason, hash, definition, tried, at, by_id, by_name)
  select $1, coalesce(max(switch_no), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9 from watch.switches where watch_id = $1`;

const LEAST = 4;

/** Refuses who does not look after the rule: it counts matters of a kind in the whole city, so their duty is for both. */
async function onlyWhoManages(ctx: Ctx, { of }: Watch): Promise<void> {
  const { areas, areaWithin } = await organisationNow(ctx);
  const wide = (area: string): boolean => [...areas.keys()].every((each) => areaWithin(each, area));
  const manages = (ctx.actor.duties ?? []).some((duty) => roleGrants(duty, MANAGES) && (kindsOf(duty)?.includes(of) ?? true) && wide(duty.area));
  if (!manages || !isId(ctx.actor.id)) throw forbidden("规则管全市的件，只有负责全市主动治理、并且管这类件的人员可以启用或者停用。");
}

/**
 * Switches a rule on or off, with a reason: on record with the rule as it is and what its trial said. Refuses what stands so already, and a rule that its pack
 * has changed since the page was made.
 * @param hash of the rule as it was looked at
 */
export async function switchWatch(ctx: Ctx, id: string, given: { on: boolean; reason: string; hash: string; tried: Tried }): Promise<void> {
  await onlyWhoManages(ctx, (await getWatch(ctx, id)).watch);
  const reason = fitting(given.reason.replace(/\s+/g, " "), 500, "reason");
  if (countGraphemes(reason) < LEAST)
    throw badInput("REASON_NEEDED", "请写明为什么，会一直留在记录里。", { reason: `至少写 ${LEAST} 个字，例如：看过一年的试算，提出的都是该治的。` });
  await transaction(ctx, async (inner) => {
    await lockWatch(inner, id);
    const { watch, hash, running, changed, last } = await getWatch(inner, id);
    if (hash !== given.hash) throw conflict("WATCH_CHANGED", "业务包刚刚改了这条规则，请看过新的试算再启用。");
    if (given.on ? running : !running && !changed) throw conflict("SWITCHED", `这条规则已经${last?.running ? "启用" : "停用"}，不用再点。`);
    const { actor, now } = inner;
    await inner.db.query(INSERT, [id, given.on, reason, hash, watch, given.tried, now, actor.id, actor.name]);
  });
}

/** Nobody else switches the rule, or begins anything by it, until the transaction ends. */
export async function lockWatch(ctx: Ctx, id: Watch["id"]): Promise<void> {
  await ctx.db.query("select pg_advisory_xact_lock(hashtextextended($1, 21))", [id]);
}
