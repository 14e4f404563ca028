import { getKindVersion, listKindVersions } from "#content/catalogue";
import { fieldsAsked, type Kind } from "#content/kind";
import { encryptParts } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { REWRITE_STOPS } from "#matter/clocks";

type Values = Record<string, unknown>;

/** What of the works and stops of one version of a kind is personal, by work, by stop, and by outcome as flows keep results. */
interface Personal {
  kind: string;
  version: number;
  works: Map<string, Set<string>>;
  stops: Map<string, Set<string>>;
  outcomes: Map<string, Set<string>>;
}

function namesOf(fields: readonly { name: string; personal?: unknown }[]): Set<string> {
  return new Set(fields.flatMap(({ name, personal }) => (personal === undefined ? [] : [name])));
}

function personalOf({ works, stops }: Kind): Pick<Personal, "works" | "stops" | "outcomes"> {
  const some = (found: [string, Set<string>][]): Map<string, Set<string>> => new Map(found.filter(([, names]) => names.size > 0));
  const ofWorks = some(Object.entries(works).map(([id, work]) => [id, namesOf(fieldsAsked(work))]));
  const outcomes = new Map<string, Set<string>>();
  for (const [id, names] of ofWorks)
    for (const outcome of Object.keys(works[id]!.outcomes)) outcomes.set(outcome, new Set([...(outcomes.get(outcome) ?? []), ...names]));
  return { works: ofWorks, stops: some(Object.entries(stops).map(([id, { asks }]) => [id, namesOf(asks)])), outcomes };
}

const PLACE = "select after_id as after, ended_at as ended from matter.encryptions where what = 'results'";
const PAGE = `
  select matter_id as "matterId", kind, kind_version as version from matter.matters where $1::uuid is null or matter_id > $1 order by matter_id limit $2`;
const KEEP = "update matter.encryptions set after_id = $1, ended_at = $2 where what = 'results'";

const RESULTS = `
  select matter_id as id, task_id as part, kind as of, result as held from matter.tasks where matter_id = any ($1) and result is not null`;
const STOPS = "select matter_id as id, stop_id as part, stop as of, data as held from matter.stops where matter_id = any ($1)";
// A row that says otherwise by now is somebody else's: it was written encrypted.
const WRITE_RESULTS = `
  update matter.tasks t set result = r.new from jsonb_to_recordset($1) as r(id uuid, part text, held jsonb, new jsonb)
  where t.matter_id = r.id and t.task_id = r.part and t.result = r.held`;

interface Held {
  id: string;
  part: string;
  of: string;
  held: Values;
}

/** The rows of a page in which something personal still stands as it was typed, as they are to be. */
function anew(ctx: Ctx, rows: readonly Held[], names: (row: Held) => Set<string> | undefined): object[] {
  return rows.flatMap((row) => {
    const clear = new Set([...(names(row) ?? [])].filter((name) => Object.hasOwn(row.held, name)));
    return clear.size === 0 || "*" in row.held ? [] : [{ id: row.id, part: row.part, held: row.held, new: encryptParts(ctx.personal, row.held, clear) }];
  });
}

/** What a flow keeps, without personal answers of results in it: no formula looks at them. The same value where there are none. */
export function withoutPersonal(value: unknown, outcomes: ReadonlyMap<string, ReadonlySet<string>>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const all = value.map((each) => withoutPersonal(each, outcomes));
    return all.some((each, i) => each !== value[i]) ? all : value;
  }
  const { outcome } = value as { outcome?: unknown };
  const names = typeof outcome === "string" ? outcomes.get(outcome) : undefined;
  const entries = Object.entries(value);
  const kept = entries.filter(([name]) => !names?.has(name)).map(([name, each]) => [name, withoutPersonal(each, outcomes)] as const);
  const same = kept.length === entries.length && kept.every(([name, each]) => each === (value as Values)[name]);
  return same ? value : Object.fromEntries(kept);
}

const FLOW = "select flow from matter.matters where matter_id = $1 for update";

/** Locked, so that no step is lost: it reads and writes the flow under the same lock. What is digested of the row is digested anew. */
async function cleanFlow(ctx: Ctx, matterId: string, { outcomes }: Personal): Promise<void> {
  await transaction(ctx, async ({ db }) => {
    const { flow } = (await first<{ flow: unknown }>(db, FLOW, [matterId]))!;
    const clean = withoutPersonal(flow, outcomes);
    if (clean !== flow) await db.query("update matter.matters set flow = $2 where matter_id = $1", [matterId, JSON.stringify(clean)]);
  });
}

/** Matters gone through in one transaction, and pages in one call. */
const SIZE = 200;
const PAGES = 50;

/**
 * Encrypts personal answers of works and stops that lie as they were typed, written before they were encrypted; goes on where it was, and does nothing once
 * all matters have been gone through. A job. Acts are not touched: they are chained, and keep nothing personal.
 * @returns whether it is through
 */
export async function encryptAnswersOfBefore(ctx: Ctx): Promise<boolean> {
  const place = await first<{ after: string | null; ended: Date | null }>(ctx.db, PLACE, []);
  if (!place || place.ended) return true;
  const kinds = new Map<string, Personal>();
  for (const { kindId, version } of await listKindVersions(ctx)) {
    const personal = personalOf((await getKindVersion(ctx, kindId, version)).definition.kind);
    if (personal.works.size + personal.stops.size > 0) kinds.set(`${kindId}@${version}`, { kind: kindId, version, ...personal });
  }
  let { after } = place;
  for (let page = 0; page < PAGES; page += 1) {
    const matters = await ctx.db.query<{ matterId: string; kind: string; version: number }>(PAGE, [after, SIZE]);
    const of = new Map(
      matters.flatMap(({ matterId, kind, version }) => (kinds.has(`${kind}@${version}`) ? [[matterId, kinds.get(`${kind}@${version}`)!]] : [])),
    );
    await transaction(ctx, async ({ db }) => {
      const ids = [...of.keys()];
      const results = ids.length === 0 ? [] : anew(ctx, await db.query<Held>(RESULTS, [ids]), ({ id, of: work }) => of.get(id)!.works.get(work));
      const stops = ids.length === 0 ? [] : anew(ctx, await db.query<Held>(STOPS, [ids]), ({ id, of: stop }) => of.get(id)!.stops.get(stop));
      if (results.length > 0) await db.query(WRITE_RESULTS, [JSON.stringify(results)]);
      if (stops.length > 0) await db.query(REWRITE_STOPS, [JSON.stringify(stops)]);
    });
    for (const [matterId, personal] of of) await cleanFlow(ctx, matterId, personal);
    const ended = matters.length < SIZE;
    after = matters.at(-1)?.matterId ?? after;
    await ctx.db.query(KEEP, [after, ended ? ctx.now : null]);
    if (ended) return true;
  }
  return false;
}
