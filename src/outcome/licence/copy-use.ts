import { system, type Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { notFound } from "#values/errors";
import { newId } from "#values/ids";
import { recordLook } from "#kernel/trace";
import { COPY_STATES, type CopyState, type CopyStanding } from "./annotated-copy.ts";
import { standingOfCopy } from "./copy-queries.ts";
import { actsAs, holderIdOf } from "./holder.ts";

/** Somebody relied on a copy. */
export interface CopyUse {
  useId: string;
  at: Date;
  /** Who, in words; "公开核验" when nobody had to say. */
  by: string;
  /** Code of the unit they act for. */
  unit: string | null;
  matterId: string | null;
  /** How the copy stood then. */
  standing: CopyState;
}

const SEEN = { masked: "（个人信息已遮盖）", whole: "（全部内容）" } as const;

const INSERT = `
  insert into licence.copy_uses (licence_id, copy_id, use_id, matter_id, actor_kind, actor_name, unit, standing, used_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

// Whoever scans twice in a minute, or reloads the page, has looked once.
const JUST_NOW = `
  select 1 from licence.copy_uses where licence_id = $1 and copy_id = $2 and actor_kind = 'system' and standing = $3 and used_at > $4::timestamptz - interval '1 minute'
  limit 1`;

/** Writes a use on both sides: among the uses of the copy, and into the trace that the holder reads. */
async function logUse(ctx: Ctx, { copy, licence, state }: CopyStanding, look: { fields: string[]; purpose: string; matterId?: string }): Promise<void> {
  const { kind, name, duties } = ctx.actor;
  const { licenceId, copyId } = copy;
  await ctx.db.query(INSERT, [licenceId, copyId, newId(), look.matterId ?? null, kind, name, duties?.[0]?.unit ?? null, state, ctx.now]);
  await recordLook(ctx, { subjectId: (await holderIdOf(ctx, licence)) ?? licenceId, ...look });
}

/**
 * Staff take the copy that stands for a material of a matter, with its face masked or, as its file shows it, whole: how it stands is asked again,
 * and written down with the use. Who may see the matter may have it: the caller has asked. NotFound for a copy that was made for anything else.
 */
export async function useCopy(ctx: Ctx, matterId: string, copyId: string, seen: "masked" | "whole"): Promise<CopyStanding> {
  return transaction(ctx, async (inner) => {
    const standing = await standingOfCopy(inner, { copyId });
    if (standing?.copy.matterId !== matterId) throw notFound("加注件");
    const { copy, licence } = standing;
    await logUse(inner, standing, { fields: [`${licence.name}加注件${SEEN[seen]}`], purpose: `${copy.use}，查阅材料`, matterId });
    return standing;
  });
}

/** Anybody asks by its number how a copy stands. Its holder reads that it was asked, and when; nobody has to say who they are. */
export async function checkCopy(ctx: Ctx, number: string): Promise<CopyStanding | undefined> {
  const standing = await standingOfCopy(ctx, { number });
  if (!standing) return undefined;
  const { copy, licence, state } = standing;
  if (actsAs(ctx.actor, await holderIdOf(ctx, licence))) return standing;
  await transaction({ ...ctx, actor: system("公开核验") }, async (inner) => {
    if ((await inner.db.query(JUST_NOW, [copy.licenceId, copy.copyId, state, inner.now])).length > 0) return;
    await logUse(inner, standing, { fields: [`${licence.name}加注件的核验结果：${COPY_STATES[state]}`], purpose: "有人凭加注件编号核验" });
  });
  return standing;
}

/** Who relied on a copy, newest first, at most 200. For its holder. */
export function listCopyUses(ctx: Ctx, { licenceId, copyId }: { licenceId: string; copyId: string }): Promise<CopyUse[]> {
  return ctx.db.query<CopyUse>(
    `select use_id as "useId", used_at as "at", actor_name as "by", unit, matter_id as "matterId", standing
     from licence.copy_uses where licence_id = $1 and copy_id = $2 order by used_at desc, use_id desc limit 200`,
    [licenceId, copyId],
  );
}
