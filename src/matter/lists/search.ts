import { areaPattern, kindsOf, organisationNow, roleGrants } from "#people/duty";
import { dayOf, endOf } from "#kernel/clock";
import type { Ctx, Duty } from "#kernel/ctx";
import { isId } from "#values/ids";
import { ROW_COLUMNS, type MatterRow } from "./lists.ts";

/** How the search over all matters is narrowed. */
export interface MatterFilter {
  text?: string;
  item?: string;
  unit?: string;
  /** One of the states, or "open": not closed yet. */
  state?: string;
  /** overdue: past its day; near: due within two working days by the calendar's reckoning of `nearDay`. */
  light?: "overdue" | "near";
  nearDay?: string;
  page?: number;
}

const SIZE = 40;

const NARROWED = `
  and ($3::text is null or number like '%' || upper(regexp_replace(normalize($3, NFKC), '\\s', '', 'g')) || '%' or applicant_label like '%' || $3 || '%' or item_name like '%' || $3 || '%')
  and ($4::text is null or item_id = $4) and ($5::text is null or unit = $5) and ($6::text is null or state = $6 or ($6 = 'open' and closed_at is null))
  and ($7::text is null or (closed_at is null and due_at is not null and stopped_at is null
    and case $7 when 'overdue' then due_at <= $8 else due_at > $8 and due_at <= $9 end))
  order by submitted_at desc limit ${SIZE + 1} offset $10`;

// What the page asks (mayRead), as a condition: the unit that answers, within a duty's unit and area, or anything in the area; a task given to the actor or to
// whom they stand in for; a task that is or was a unit's of theirs.
const KIND = "(r.kind is null or r.kind = matters.kind)";
const OVERSEEN = `exists (select from unnest($14::text[], $17::text[]) as r(area, kind) where matters.area like r.area and ${KIND})`;
const ANSWERS = `
  (unit = any ($1) and exists (
    select from unnest($1::text[], $2::text[], $15::text[]) as r(unit, area, kind) where r.unit = matters.unit and matters.area like r.area and ${KIND}))`;
const TASKS = `
  exists (select from matter.tasks t where t.matter_id = matters.matter_id and (t.assignee = any ($13::uuid[])
    or exists (select from unnest($11::text[], $12::text[], $16::text[]) as r(unit, area, kind) where t.unit = r.unit and t.area like r.area and ${KIND})))`;
// Two texts, so that whoever oversees the whole city keeps the plan by day.
const SEARCH = `select ${ROW_COLUMNS} from matter.matters where submitted_at is not null and (${OVERSEEN} or ${ANSWERS} or ${TASKS}) ${NARROWED}`;
const SEARCH_ALL = `select ${ROW_COLUMNS} from matter.matters where submitted_at is not null and ($1::text[], $2::text[], $11::text[], $12::text[], $13::uuid[], $14::text[], $15::text[], $16::text[], $17::text[]) is not null ${NARROWED}`;

interface Reach {
  units: string[];
  areas: string[];
  /** The kind of matter that the pair reaches; null for every one. */
  kinds: (string | null)[];
}

interface ReadingReach {
  answers: Reach;
  tasks: Reach;
  /** Patterns of the areas in which they may see everything, of a kind or of all. */
  overseen: Omit<Reach, "units">;
  /** Whether that is the whole city. */
  all: boolean;
}

/** What the actor's duties with `matter.read` reach: pairs of unit and area, since each duty reaches its own units in its own area only. */
export async function readingReach(ctx: Ctx): Promise<ReadingReach> {
  const organisation = await organisationNow(ctx);
  const nothing = (): Reach => ({ units: [], areas: [], kinds: [] });
  const reach: ReadingReach = { answers: nothing(), tasks: nothing(), overseen: nothing(), all: false };
  const add = (to: Reach, duty: Duty): void => {
    for (const unit of organisation.unitsBelow(duty.unit)) {
      for (const kind of kindsOf(duty) ?? [null]) {
        to.units.push(unit);
        to.areas.push(areaPattern(duty.area));
        to.kinds.push(kind);
      }
    }
  };
  for (const duty of (ctx.actor.duties ?? []).filter((each) => roleGrants(each, "matter.read"))) {
    add(reach.tasks, duty);
    if (duty.scope !== "area") add(reach.answers, duty);
    else {
      for (const kind of kindsOf(duty) ?? [null]) {
        reach.overseen.areas.push(areaPattern(duty.area));
        reach.overseen.kinds.push(kind);
      }
      reach.all ||= !kindsOf(duty) && [...organisation.areas.keys()].every((area) => organisation.areaWithin(area, duty.area));
    }
  }
  return reach;
}

/** Submitted matters that the actor may open, newest first, forty a page: none that the page would refuse. */
export async function searchMatters(ctx: Ctx, filter: MatterFilter): Promise<{ rows: MatterRow[]; more: boolean }> {
  const { answers, tasks, overseen, all } = await readingReach(ctx);
  const given = [ctx.actor.id, ...(ctx.actor.duties ?? []).flatMap(({ insteadOf }) => insteadOf?.id ?? [])].filter(isId);
  const text = filter.text ? filter.text.replace(/[%_\\]/g, "") : null;
  const values = [
    answers.units,
    answers.areas,
    text,
    filter.item ?? null,
    filter.unit ?? null,
    filter.state ?? null,
    filter.light ?? null,
    ctx.now,
    endOf(filter.nearDay ?? dayOf(ctx.now)),
    ((filter.page ?? 1) - 1) * SIZE,
    tasks.units,
    tasks.areas,
    given,
    overseen.areas,
    answers.kinds,
    tasks.kinds,
    overseen.kinds,
  ];
  const rows = await ctx.db.query<MatterRow>(all ? SEARCH_ALL : SEARCH, values, "fresh");
  return { rows: rows.slice(0, SIZE), more: rows.length > SIZE };
}
