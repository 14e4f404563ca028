import { getItem, publishItem } from "#content/catalogue";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput, conflict } from "#values/errors";
import { countGraphemes, isLongerThan } from "#values/graphemes";
import { getDraft, onlyManager } from "./draft.ts";
import { reportOf } from "./report.ts";

/** Why a version was published, by whom. */
export interface Publication {
  itemId: string;
  version: number;
  reason: string;
  cases: number;
  publishedAt: Date;
  publishedBy: string;
}

const RECORD = "insert into draft.publications (item_id, version, reason, cases, published_at, published_by) values ($1, $2, $3, $4, $5, $6)";

/**
 * Publishes a draft as the next version of its item and ends the draft; gives the version. Matters that run keep theirs.
 * @throws Refusal NO_REASON, NOTHING_CHANGED; DRAFT_CHANGED when it is not of the revision that was looked at; NOT_PASSED when anything is wrong
 * with it or an example comes out differently; BASE_CHANGED when the item has got another version since the draft began
 */
export async function publishDraft(ctx: Ctx, itemId: string, revision: number, reason: string): Promise<number> {
  onlyManager(ctx);
  const said = reason.trim();
  if (countGraphemes(said) < 2 || isLongerThan(said, 500)) throw badInput("NO_REASON", "请写明为什么修改。", { reason: "请写明为什么修改，2 到 500 字。" });
  const draft = await getDraft(ctx, itemId);
  if (draft.revision === 0) throw badInput("NOTHING_CHANGED", "还没有草稿，没有可以发布的改动。");
  if (draft.revision !== revision) throw conflict("DRAFT_CHANGED", "草稿在别处保存过了，请核对后再发布。");
  const report = await reportOf(ctx, draft);
  if (!report.passes) throw badInput("NOT_PASSED", "检查没有全部通过，不能发布。已发布的版本不受影响。");
  return transaction(ctx, async (inner) => {
    const gone = await first(inner.db, "delete from draft.drafts where item_id = $1 and revision = $2 returning revision", [itemId, revision]);
    if (!gone) throw conflict("DRAFT_CHANGED", "草稿在别处保存过了，请核对后再发布。");
    inner.memory.forget("catalogue.items");
    const { definition, version } = await getItem(inner, itemId);
    if (version !== draft.baseVersion) throw conflict("BASE_CHANGED", `草稿是从第 ${draft.baseVersion} 版开始的，现在已是第 ${version} 版。请对比后重新修改。`);
    const changed = { ...definition, flow: draft.flow, ...(draft.rules !== null && { rules: draft.rules }) };
    if (!(await publishItem(inner, changed, `staff:${ctx.actor.id}`))) throw badInput("NOTHING_CHANGED", "草稿与已发布的版本相同，没有可以发布的改动。");
    await inner.db.query(RECORD, [itemId, version + 1, said, report.cases.length, inner.now, inner.actor.name]);
    return version + 1;
  });
}

/** Why the versions of an item were published, where staff did it. */
export function listPublications(ctx: Ctx, itemId: string): Promise<Publication[]> {
  return ctx.db.query<Publication>(
    'select item_id as "itemId", version, reason, cases, published_at as "publishedAt", published_by as "publishedBy" from draft.publications where item_id = $1 order by version desc',
    [itemId],
  );
}
