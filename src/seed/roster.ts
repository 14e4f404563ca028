import { addDays, dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { writeRecord } from "#register/register";

const DAY = 86_400_000;

// Who takes turns where: the house on duty has two shifts a day, the others one by night. Invented, as are the numbers.
const HOUSES = [
  { unit: "11990100MB00000448", people: ["冯平", "陆瀚", "田静"], leader: "田静", shifts: ["day", "night"] },
  { unit: "11990100MB0000010Q", people: ["段岳", "严青"], leader: "严青", shifts: ["night"] },
  { unit: "11990100MB0000041Y", people: ["孟江", "石泉"], leader: "孟江", shifts: ["night"] },
] as const;

const HOURS = { day: ["08:30", "17:30"], night: ["17:30", "08:30"] } as const;

/** The duty roster of four weeks around today: two that were, two that come. */
export async function seedRoster(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now);
  for (let turn = 0; turn < 28; turn += 1) {
    const day = addDays(today, turn - 14);
    for (const [house, { unit, people, leader, shifts }] of HOUSES.entries())
      for (const [at, shift] of shifts.entries()) {
        const [begins, ends] = HOURS[shift];
        const from = new Date(`${day}T${begins}:00+08:00`);
        const until = new Date(`${day}T${ends}:00+08:00`);
        const row = {
          key: `${day}/${shift}/${unit}`,
          day,
          shift,
          starts: from.toISOString(),
          ends: (until > from ? until : new Date(until.getTime() + DAY)).toISOString(),
          unit,
          post: "officer",
          staff: people[(turn * shifts.length + at) % people.length],
          phone: `1990000${String(4000 + house * 10 + at).padStart(4, "0")}`,
          leader,
        };
        await writeRecord(ctx, "duty-roster", row, { source: "import" });
      }
  }
}
