import { annotateForMatter } from "#outcome/licence";
import type { Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";
import type { MaterialState } from "./materials.ts";
import type { Matter } from "#matter/matter";

const KEEP = `
  insert into matter.materials (matter_id, entry_id, material_id, source, reference, copy_id, added_at, added_by)
  select $1, k.entry_id, k.material_id, k.source, k.reference, k.copy_id, $7, $8
  from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[]) as k(entry_id, material_id, source, reference, copy_id)`;

/**
 * Writes down, at submission, what the city held in place of papers: the reviewer sees the same as the owner did. A licence is handed in as a
 * 加注件 for this matter and item; `number` is the matter's.
 */
export async function keepHeld(ctx: Ctx, { matterId, itemId, itemName }: Matter, number: string, states: MaterialState[]): Promise<void> {
  const kept = states.flatMap(({ material, entries, held }) =>
    held && !entries.some((entry) => entry.source === held.source) ? [{ id: newId(), material: material.id, ...held }] : [],
  );
  if (kept.length === 0) return;
  const copies: (string | null)[] = [];
  for (const { licence } of kept) copies.push(licence ? (await annotateForMatter(ctx, licence, { matterId, itemId, itemName, number })).copyId : null);
  await ctx.db.query(KEEP, [
    matterId,
    kept.map((each) => each.id),
    kept.map((each) => each.material),
    kept.map((each) => each.source),
    kept.map((each) => each.reference),
    copies,
    ctx.now,
    ctx.actor.id,
  ]);
}
