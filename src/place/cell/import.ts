import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { grants, organisationNow } from "#people/duty";
import type { System } from "#place/point";
import { forbidden } from "#values/errors";
import { readOutlines, outlinesText, type OutlineFault } from "./geojson.ts";
import { areaOfCell, isCell, layerOf, type Outline } from "./outline.ts";
import { outlinesBelow } from "./queries.ts";
import { touching, type Gap, type Overlap } from "./touching.ts";

/** What an import did or, with faults, would not do: then nothing was written. */
export interface OutlineImport {
  written: number;
  ended: number;
  faults: OutlineFault[];
  /** Cells that both claim the same ground, and ground between them that is in none, where the file has a part in it: as the layer stands with the file. Told, not refused. */
  overlaps: Overlap[];
  gaps: Gap[];
}

// The same day once more is a correction; a later day ends what held before.
const END = `
  update cell.outlines o set until_day = n.from_day - 1 from jsonb_to_recordset($1) as n(code text, from_day date)
  where o.code = n.code and o.from_day < n.from_day and (o.until_day is null or o.until_day >= n.from_day)`;
const WRITE = `
  insert into cell.outlines (code, name, from_day, until_day, polygons)
  select n.code, n.name, n.from_day,
    coalesce((select min(o.from_day) - 1 from cell.outlines o where o.code = n.code and o.from_day > n.from_day), null), n.polygons
  from jsonb_to_recordset($1) as n(code text, name text, from_day date, polygons jsonb)
  on conflict (code, from_day) do update set name = excluded.name, polygons = excluded.polygons, until_day = excluded.until_day`;
const END_MISSING = `
  update cell.outlines set until_day = $2::date - 1
  where length(code) = $3 and code <> all ($1) and from_day < $2 and (until_day is null or until_day >= $2) returning code`;
const BATCH = 1000;

/** Writes outlines as they are, in the running transaction: what is imported, and what the made city brings. Checks nothing. */
export async function writeOutlines(ctx: Ctx, outlines: readonly Outline[]): Promise<void> {
  for (let at = 0; at < outlines.length; at += BATCH) {
    const rows = JSON.stringify(outlines.slice(at, at + BATCH).map(({ code, name, fromDay, polygons }) => ({ code, name, from_day: fromDay, polygons })));
    await ctx.db.query(END, [rows]);
    await ctx.db.query(WRITE, [rows]);
  }
  await changed(ctx);
}

async function changed(ctx: Ctx): Promise<void> {
  await ctx.db.query("update cell.state set state_id = gen_random_uuid()", []);
  ctx.memory.forget("cell.state");
}

async function unknownAreas(ctx: Ctx, outlines: readonly Outline[]): Promise<OutlineFault[]> {
  const { areas } = await organisationNow(ctx);
  return outlines.flatMap(({ code }, i) =>
    areas.has(isCell(code) ? areaOfCell(code) : code)
      ? []
      : [{ feature: i + 1, code, message: `没有编码为 ${isCell(code) ? areaOfCell(code) : code} 的区划，请先在区划里设立` }],
  );
}

/** The layers of a file as they would stand with it on the day it takes hold. */
async function layersWith(ctx: Ctx, brought: readonly Outline[], whole: boolean): Promise<Outline[][]> {
  if (brought.length === 0) return [];
  const day = brought.reduce((latest, { fromDay }) => (fromDay > latest ? fromDay : latest), "");
  const standing = whole ? [] : await outlinesBelow(ctx, "", day);
  const latest = [...Map.groupBy(brought, ({ code }) => code).values()].map((each) => each.reduce((last, one) => (one.fromDay > last.fromDay ? one : last)));
  const codes = new Set(latest.map(({ code }) => code));
  const layers = Map.groupBy([...standing.filter(({ code }) => !codes.has(code)), ...latest], layerOf);
  return [...new Set(latest.map(layerOf))].map((layer) => layers.get(layer)!);
}

/**
 * Imports boundaries of areas and cells from GeoJSON in the system that is said. An outline holds from its day on and ends the one before; with `whole` the file is the
 * whole layer, and what it leaves out ends too. With any fault nothing is written; overlaps and gaps are told.
 */
export async function importOutlines(
  ctx: Ctx,
  text: string,
  { system, fromDay = dayOf(ctx.now), whole = false, trial = false }: { system: System; fromDay?: string; whole?: boolean; trial?: boolean },
): Promise<OutlineImport> {
  if (!grants(ctx.actor, "place.manage")) throw forbidden();
  const { outlines, faults: unreadable } = readOutlines(text, { system, fromDay });
  const faults = [...unreadable, ...(await unknownAreas(ctx, outlines))];
  const found = (await layersWith(ctx, outlines, whole)).map(touching);
  const brought = new Set(outlines.map(({ code }) => code));
  const mine = ({ codes }: { codes: readonly string[] }): boolean => codes.some((code) => brought.has(code));
  const told = { overlaps: found.flatMap(({ overlaps }) => overlaps).filter(mine), gaps: found.flatMap(({ gaps }) => gaps).filter(mine) };
  if (faults.length > 0 || trial || outlines.length === 0) return { written: 0, ended: 0, faults, ...told };
  const ended = await transaction(ctx, async (inner) => {
    await writeOutlines(inner, outlines);
    if (!whole) return 0;
    const lengths = [...new Set(outlines.map(({ code }) => code.length))];
    let count = 0;
    for (const length of lengths) count += (await inner.db.query(END_MISSING, [outlines.map(({ code }) => code), fromDay, length])).length;
    return count;
  });
  // Another transaction may have been read between the change and its end.
  ctx.memory.forget("cell.state");
  return { written: outlines.length, ended, faults, ...told };
}

/** The outlines whose code begins so on a day, as GeoJSON in CGCS2000: what `importOutlines` takes. */
export async function exportOutlines(ctx: Ctx, beginning: string, day: string = dayOf(ctx.now)): Promise<string> {
  return outlinesText(await outlinesBelow(ctx, beginning, day));
}
