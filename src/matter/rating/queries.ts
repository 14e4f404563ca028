import type { Ctx } from "#kernel/ctx";
import { first, one } from "#kernel/db";
import { notFound } from "#values/errors";
import { isId } from "#values/ids";
import type { Rating } from "./rating.ts";

const SELECT = `
  select r.matter_id as "matterId", r.service_number as "serviceNumber", r.service, r.unit, r.item_id as "itemId", r.item_name as "itemName", r.level, r.tags,
    r.comment, r.named, r.rated_at as "ratedAt", coalesce(d.contact_day, r.contact_day) as "contactDay",
    coalesce(d.rectify_day, r.rectify_day) as "rectifyDay",
    (select s.step from rating.steps s where s.matter_id = r.matter_id and s.service_number = r.service_number order by s.seq desc limit 1) as step
  from rating.ratings r left join lateral (
    select contact_day, rectify_day from rating.recounted_days d where d.matter_id = r.matter_id and d.service_number = r.service_number order by d.seq desc limit 1) d on true`;

/** The rating of an interaction; NotFound when there is none. */
export async function getRating(ctx: Ctx, matterId: string, serviceNumber: number): Promise<Rating> {
  const row = isId(matterId) ? await first<Rating>(ctx.db, `${SELECT} where r.matter_id = $1 and r.service_number = $2`, [matterId, serviceNumber]) : undefined;
  if (!row) throw notFound("评价");
  return row;
}

/** Ratings of a matter. */
export function listRatings(ctx: Ctx, matterId: string): Promise<Rating[]> {
  return ctx.db.query<Rating>(`${SELECT} where r.matter_id = $1 order by r.service_number`, [matterId]);
}

/** Bad ratings, newest first; `open` leaves out those whose loop has ended. */
export async function listBad(ctx: Ctx, { open = false }: { open?: boolean } = {}): Promise<Rating[]> {
  const rows = await ctx.db.query<Rating>(`${SELECT} where r.level >= 4 order by r.rated_at desc limit 300`, []);
  return open ? rows.filter((rating) => rating.step !== null && rating.step !== "closed" && rating.step !== "invalid") : rows;
}

/** A step of a loop as it was taken. */
export interface LoopStep {
  seq: number;
  step: string;
  text: string;
  at: Date;
  byName: string;
}

/** The steps taken for a bad rating. */
export function listSteps(ctx: Ctx, matterId: string, serviceNumber: number): Promise<LoopStep[]> {
  return ctx.db.query<LoopStep>(`select seq, step, text, at, by_name as "byName" from rating.steps where matter_id = $1 and service_number = $2 order by seq`, [
    matterId,
    serviceNumber,
  ]);
}

/** Rates in the sense of standards §2.3: shares are of active ratings, those found invalid are left out. */
export interface RatingFigures {
  count: number;
  good: number;
  bad: number;
  /** 好评率, 0–1; null without ratings. */
  goodRate: number | null;
  openLoops: number;
  lateLoops: number;
}

/** Figures over all ratings, of one unit when named. */
export async function ratingFigures(ctx: Ctx, today: string, unit?: string): Promise<RatingFigures> {
  const row = await one<RatingFigures>(
    ctx.db,
    `with r as (${SELECT} where $2::text is null or r.unit = $2)
     select count(*) filter (where step is distinct from 'invalid') as count,
       count(*) filter (where level <= 3) as good, count(*) filter (where level >= 4 and step is distinct from 'invalid') as bad,
       (count(*) filter (where level <= 3))::float8 / nullif(count(*) filter (where step is distinct from 'invalid'), 0) as "goodRate",
       count(*) filter (where step is not null and step not in ('closed', 'invalid')) as "openLoops",
       count(*) filter (where (step = 'assigned' and "contactDay" < $1) or (step in ('contacted', 'rectifying', 'appealed') and "rectifyDay" < $1)) as "lateLoops" from r`,
    [today, unit ?? null],
  );
  return row;
}

/** What was rated from one instant until another, as it was given. */
export function listRatingsGiven(ctx: Ctx, { from, until }: { from: Date; until: Date }): Promise<Pick<Rating, "matterId" | "level" | "ratedAt">[]> {
  return ctx.db.query('select matter_id as "matterId", level, rated_at as "ratedAt" from rating.ratings where rated_at >= $1 and rated_at < $2', [from, until]);
}
