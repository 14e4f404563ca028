import { organisationNow, unitsInReach } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { MOVES, type SealKind, type SealState } from "./seal.ts";

/** A seal as a list shows it. */
export interface SealRow {
  sealId: string;
  code: string;
  kind: SealKind;
  name: string;
  note: string;
  unit: string;
  state: SealState;
  /** Undefined until it is made. */
  validUntil: Date | null;
}

export interface SealFilter {
  /** Part of the name or of the code. */
  text?: string;
  unit?: string;
  kind?: SealKind;
  state?: SealState;
  /** Made, not ended, and ending before this moment. */
  endsBefore?: Date;
  /** From 1. */
  page?: number;
}

const SIZE = 20;
const LAST = [["applied", "applied"], ...Object.entries(MOVES).map(([kind, { to }]) => [kind, to])] as [string, SealState][];
const LIVING: readonly SealState[] = MOVES.expired.from;

// A seal stands as its last step left it, and is over when its time is: the same as `stateAt`, for many at once.
const STANDING = `
  select s.seal_id as "sealId", s.code, s.kind, s.name, s.note, s.unit, m.valid_until as "validUntil",
    case when w.state = any ($5) and m.valid_until < $2 then 'expired' else w.state end as state
  from seal.seals s
  cross join lateral (
    select t.kind from seal.steps t where t.seal_id = s.seal_id and t.happened_at <= $2 order by t.happened_at desc, t.step_id desc limit 1) l
  join unnest($3::text[], $4::text[]) w (kind, state) on w.kind = l.kind
  left join seal.makings m using (seal_id)
  where s.unit = any ($1)`;

const LIST = `
  select * from (${STANDING}) x
  where ($6::text is null or position($6 in name || note) > 0 or position($6 in code) > 0) and ($7::text is null or unit = $7)
    and ($8::text is null or kind = $8) and ($9::text is null or state = $9) and ($10::timestamptz is null or (state = any ($5) and "validUntil" < $10))
  order by unit, kind, code desc limit ${SIZE + 1} offset $11`;

/** Seals of the units that the reader's duties reach, by unit and kind, twenty a page. */
export async function searchSeals(ctx: Ctx, filter: SealFilter = {}): Promise<{ rows: SealRow[]; more: boolean }> {
  const { text = null, unit = null, kind = null, state = null, endsBefore = null, page = 1 } = filter;
  const given = [unitsInReach(await organisationNow(ctx), ctx.actor, "seal.read"), ctx.now, LAST.map(([last]) => last), LAST.map(([, to]) => to), LIVING];
  const rows = await ctx.db.query<SealRow>(LIST, [...given, text, unit, kind, state, endsBefore, (page - 1) * SIZE]);
  return { rows: rows.slice(0, SIZE), more: rows.length > SIZE };
}
