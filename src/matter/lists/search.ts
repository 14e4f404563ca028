import { kindsNow } from "#content/catalogue";
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

/** Whether matters in a state are closed, where all kinds agree on it: each half of the rows has an index of its own. */
async function phaseIs(ctx: Ctx, state: string): Promise<string[]> {
  const kinds = [...(await kindsNow(ctx)).values()];
  const phases = new Set(kinds.flatMap(({ kind }) => (Object.hasOwn(kind.states, state) ? [kind.states[state]!.phase === "closed"] : [])));
  return phases.size === 1 ? [`s.closed_at is ${phases.has(true) ? "not null" : "null"}`] : [];
}

/** The conditions that a filter has: what it does not ask is not in the text, so that each question has a plan of its own. */
async function narrowed(ctx: Ctx, filter: MatterFilter, $: Place): Promise<string[]> {
  const { text, kind, item, unit, area, state, light, nearDay, after } = filter;
  const told: string[] = [];
  if (text) told.push(hasText(text, $));
  if (kind) told.push(`s.kind = ${$(kind)}`);
  if (item) told.push(`s.item_id = ${$(item)}`);
  if (unit) told.push(`s.unit = ${$(unit)}`);
  if (area) told.push(`s.area like ${$(areaPattern(area))}`);
  if (state === OPEN || light) told.push("s.closed_at is null");
  if (state && state !== OPEN) told.push(`s.state = ${$(state)}`, ...(await phaseIs(ctx, state)));
  if (light) told.push(`m.due_at is not null and m.stopped_at is null and m.due_at ${light === "overdue" ? "<=" : ">"} ${$(ctx.now)}`);
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

/** Submitted matters that the actor may open, newest first, forty a page: none that the page would refuse. */
export async function searchMatters(ctx: Ctx, filter: MatterFilter): Promise<Found> {
  const { values, $ } = placed();
  const conditions = [...(await narrowed(ctx, filter, $)), await readable(ctx, $)].join(" and ");
  const offset = filter.after === undefined ? ((filter.page ?? 1) - 1) * SIZE : 0;
  const found = await ctx.db.query<MatterRow & { received: string }>(
    `select to_char(received at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as received, ${ROW_COLUMNS}
     from (select s.matter_id, s.received_at as received from matter.search s ${filter.light ? "join matter.matters m using (matter_id)" : ""}
       where ${conditions} order by s.received_at desc, s.matter_id desc limit ${SIZE + 1} offset ${offset}) s
     join matter.matters using (matter_id) order by received desc, matter_id desc`,
    values,
    "fresh",
  );
  const rows = found.slice(0, SIZE);
  const last = rows.at(-1);
  return { rows, more: found.length > SIZE, ...(found.length > SIZE && last && { next: `${last.received} ${last.matterId}` }) };
}
