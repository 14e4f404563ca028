import { beginnerWord } from "#content/kind";
import { materialsFor } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import type { Blueprint, Matter } from "#matter/matter";

/** A material as it was handed over, or taken from what the city holds. */
export interface HandedIn {
  name: string;
  /** 电子件, 电子证照 */
  form: string;
  copies: number;
  /** Who brought it, or where the city had it. */
  source: string;
}

const FORMS: Record<string, string> = { upload: "电子件", licence: "电子证照", register: "数据核验", form: "网上填写", later: "承诺后补" };
/** What the city had itself. */
const SOURCES: Record<string, string> = { licence: "电子证照库", register: "政务数据" };
/** What somebody did who brought it. */
const DONE: Record<string, string> = { form: "填写", later: "承诺" };

const ENTRIES = `
  select material_id as "materialId", source from matter.materials
  where matter_id = $1 and removed_at is null and added_at <= $2 order by entry_id`;

/** The materials that have been handed in by now, or are held by the city: each once, with how it came. */
export async function handedIn(ctx: Ctx, matter: Matter, { version, kind }: Blueprint): Promise<HandedIn[]> {
  const entries = await ctx.db.query<{ materialId: string; source: string }>(ENTRIES, [matter.matterId, ctx.now]);
  const who = beginnerWord(kind, matter.channel);
  return materialsFor(version.definition.item, matter.situation).flatMap(({ id, name, copies }) => {
    const first = entries.find(({ materialId }) => materialId === id);
    if (!first) return [];
    const source = SOURCES[first.source] ?? `${who}${DONE[first.source] ?? "提交"}`;
    return [{ name, form: FORMS[first.source] ?? "电子件", copies, source }];
  });
}
