import type { Sql } from "#kernel/db";
import { calendarOf, type Calendar } from "./calendar.ts";
import type { Day } from "./day.ts";
import { announcedDays } from "./holidays.ts";

/** Writes the announced holidays into an empty table; what a city has edited stays. */
export async function seedDays(sql: Sql): Promise<void> {
  const days = [...announcedDays()];
  await sql.query("insert into clock.days (day, worked, note) select d, w, '国务院办公厅节假日安排' from unnest($1::date[], $2::boolean[]) as t(d, w) on conflict do nothing", [
    days.map(([day]) => day),
    days.map(([, worked]) => worked),
  ]);
}

/** The calendar as the table has it now. Held in memory by the caller: it is read at every deadline. */
export async function loadCalendar(sql: Sql): Promise<Calendar> {
  const rows = await sql.query<{ day: Day; worked: boolean }>("select day, worked from clock.days");
  return calendarOf(new Map(rows.map((row) => [row.day, row.worked])));
}
