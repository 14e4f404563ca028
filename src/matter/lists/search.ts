import { areaPattern } from "#people/duty";
import { dayOf, endOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { isId } from "#values/ids";
import { ROW_COLUMNS, type MatterRow } from "./lists.ts";
import { placed, readable, type Place } from "./reach.ts";
import { backwards, wordsQuery } from "./words.ts";

/** How the search over all matters is narrowed. */
export interface MatterFilter {
  /** The end of a number, or words of the title, the item, a firm, the place. */
  text?: string;
  kind?: string;
  item?: string;
  unit?: string;
  /** An area, and all within it. */
  area?: string;
  /** One of the states, or "open": not closed yet. */
  state?: string;
  /** overdue: past its day; near: due within two working days by the calendar's reckoning of `nearDay`. */
  light?: "overdue" | "near";
  nearDay?: string;
  page?: number;
  /** Where the page before ended, as it said: in place of `page`, and as fast at any depth. */
  after?: string;
}

const SIZE = 40;
const OPEN = "open";

/** The condition that a matter has what was typed among its words, or ends its number with it. */
export function hasText(text: string, $: Place): string {
  const [words, number] = [wordsQuery(text), backwards(text)];
  const found = [...(words ? [`s.words @@ ${$(words, "tsquery")}`] : []), ...(number ? [`s.backwards like ${$(`${number}%`, "text")}`] : [])];
  return found.length > 0 ? `(${found.join(" or ")})` : "false";
}

/** The conditions that a filter has: what it does not ask is not in the text, so that each question has a plan of its own. */
function narrowed(ctx: Ctx, filter: MatterFilter, $: Place): string[] {
  const { text, kind, item, unit, area, state, light, nearDay, after } = filter;
  const told: string[] = [];
  if (text) told.push(hasText(text, $));
  if (kind) told.push(`s.kind = ${$(kind)}`);
  if (item) told.push(`s.item_id = ${$(item)}`);
  if (unit) told.push(`s.unit = ${$(unit)}`);
  if (area) told.push(`s.area like ${$(areaPattern(area))}`);
  if (state === OPEN || light) told.push("s.closed_at is null");
  if (state && state !== OPEN) told.push(`s.state = ${$(state)}`);
  if (light)
    told.push(`m.closed_at is null and m.submitted_at is not null and m.stopped_at is null and m.due_at ${light === "overdue" ? "<=" : ">"} ${$(ctx.now)}`);
  if (light === "near") told.push(`m.due_at <= ${$(endOf(nearDay ?? dayOf(ctx.now)))}`);
  const [at, id = ""] = after?.split(" ") ?? [];
  if (at && isId(id) && !Number.isNaN(Date.parse(at))) told.push(`(s.received_at, s.matter_id) < (${$(at, "timestamptz")}, ${$(id, "uuid")})`);
  return told;
}

/** A page of a search; `next`: from where the page after it goes on. */
export interface Found {
  rows: MatterRow[];
  more: boolean;
  next?: string;
}

// How many of the newest are looked through before an index of what was asked for is: what many matters have is found among these, in order; what few
// have, by its index. The planner, who takes characters that always stand together for independent, would guess wrong between the two.
const NEWEST = 3000;

/** One question over search rows: those among the newest, or all. */
async function question(ctx: Ctx, filter: MatterFilter, among: "newest" | "all"): Promise<{ text: string; values: unknown[] }> {
  const { values, $ } = placed();
  const { text, after, ...more } = filter;
  const cursor = narrowed(ctx, { ...(after !== undefined && { after }) }, $);
  const own = narrowed(ctx, more, $);
  const hit = text ? hasText(text, $) : undefined;
  const offset = after === undefined ? ((filter.page ?? 1) - 1) * SIZE : 0;
  const where = (conditions: string[]): string => (conditions.length > 0 ? `where ${conditions.join(" and ")}` : "");
  const order = "order by s.received_at desc, s.matter_id desc";
  const mine = await readable(ctx, $);
  const found = among === "newest" ? `(select * from matter.search s ${where(cursor)} ${order} limit ${NEWEST})` : hit ? "hit" : "matter.search";
  const conditions = [...own, ...(among === "newest" ? (hit ? [hit] : []) : cursor), mine];
  const hits = among === "all" && hit ? `with hit as materialized (select * from matter.search s where ${hit})` : "";
  return {
    values,
    text: `${hits} select to_char(received at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as received, ${ROW_COLUMNS}
      from (select s.matter_id, s.received_at as received from ${found} s ${filter.light ? "join matter.matters m using (matter_id)" : ""}
        ${where(conditions)} ${order} limit ${SIZE + 1} offset ${offset}) s
      join matter.matters using (matter_id) order by s.received desc, matter_id desc`,
  };
}

/** Submitted matters that the actor may open, newest first, forty a page: none that the page would refuse. */
export async function searchMatters(ctx: Ctx, filter: MatterFilter): Promise<Found> {
  let found: (MatterRow & { received: string })[] = [];
  for (const among of ["newest", "all"] as const) {
    const { text, values } = await question(ctx, filter, among);
    found = await ctx.db.query(text, values, "fresh");
    if (found.length > SIZE) break;
  }
  const rows = found.slice(0, SIZE);
  const last = rows.at(-1);
  return { rows, more: found.length > SIZE, ...(found.length > SIZE && last && { next: `${last.received} ${last.matterId}` }) };
}
