import type { Ctx } from "#kernel/ctx";
import type { Sql } from "#kernel/db";
import { badInput } from "#values/errors";
import { calendarOf, type Calendar } from "./calendar.ts";
import type { Day } from "./day.ts";
import { announcedDays, noticedYears } from "./holidays.ts";
import { areOfficeHours, type OfficeHours } from "./working-hours.ts";

/** Writes the announced holidays into an empty table; what a city has edited stays. */
export async function seedDays(sql: Sql): Promise<void> {
  const days = [...announcedDays()];
  await sql.query(
    "insert into clock.days (day, worked, note) select d, w, '国务院办公厅节假日安排' from unnest($1::date[], $2::boolean[]) as t(d, w) on conflict do nothing",
    [days.map(([day]) => day), days.map(([, worked]) => worked)],
  );
  await sql.query("insert into clock.announced_years (year, notice) select y, '国务院办公厅节假日安排' from unnest($1::int[]) as y on conflict do nothing", [
    [...noticedYears()],
  ]);
}

/** The calendar as the table has it now; read at every deadline, so kept in memory for half a minute. */
export function calendarNow(ctx: Ctx): Promise<Calendar> {
  return ctx.memory.recall("clock.calendar", async () => {
    const rows = await ctx.db.query<{ day: Day; worked: boolean }>("select day, worked from clock.days");
    const years = await ctx.db.query<{ year: number }>("select year from clock.announced_years");
    const hours = await ctx.db.query<OfficeHours>("select begins, ends from clock.office_hours order by begins");
    return calendarOf(new Map(rows.map((row) => [row.day, row.worked])), new Set(years.map(({ year }) => year)), hours);
  });
}

/** The calendar read anew, by a process that may not have been told of a change. */
export function calendarAnew(ctx: Ctx): Promise<Calendar> {
  ctx.memory.forget("clock.calendar");
  return calendarNow(ctx);
}

/** Says that a year's notice has come and its days are entered: what is due in that year is certain from now on. */
export async function announceYear(ctx: Ctx, year: number, notice: string): Promise<void> {
  await ctx.db.query("insert into clock.announced_years (year, notice) values ($1, $2) on conflict (year) do update set notice = excluded.notice", [
    year,
    notice,
  ]);
  ctx.memory.forget("clock.calendar");
}

/** Sets a day worked or off: local holidays, a notice that came late. Whoever calls it has the days that are running counted anew. */
export async function setDay(ctx: Ctx, day: Day, worked: boolean, note: string): Promise<void> {
  await ctx.db.query(
    "insert into clock.days (day, worked, note) values ($1, $2, $3) on conflict (day) do update set worked = excluded.worked, note = excluded.note",
    [day, worked, note],
  );
  ctx.memory.forget("clock.calendar");
}

/** Sets the office hours of the city. Whoever calls it has what is running counted anew. */
export async function setOfficeHours(ctx: Ctx, hours: readonly OfficeHours[]): Promise<void> {
  if (!areOfficeHours(hours)) throw badInput("OFFICE_HOURS", "办公时间有误：每一段都要有先后，各段不能重叠。");
  await ctx.db.transaction(async (db) => {
    await db.query("delete from clock.office_hours", []);
    await db.query("insert into clock.office_hours (begins, ends) select b, e from unnest($1::int[], $2::int[]) as t(b, e)", [
      hours.map(({ begins }) => begins),
      hours.map(({ ends }) => ends),
    ]);
  });
  ctx.memory.forget("clock.calendar");
}
