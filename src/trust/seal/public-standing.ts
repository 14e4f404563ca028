import { foldNumber } from "#values/codes";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { getSeal } from "./queries.ts";
import { KINDS, type SealKind, type SealState } from "./seal.ts";

/** How a seal stands, as anybody may know it who has seen it on a paper. */
export interface PublicStanding {
  code: string;
  kind: SealKind;
  /** What stands on it; undefined for a person's, whose name is not ours to tell. */
  name: string | undefined;
  note: string;
  unit: string;
  state: SealState;
  /** Since when it stands so. */
  since: Date;
  validFrom: Date;
  validUntil: Date;
}

/** How the seal with a code of 13 digits stands now; undefined when none was ever made with it. */
export async function findStanding(ctx: Ctx, code: string): Promise<PublicStanding | undefined> {
  const row = await first<{ sealId: string }>(ctx.db, `select seal_id as "sealId" from seal.seals join seal.makings using (seal_id) where code = $1`, [
    foldNumber(code),
  ]);
  if (!row) return undefined;
  const { kind, name, note, unit, state, steps, making } = await getSeal(ctx, row.sealId);
  const { validFrom, validUntil } = making!;
  const since = state === "expired" ? validUntil : steps.at(-1)!.happenedAt;
  return { code, kind, name: KINDS[kind].shape === "round" ? name : undefined, note, unit, state, since, validFrom, validUntil };
}
