import { organisationNow, unitsInReach } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import type { SealUse } from "./queries.ts";
import type { SealKind } from "./seal.ts";

/** A use with the seal that was set. */
export interface LoggedUse extends SealUse {
  sealName: string;
  sealNote: string;
  kind: SealKind;
  unit: string;
}

export interface UseFilter {
  sealId?: string;
  matterId?: string;
  /** Part of the document's name. */
  text?: string;
  /** Part of the name of who set it. */
  by?: string;
  from?: Date;
  /** Not included. */
  until?: Date;
  /** From 1. */
  page?: number;
}

const SIZE = 40;

const LIST = `
  select u.use_id as "useId", u.seal_id as "sealId", u.purpose, u.matter_id as "matterId", u.document, u.property_info as "propertyInfo",
    u.data_hash as "dataHash", u.used_at as "usedAt", u.actor_id as "actorId", u.actor_name as "actorName",
    s.name as "sealName", s.note as "sealNote", s.kind, s.unit
  from seal.uses u join seal.seals s using (seal_id)
  where s.unit = any ($1) and ($2::uuid is null or u.seal_id = $2) and ($3::uuid is null or u.matter_id = $3)
    and ($4::text is null or position($4 in u.document) > 0) and ($5::text is null or position($5 in u.actor_name) > 0)
    and ($6::timestamptz is null or u.used_at >= $6) and ($7::timestamptz is null or u.used_at < $7)
  order by u.used_at desc, u.use_id desc limit ${SIZE + 1} offset $8`;

/** The log of uses of the seals that the reader's duties reach, newest first, forty a page. */
export async function searchUses(ctx: Ctx, filter: UseFilter = {}): Promise<{ rows: LoggedUse[]; more: boolean }> {
  const { sealId = null, matterId = null, text = null, by = null, from = null, until = null, page = 1 } = filter;
  const units = unitsInReach(await organisationNow(ctx), ctx.actor, "seal.read");
  const rows = await ctx.db.query<LoggedUse>(LIST, [units, sealId, matterId, text, by, from, until, (page - 1) * SIZE]);
  return { rows: rows.slice(0, SIZE), more: rows.length > SIZE };
}
