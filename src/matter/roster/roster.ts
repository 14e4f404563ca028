import { kindsNow } from "#content/catalogue";
import type { Kind, Roster } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { organisationNow } from "#people/duty";
import { wordOf } from "#register/field";
import { rowsBetween, type OpenRecord } from "#register/reading";
import { getRegister, type RegisterDefinition } from "#register/register";

/** Somebody on duty, as the roster has it; telephones stay in the register. */
export interface OnDuty {
  recordId: string;
  staff: string;
  shift: string;
  post: string;
  leader: string;
  from: Date;
  until: Date;
}

/** Who is on duty at a unit now, and who comes next. */
export interface UnitOnDuty {
  unit: string;
  name: string;
  now: OnDuty[];
  next: OnDuty[];
}

/** The kind that says who is on duty; undefined where no pack has one. */
export async function rosterNow(ctx: Ctx): Promise<{ kind: Kind; roster: Roster } | undefined> {
  for (const { kind } of (await kindsNow(ctx)).values()) if (kind.roster) return { kind, roster: kind.roster };
  return undefined;
}

const DAYS_AHEAD = 2;

function onDuty(definition: RegisterDefinition, roster: Roster, { recordId, values }: OpenRecord): OnDuty {
  const said = (name: string | undefined): string => {
    const field = name === undefined ? undefined : definition.fields.find((each) => each.name === name);
    const value = field && values[field.name];
    return value === undefined || value === null ? "" : wordOf(field!, String(value));
  };
  const at = (name: string): Date => new Date(String(values[name]));
  return {
    recordId,
    staff: said(roster.staff),
    shift: said(roster.shift),
    post: said(roster.post),
    leader: said(roster.leader),
    from: at(roster.from),
    until: at(roster.until),
  };
}

/** Who is on duty now and who comes next, unit by unit; the next are those of the first shift that begins within two days. */
export async function listOnDuty(ctx: Ctx, roster: Roster): Promise<UnitOnDuty[]> {
  const [definition, { unitName }] = await Promise.all([getRegister(ctx, roster.register), organisationNow(ctx)]);
  const ahead = new Date(ctx.now.getTime() + DAYS_AHEAD * 86_400_000);
  const rows = await rowsBetween(ctx, roster.register, { from: roster.from, until: roster.until, ahead });
  const byUnit = Map.groupBy(rows, ({ values }) => String(values[roster.unit] ?? ""));
  return [...byUnit]
    .map(([unit, own]): UnitOnDuty => {
      const people = own.map((row) => onDuty(definition, roster, row));
      const coming = people.filter(({ from }) => from > ctx.now);
      return {
        unit,
        name: unitName(unit),
        now: people.filter(({ from }) => from <= ctx.now),
        next: coming.filter(({ from }) => from.getTime() === coming[0]!.from.getTime()),
      };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, "zh"));
}
