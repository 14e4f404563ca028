import type { Phase } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { placed, readable } from "#matter/lists";

/** A matter in the list of those that are about something. */
export interface AboutRow {
  matterId: string;
  number: string;
  title: string;
  kind: string;
  state: string;
  phase: Phase;
  receivedAt: Date;
}

const SHOWN = 20;

/**
 * Matters that are about a row of a register, or about a licence (`OF_LICENCES`), the newest first: those that the actor may read, twenty at most.
 * @param index blind index of the row's key, or of the licence's number
 */
export async function listAbout(ctx: Ctx, register: string, index: string): Promise<{ rows: AboutRow[]; more: boolean }> {
  const { values, $ } = placed();
  const rows = await ctx.db.query<AboutRow>(
    `select m.matter_id as "matterId", m.number, m.title, m.kind, m.state, m.phase, s.received_at as "receivedAt"
     from matter.subjects a join matter.search s using (matter_id) join matter.matters m using (matter_id)
     where a.key_index = ${$(index)} and a.register = ${$(register)} and ${await readable(ctx, $)}
     order by s.received_at desc, m.matter_id limit ${SHOWN + 1}`,
    values,
    "fresh",
  );
  return { rows: rows.slice(0, SHOWN), more: rows.length > SHOWN };
}
