import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import { organisationNow } from "#people/duty";
import type { Blueprint } from "#matter/matter";
import { worded } from "./text.ts";
import type { Scope } from "./scope.ts";

const SERIAL = /\{serial(?::(\d))?\}/;

/** Serials of this many figures are taken from a sequence: nobody waits for another, and one may be left out. Shorter ones count one by one. */
const WIDE = 4;

const NEXT = `
  insert into matter.counters (scope, next) values ($1, 2) on conflict (scope) do update set next = matter.counters.next + 1 returning next - 1 as serial`;

/** {yyyy} and {yyyymmdd} of a day, and the city's code. */
function dated(pattern: string, ctx: Ctx): string {
  const day = dayOf(ctx.now).replaceAll("-", "");
  return pattern.replaceAll("{yyyymmdd}", day).replaceAll("{yyyy}", day.slice(0, 4));
}

/**
 * A number by the pattern of a kind or a paper: {city} {item.code} {unit.mark} {yyyy} {yyyymmdd} {serial:n}. A serial counts within the rest of the text;
 * `gapless` ones, and those of fewer than four figures, are taken in the transaction of the step, never twice and never skipped.
 */
export async function numberOf(ctx: Ctx, pattern: string, scope: Scope, { gapless = false } = {}): Promise<string> {
  const written = dated(pattern, ctx);
  const serial = SERIAL.exec(written);
  const [before = "", after = ""] = serial ? [written.slice(0, serial.index), written.slice(serial.index + serial[0].length)] : [written];
  // An id in a number stays what it is: its word may be written otherwise tomorrow.
  const { said: _said, ...values } = scope;
  const rest = [worded(before, values), worded(after, values)];
  if (!serial) return rest.join("");
  const width = Number(serial[1] ?? "1");
  const counted = gapless || width < WIDE;
  const { serial: next } = counted
    ? await one<{ serial: number }>(ctx.db, NEXT, [`${rest[0]}{}${rest[1]}`])
    : await one<{ serial: number }>(ctx.db, "select nextval('matter.serials') as serial");
  return `${rest[0]}${String(next).padStart(width, "0")}${rest[1]}`;
}

/** The number of a matter by the pattern of its kind: of the city, its item and the unit that is responsible. */
export async function numberFor(ctx: Ctx, { kind, version }: Blueprint, unit: string): Promise<string> {
  const organisation = await organisationNow(ctx);
  const [city] = [...organisation.areas.values()].filter(({ level }) => level === 1);
  return numberOf(ctx, kind.number, {
    city: city?.area.slice(0, 6) ?? "",
    item: { code: version.definition.item.code },
    unit: { name: organisation.unitName(unit), mark: organisation.units.get(unit)?.shortName ?? "" },
  });
}
