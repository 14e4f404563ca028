import { kindsNow } from "#content/catalogue";
import { areaPattern, kindsOf, organisationNow, roleGrants } from "#people/duty";
import { dayOf, endOf } from "#kernel/clock";
import type { Ctx, Duty } from "#kernel/ctx";
import { isId } from "#values/ids";
import { ROW_COLUMNS, type MatterRow } from "./lists.ts";
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
const READ = "matter.read";
const OPEN = "open";

/** Conditions of a question and their values, each numbered as it is named. */
class Asked {
  readonly conditions: string[] = [];
  readonly values: unknown[] = [];

  value(given: unknown, type = ""): string {
    return `$${this.values.push(given)}${type && `::${type}`}`;
  }
}

interface Reach {
  units: string[];
  areas: string[];
  /** The kind of matter that the pair reaches; null for every one. */
  kinds: (string | null)[];
  /** The role that reaches it. */
  roles: string[];
}

interface ReadingReach {
  answers: Reach;
  tasks: Reach;
  /** Patterns of the areas in which they may see everything, of a kind or of all. */
  overseen: Omit<Reach, "units" | "roles">;
  /** Whether that is the whole city. */
  all: boolean;
}

/** What the actor's duties with `matter.read` reach: pairs of unit and area, since each duty reaches its own units in its own area only. */
export async function readingReach(ctx: Ctx): Promise<ReadingReach> {
  const organisation = await organisationNow(ctx);
  const nothing = (): Reach => ({ units: [], areas: [], kinds: [], roles: [] });
  const reach: ReadingReach = { answers: nothing(), tasks: nothing(), overseen: nothing(), all: false };
  const add = (to: Reach, duty: Duty): void => {
    for (const unit of organisation.unitsBelow(duty.unit)) {
      for (const kind of kindsOf(duty, READ) ?? [null]) {
        to.units.push(unit);
        to.areas.push(areaPattern(duty.area));
        to.kinds.push(kind);
        to.roles.push(duty.role);
      }
    }
  };
  for (const duty of (ctx.actor.duties ?? []).filter((each) => roleGrants(each, READ))) {
    add(reach.tasks, duty);
    if (duty.scope !== "area") add(reach.answers, duty);
    else {
      for (const kind of kindsOf(duty, READ) ?? [null]) {
        reach.overseen.areas.push(areaPattern(duty.area));
        reach.overseen.kinds.push(kind);
      }
      reach.all ||= !kindsOf(duty) && [...organisation.areas.keys()].every((area) => organisation.areaWithin(area, duty.area));
    }
  }
  return reach;
}

const KIND = "(r.kind is null or r.kind = s.kind)";

/**
 * What the page asks (mayRead), as a condition: the unit that answers, within a duty's unit and area, or anything in the area; a task given to the actor or to
 * whom they stand in for; a task that is or was a unit's of theirs. A work secret is read by who has or had a task of it in a role of theirs.
 */
async function readable(ctx: Ctx, asked: Asked): Promise<void> {
  const { answers, tasks, overseen, all } = await readingReach(ctx);
  const given = asked.value([ctx.actor.id, ...(ctx.actor.duties ?? []).flatMap(({ insteadOf }) => insteadOf?.id ?? [])].filter(isId), "uuid[]");
  const texts = (of: readonly (string | null)[]): string => asked.value(of, "text[]");
  const units = texts(tasks.units);
  const worked = `(s.units && ${units} and exists (select from matter.tasks t, unnest(${units}, ${texts(tasks.areas)}, ${texts(tasks.kinds)}, ${texts(tasks.roles)}) as r(unit, area, kind, role)
    where t.matter_id = s.matter_id and t.unit = r.unit and t.area like r.area and ${KIND} and (not s.secret or t.role = r.role)))`;
  // Looked up once for the whole question, not for every row of it.
  const own = `s.matter_id = any (array(select matter_id from matter.tasks where assignee = any (${given}) and done_at is null and cancelled_at is null
    union select matter_id from matter.tasks where holder = any (${given}) and done_at is not null))`;
  const within = (): string => {
    const answered = texts(answers.units);
    return `(exists (select from unnest(${texts(overseen.areas)}, ${texts(overseen.kinds)}) as r(area, kind) where s.area like r.area and ${KIND})
      or (s.unit = any (${answered}) and exists (select from unnest(${answered}, ${texts(answers.areas)}, ${texts(answers.kinds)}) as r(unit, area, kind)
        where r.unit = s.unit and s.area like r.area and ${KIND})))`;
  };
  asked.conditions.push(`((not s.secret and ${all ? "true" : within()}) or ${worked} or ${own})`);
}

/** Whether matters in a state are closed, where all kinds agree on it: each half of the rows has an index of its own. */
async function phaseIs(ctx: Ctx, state: string): Promise<string[]> {
  const phases = new Set(
    [...(await kindsNow(ctx)).values()].flatMap(({ kind }) => (Object.hasOwn(kind.states, state) ? [kind.states[state]!.phase === "closed"] : [])),
  );
  return phases.size === 1 ? [`s.closed_at is ${phases.has(true) ? "not null" : "null"}`] : [];
}

/** The conditions that a filter has: what it does not ask is not in the text, so that each question has a plan of its own. */
async function narrowed(ctx: Ctx, { text, kind, item, unit, area, state, light, nearDay, after }: MatterFilter, asked: Asked): Promise<void> {
  const { conditions } = asked;
  if (text) {
    const [words, number] = [wordsQuery(text), backwards(text)];
    const found = [
      ...(words ? [`s.words @@ ${asked.value(words, "tsquery")}`] : []),
      ...(number ? [`s.backwards like ${asked.value(`${number}%`, "text")}`] : []),
    ];
    conditions.push(found.length > 0 ? `(${found.join(" or ")})` : "false");
  }
  if (kind) conditions.push(`s.kind = ${asked.value(kind)}`);
  if (item) conditions.push(`s.item_id = ${asked.value(item)}`);
  if (unit) conditions.push(`s.unit = ${asked.value(unit)}`);
  if (area) conditions.push(`s.area like ${asked.value(areaPattern(area))}`);
  if (state === OPEN || light) conditions.push("s.closed_at is null");
  if (state && state !== OPEN) conditions.push(`s.state = ${asked.value(state)}`, ...(await phaseIs(ctx, state)));
  if (light) conditions.push(`m.due_at is not null and m.stopped_at is null and m.due_at ${light === "overdue" ? "<=" : ">"} ${asked.value(ctx.now)}`);
  if (light === "near") conditions.push(`m.due_at <= ${asked.value(endOf(nearDay ?? dayOf(ctx.now)))}`);
  const [at, id = ""] = after?.split(" ") ?? [];
  if (at && isId(id) && !Number.isNaN(Date.parse(at))) conditions.push(`(s.received_at, s.matter_id) < (${asked.value(new Date(at))}, ${asked.value(id)})`);
}

/** A page of a search; `next`: from where the page after it goes on. */
export interface Found {
  rows: MatterRow[];
  more: boolean;
  next?: string;
}

/** Submitted matters that the actor may open, newest first, forty a page: none that the page would refuse. */
export async function searchMatters(ctx: Ctx, filter: MatterFilter): Promise<Found> {
  const asked = new Asked();
  await readable(ctx, asked);
  await narrowed(ctx, filter, asked);
  const offset = filter.after === undefined ? ((filter.page ?? 1) - 1) * SIZE : 0;
  const found = await ctx.db.query<MatterRow & { received: string }>(
    `select received::text as received, ${ROW_COLUMNS}
     from (select s.matter_id, s.received_at as received from matter.search s ${filter.light ? "join matter.matters m using (matter_id)" : ""}
       where ${asked.conditions.join(" and ")} order by s.received_at desc, s.matter_id desc limit ${SIZE + 1} offset ${offset}) s
     join matter.matters using (matter_id) order by received desc, matter_id desc`,
    asked.values,
    "fresh",
  );
  const rows = found.slice(0, SIZE);
  const last = rows.at(-1);
  return { rows, more: found.length > SIZE, ...(found.length > SIZE && last && { next: `${last.received} ${last.matterId}` }) };
}
