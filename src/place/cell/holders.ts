import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { grants } from "#people/duty";
import { badInput, forbidden } from "#values/errors";

/** Who is responsible for a cell, from when until when. */
export interface Holder {
  staffId: string;
  cell: string;
  fromDay: string;
  untilDay: string | null;
}

const HELD = `select staff_id as "staffId", cell, from_day as "fromDay", until_day as "untilDay" from cell.holders`;
const ON = "from_day <= $2 and (until_day is null or until_day >= $2)";
const STANDS = "select 1 as one from cell.outlines where code = $1 and from_day <= $2 and (until_day is null or until_day >= $2)";
const WRITE = `
  insert into cell.holders (staff_id, cell, from_day, until_day) values ($1, $2, $3, $4)
  on conflict (staff_id, cell, from_day) do update set until_day = excluded.until_day`;

/** Makes a member of staff responsible for a cell from a day on. Refuses a cell that does not stand on that day, and a time that they hold it already. */
export async function holdCell(ctx: Ctx, { staffId, cell, fromDay, untilDay }: Holder): Promise<void> {
  if (!grants(ctx.actor, "place.manage")) throw forbidden();
  if (untilDay !== null && untilDay < fromDay) throw badInput("HOLDER", "截止日期不能早于开始日期。", { untilDay: "截止日期不能早于开始日期。" });
  await transaction(ctx, async ({ db }) => {
    await db.query("select pg_advisory_xact_lock(hashtextextended($1, 22))", [cell]);
    if (!(await first(db, STANDS, [cell, fromDay]))) throw badInput("HOLDER", `${fromDay} 没有编码为 ${cell} 的网格。`, { cell: "没有这个网格。" });
    const running = await db.query(
      `${HELD} where cell = $1 and staff_id = $2 and from_day <> $3 and from_day <= coalesce($4::date, 'infinity') and (until_day is null or until_day >= $3)`,
      [cell, staffId, fromDay, untilDay],
    );
    if (running.length > 0) throw badInput("HOLDER", "这段时间里，这个人已经负责这个网格。", { fromDay: "和已有的时间重叠。" });
    await db.query(WRITE, [staffId, cell, fromDay, untilDay]);
  });
}

/** Ends a responsibility with a day; it stays as history. Gives whether there was one that ran. */
export async function leaveCell(ctx: Ctx, staffId: string, cell: string, lastDay: string = dayOf(ctx.now)): Promise<boolean> {
  if (!grants(ctx.actor, "place.manage")) throw forbidden();
  const rows = await ctx.db.query(
    "update cell.holders set until_day = $3 where staff_id = $1 and cell = $2 and from_day <= $3 and (until_day is null or until_day > $3) returning cell",
    [staffId, cell, lastDay],
  );
  return rows.length > 0;
}

/** Who is responsible for a cell on a day, by default today. */
export function listHoldersOfCell(ctx: Ctx, cell: string, day: string = dayOf(ctx.now)): Promise<Holder[]> {
  return ctx.db.query<Holder>(`${HELD} where cell = $1 and ${ON} order by from_day, staff_id`, [cell, day]);
}

/** The cells for which a member of staff is responsible on a day, by default today. */
export function listCellsOf(ctx: Ctx, staffId: string, day: string = dayOf(ctx.now)): Promise<Holder[]> {
  return ctx.db.query<Holder>(`${HELD} where staff_id = $1 and ${ON} order by cell`, [staffId, day]);
}

/** Who is responsible for which of some cells on a day, by default today. */
export function listHoldersOf(ctx: Ctx, cells: readonly string[], day: string = dayOf(ctx.now)): Promise<Holder[]> {
  return ctx.db.query<Holder>(`${HELD} where cell = any ($1) and ${ON} order by cell, from_day, staff_id`, [cells, day]);
}
