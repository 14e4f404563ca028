import { getKindVersion, listKindVersions } from "#content/catalogue";
import { keptUntil, statesIn, yearsKept, type Kind } from "#content/kind";
import { dayOf, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { placed, readable } from "./reach.ts";

/** A matter that need not be kept any longer. */
export interface ExpiredRow {
  matterId: string;
  number: string;
  title: string;
  state: string;
  unit: string;
  closedAt: Date;
  /** The last day on which it had to be kept. */
  until: Day;
}

const SIZE = 40;

/** Of each version of a kind the closed states that are not kept for ever, with their years. */
async function terms(ctx: Ctx, kindId: string): Promise<{ version: number; kind: Kind; state: string; years: number }[]> {
  const versions = (await listKindVersions(ctx)).filter((each) => each.kindId === kindId);
  const kinds = await Promise.all(versions.map(async ({ version }) => ({ version, kind: (await getKindVersion(ctx, kindId, version)).definition.kind })));
  return kinds.flatMap(({ version, kind }) =>
    [...new Set([...statesIn(kind, "closed"), "withdrawn", "terminated"])].flatMap((state) => {
      const years = yearsKept(kind, state);
      return years === undefined ? [] : [{ version, kind, state, years }];
    }),
  );
}

/** Matters of a kind whose time of keeping is over, each by the version of the kind that it has; the longest over first, those that the actor may read. */
export async function listExpired(ctx: Ctx, kindId: string, page = 1): Promise<{ rows: ExpiredRow[]; more: boolean }> {
  const all = await terms(ctx, kindId);
  const { values, $ } = placed();
  const given = `unnest(${$(
    all.map(({ version }) => version),
    "int[]",
  )}, ${$(
    all.map(({ state }) => state),
    "text[]",
  )}, ${$(
    all.map(({ years }) => years),
    "int[]",
  )})`;
  const rows = await ctx.db.query<Omit<ExpiredRow, "until"> & { version: number }>(
    `select m.matter_id as "matterId", m.number, m.title, m.state, m.unit, m.closed_at as "closedAt", m.kind_version as version
     from matter.search s join matter.matters m using (matter_id) join ${given} as k(version, state, years) on k.version = m.kind_version and k.state = m.state
     where s.kind = ${$(kindId)} and s.closed_at is not null
       and (s.closed_at at time zone 'Asia/Shanghai')::date + make_interval(years => k.years) < ${$(dayOf(ctx.now), "date")} and ${await readable(ctx, $)}
     order by (s.closed_at at time zone 'Asia/Shanghai')::date + make_interval(years => k.years), m.matter_id limit ${SIZE + 1} offset ${$((page - 1) * SIZE)}`,
    values,
    "fresh",
  );
  const kinds = new Map(all.map(({ version, kind }) => [version, kind]));
  return {
    rows: rows.slice(0, SIZE).map(({ version, ...row }) => ({ ...row, until: keptUntil(kinds.get(version)!, row.state, dayOf(row.closedAt))! })),
    more: rows.length > SIZE,
  };
}
