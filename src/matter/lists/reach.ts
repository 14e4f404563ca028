import { areaPattern, kindsOf, organisationNow, roleGrants } from "#people/duty";
import type { Ctx, Duty } from "#kernel/ctx";
import { isId } from "#values/ids";

/** Puts a value beside a statement and gives its place in it, as a type where that has to be said. */
export type Place = (value: unknown, type?: string) => string;

/** Values of a statement, and how one is put beside them. */
export function placed(): { values: unknown[]; $: Place } {
  const values: unknown[] = [];
  return { values, $: (value, type = "") => `$${values.push(value)}${type && `::${type}`}` };
}

const READ = "matter.read";

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
async function readingReach(ctx: Ctx): Promise<ReadingReach> {
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
 * What the page asks (mayRead), as a condition on the search row `s`: the unit that answers, within a duty's unit and area, or anything in the area; a task
 * given to the actor or to whom they stand in for; a task that is or was a unit's of theirs. A work secret is read by who has or had a task of it in a role
 * of theirs. What the actor's duties do not reach is not in the text: each way that is left has an index.
 */
export async function readable(ctx: Ctx, $: Place): Promise<string> {
  const { answers, tasks, overseen, all } = await readingReach(ctx);
  const texts = (of: readonly (string | null)[]): string => $(of, "text[]");
  // Few areas and kinds, many units: written out, for this is asked of each of many rows.
  const inReach = (area: string, kind: string | null): string => `s.area like ${$(area)}${kind === null ? "" : ` and s.kind = ${$(kind)}`}`;
  const ways: string[] = [];
  if (all) ways.push("not s.secret");
  else {
    // Two duties over one area are one way; what the text does not say may not stand beside it either.
    const places = new Map(overseen.areas.map((area, i) => [`${area} ${overseen.kinds[i]}`, i]));
    ways.push(...[...places.values()].map((i) => `(not s.secret and ${inReach(overseen.areas[i]!, overseen.kinds[i]!)})`));
    const pairs = Map.groupBy(answers.units.keys(), (i) => `${answers.areas[i]} ${answers.kinds[i]}`);
    for (const of of pairs.values()) {
      const [first] = of as [number];
      ways.push(
        `(s.unit = any (${texts([...new Set(of.map((i) => answers.units[i]!))])}) and not s.secret and ${inReach(answers.areas[first]!, answers.kinds[first]!)})`,
      );
    }
  }
  if (tasks.units.length > 0) {
    const units = texts(tasks.units);
    ways.push(`(s.units && ${units} and exists (select from matter.tasks t, unnest(${units}, ${texts(tasks.areas)}, ${texts(tasks.kinds)}, ${texts(tasks.roles)}) as r(unit, area, kind, role)
      where t.matter_id = s.matter_id and t.unit = r.unit and t.area like r.area and ${KIND} and (not s.secret or t.role = r.role)))`);
  }
  // Looked up once for the whole question, not for every row of it: what is given to one person is little.
  ways.push(`s.matter_id = any (array(select matter_id from matter.tasks where assignee = any (${$(themselves(ctx), "uuid[]")})))`);
  return `(${ways.join(" or ")})`;
}

/** The actor, and whom they stand in for. */
function themselves({ actor }: Ctx): string[] {
  return [actor.id, ...(actor.duties ?? []).flatMap(({ insteadOf }) => insteadOf?.id ?? [])].filter(isId);
}

/** What of a matter says who reads it. */
export interface Readable {
  kind: string;
  area: string;
  unit: string;
  secret: boolean;
  /** The tasks that it has or had of units: `unit area role`. */
  tasks: readonly string[];
}

/** The same question of matters that are held in memory, and those that the actor reads because they were given to them. */
export async function reader(ctx: Ctx): Promise<{ reads(of: Readable): boolean; given: ReadonlySet<string> }> {
  const [{ answers, tasks, overseen, all }, given] = await Promise.all([
    readingReach(ctx),
    ctx.db.query<{ id: string }>("select distinct matter_id as id from matter.tasks where assignee = any ($1::uuid[])", [themselves(ctx)]),
  ]);
  // A pattern of areas is the beginning of a code.
  const begins = ({ areas }: Pick<Reach, "areas">, i: number, area: string): boolean => area.startsWith(areas[i]!.slice(0, -1));
  const covers = (reach: Pick<Reach, "areas" | "kinds">, i: number, area: string, kind: string): boolean =>
    begins(reach, i, area) && (reach.kinds[i] === null || reach.kinds[i] === kind);
  const byUnit = ({ units }: Reach): Map<string, number[]> => Map.groupBy(units.keys(), (i) => units[i]!);
  const [answering, working] = [byUnit(answers), byUnit(tasks)];
  return {
    given: new Set(given.map(({ id }) => id)),
    reads({ kind, area, unit, secret, tasks: had }) {
      if (!secret && (all || overseen.areas.some((_area, i) => covers(overseen, i, area, kind)))) return true;
      if (!secret && answering.get(unit)?.some((i) => covers(answers, i, area, kind))) return true;
      return had.some((task) => {
        const [of, where, role] = task.split(" ") as [string, string, string];
        return working.get(of)?.some((i) => covers(tasks, i, where, kind) && (!secret || tasks.roles[i] === role)) ?? false;
      });
    },
  };
}

/** Of some matters those that the actor may read, with their numbers. */
export async function readableAmong(ctx: Ctx, matterIds: readonly string[]): Promise<Map<string, string>> {
  if (matterIds.length === 0) return new Map();
  const { values, $ } = placed();
  const rows = await ctx.db.query<{ id: string; number: string }>(
    `select s.matter_id as id, reverse(s.backwards) as number from matter.search s where s.matter_id = any (${$(matterIds, "uuid[]")}) and ${await readable(ctx, $)}`,
    values,
    "fresh",
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
}
