import { matterChannel, RAISED_FROM } from "#content/kind";
import { beginningOf, begin } from "#matter/begin";
import { tieAll } from "#matter/link";
import { actOn } from "#matter/matter";
import { organisationNow } from "#people/duty";
import { metresBetween, type Point } from "#place/point";
import { dayOf } from "#kernel/clock";
import { system, type Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { Refusal } from "#values/errors";
import { answersFor, type Begins } from "./answers.ts";
import { countedIn, fullOf, type Group, type Seen } from "./counted.ts";
import { gathered } from "./gathering.ts";
import { ruleOf, spanOf, type Rule } from "./rule.ts";
import { monthOf, ripe, yearBefore } from "./season.ts";
import { listWatches, lockWatch } from "./switching.ts";

/** The job that looks for what rules are about. */
export const LOOK = "watch.look";

/** The most that a rule begins in one look; the others have to wait for the next. */
const MOST = 50;

/** What came of a look: matters begun, and how many were added to those that run. */
export interface Looked {
  begun: number;
  added: number;
}

interface Running {
  matterId: string;
  key: string;
  longitude: number | null;
  latitude: number | null;
  season: string | null;
}

const RUNNING = `
  select r.matter_id as "matterId", r.key, r.point[0] as longitude, r.point[1] as latitude, r.season
  from watch.raised r join matter.matters m using (matter_id) where r.watch_id = $1 and m.closed_at is null order by r.at, r.matter_id`;
const BEHIND = "select matter_id as id from watch.behind where watch_id = $1 and matter_id = any ($2::uuid[])";
const RAISED = "insert into watch.raised (matter_id, watch_id, key, point, season, definition, at) values ($1, $2, $3, point($4, $5), $6, $7, $8)";
const STANDS = `
  insert into watch.behind (matter_id, watch_id, raised_id, at) select behind, $1, $2, $4 from unnest($3::uuid[]) as behind`;

const idsOf = (members: readonly Seen[]): string[] => members.map(({ id }) => id);

/** What of a rule runs, as groups without members. */
async function runningOf(ctx: Ctx, { watch }: Rule): Promise<(Group & { season?: string })[]> {
  const rows = await ctx.db.query<Running>(RUNNING, [watch.id]);
  return rows.map(({ matterId, key, longitude, latitude, season }) => ({
    key,
    ...(longitude !== null && latitude !== null && { anchor: [longitude, latitude] as Point }),
    began: 0,
    last: 0,
    members: [],
    running: matterId,
    ...(season !== null && { season }),
  }));
}

async function behindAlready(ctx: Ctx, { watch }: Rule, members: readonly Seen[]): Promise<Set<string>> {
  return new Set((await ctx.db.query<{ id: string }>(BEHIND, [watch.id, idsOf(members)])).map(({ id }) => id));
}

/** What stands behind nothing of the rule yet. */
async function fresh(ctx: Ctx, rule: Rule, time: { from: Date; until: Date }): Promise<Seen[]> {
  const counted = await countedIn(ctx, rule, time);
  const behind = await behindAlready(ctx, rule, counted);
  return counted.filter(({ id }) => !behind.has(id));
}

/** Groups of a rule that counts within days: those that run with what is new, and those that are full. */
async function groupsWithin(ctx: Ctx, rule: Rule): Promise<Group[]> {
  const full = fullOf(rule);
  const from = new Date(ctx.now.getTime() - full.span);
  return gathered(
    await fresh(ctx, rule, { from, until: ctx.now }),
    full,
    (await runningOf(ctx, rule)).filter(({ season }) => season === undefined),
  );
}

/** Groups of a rule that prepares for a month: until it begins, those that last year had enough; once something runs for it, what comes before its end is added. */
async function groupsAhead(ctx: Ctx, rule: Rule): Promise<(Group & { season?: string })[]> {
  const { watch } = rule;
  const ahead = spanOf(watch.season!.ahead);
  const month = monthOf(dayOf(new Date(ctx.now.getTime() + ahead)));
  const running = (await runningOf(ctx, rule)).filter(({ season }) => season !== undefined);
  for (const each of running) {
    const { from, until } = monthOf(`${each.season}-01`);
    const came = await fresh(ctx, rule, { from: new Date(from.getTime() - ahead), until: new Date(Math.min(until.getTime() - 1, ctx.now.getTime())) });
    each.members.push(...came.filter(({ key }) => key === each.key));
  }
  // Until the month begins; the days before may reach over several months.
  if (ctx.now >= month.from) return running;
  const last = yearBefore(month);
  const counted = await fresh(ctx, rule, { from: new Date(last.from.getTime() - 1), until: new Date(last.until.getTime() - 1) });
  const there = new Set(running.map(({ key, season }) => `${season} ${key}`));
  const begun = ripe(counted, last, watch.count).filter(({ key }) => !there.has(`${month.month} ${key}`));
  return [...running, ...begun.map(({ key, members }) => ({ key, members, began: ctx.now.getTime(), last: members.at(-1)!.at, season: month.month }))];
}

/** Whether something that runs covers a group: begun meanwhile by another process. */
async function isCovered(ctx: Ctx, rule: Rule, { key, anchor, season }: Begins): Promise<boolean> {
  const { near } = rule.watch;
  return (await runningOf(ctx, rule)).some(
    (each) => each.key === key && each.season === season && (near === undefined || (anchor && each.anchor && metresBetween(anchor, each.anchor) <= near)),
  );
}

/** Begins the matter of a group, with all that is behind it; undefined where another run was faster. */
async function raise(ctx: Ctx, rule: Rule, group: Begins): Promise<string | undefined> {
  const { watch } = rule;
  return transaction(ctx, async (inner) => {
    await lockWatch(inner, watch.id);
    // Switched off meanwhile, or begun by another run.
    if (!(await listWatches(inner)).some((each) => each.running && each.watch.id === watch.id)) return undefined;
    if ((await behindAlready(inner, rule, group.members)).size > 0 || (await isCovered(inner, rule, group))) return undefined;
    const { blueprint } = await beginningOf(inner, watch.begins);
    const { kind, form } = blueprint;
    const answers = await answersFor(inner, rule, group, { kind, form, organisation: await organisationNow(inner) });
    const last = group.members.at(-1)!.id;
    const { matterId } = await begin(inner, {
      item: watch.begins,
      channel: matterChannel(kind) ?? "matter",
      form: answers,
      source: { system: `watch:${watch.id}`, number: group.season === undefined ? last : `${group.season} ${last}` },
    });
    const [longitude, latitude] = group.anchor ?? [null, null];
    await inner.db.query(RAISED, [matterId, watch.id, group.key, longitude, latitude, group.season ?? null, watch, inner.now]);
    await stand(inner, rule, matterId, group.members);
    return matterId;
  });
}

/** Ties matters to what was begun with them behind it. */
async function stand(ctx: Ctx, { watch, kind }: Rule, raisedId: string, members: readonly Seen[]): Promise<void> {
  await ctx.db.query(STANDS, [watch.id, raisedId, idsOf(members), ctx.now]);
  await actOn(ctx, raisedId, (inner, { change }) => tieAll(inner, change, { link: RAISED_FROM, kind, matterIds: idsOf(members) }));
}

/** Adds to what runs what came since; gives how many. */
async function add(ctx: Ctx, rule: Rule, { running, members }: Group): Promise<number> {
  return transaction(ctx, async (inner) => {
    await lockWatch(inner, rule.watch.id);
    const behind = await behindAlready(inner, rule, members);
    const left = members.filter(({ id }) => !behind.has(id));
    if (left.length === 0 || !(await first(inner.db, "select 1 from matter.matters where matter_id = $1 and closed_at is null", [running]))) return 0;
    await stand(inner, rule, running!, left);
    return left.length;
  });
}

/**
 * Looks for what a rule is about: one matter for each group, with every matter behind it; what comes further is added to the one that runs. Whoever else
 * looks at the same time, in this process or another, begins nothing twice.
 */
export async function lookBy(ctx: Ctx, rule: Rule): Promise<Looked> {
  const acting = { ...ctx, actor: system("规则") };
  const groups = rule.watch.season ? await groupsAhead(acting, rule) : await groupsWithin(acting, rule);
  const looked: Looked = { begun: 0, added: 0 };
  for (const group of groups) {
    if (group.members.length === 0) continue;
    try {
      if (group.running !== undefined) looked.added += await add(acting, rule, group);
      else if (looked.begun < MOST && (await raise(acting, rule, group)) !== undefined) looked.begun += 1;
    } catch (error) {
      // What was closed or begun meanwhile is looked at again in an hour.
      if (!(error instanceof Refusal)) throw error;
      ctx.log.error({ err: error, watch: rule.watch.id }, "a rule could not begin or add to its matter");
    }
  }
  return looked;
}

/** Looks by every rule that runs. One that fails does not hold up the others. */
export async function lookAll(ctx: Ctx): Promise<Looked> {
  const sum: Looked = { begun: 0, added: 0 };
  for (const { watch, running } of await listWatches(ctx)) {
    const rule = running ? await ruleOf(ctx, watch) : undefined;
    if (!rule) continue;
    try {
      const { begun, added } = await lookBy(ctx, rule);
      sum.begun += begun;
      sum.added += added;
    } catch (error) {
      ctx.log.error({ err: error as Error, watch: watch.id }, "a rule could not be looked at");
    }
  }
  return sum;
}
