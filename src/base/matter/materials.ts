import { materialsFor, type Material } from "#base/catalogue";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict } from "#kernel/errors";
import { newId } from "#kernel/ids";
import { blueprintOf } from "./blueprint.ts";
import { isEditable } from "./draft.ts";
import { getMatter, lockMatter } from "./load.ts";
import type { Matter } from "./matter.ts";
import { onlyApplicant } from "./party.ts";

/** Something handed in for a material: a file, a licence of the city's, a register's word, the form itself, or a promise. */
export interface MaterialEntry {
  entryId: string;
  materialId: string;
  source: "upload" | "licence" | "register" | "form" | "later";
  fileId: string | null;
  fileName: string | null;
  fileType: string | null;
  size: number | null;
  /** Number of the licence, name of the register. */
  reference: string | null;
  addedAt: Date;
}

const MOST_FILES = 40;

/** What has been handed in. */
export async function listEntries(ctx: Ctx, matterId: string): Promise<MaterialEntry[]> {
  const rows = await ctx.db.query<MaterialEntry>(
    `select entry_id as "entryId", material_id as "materialId", source, file_id as "fileId", file_name as "fileName", file_type as "fileType", size,
       reference, added_at as "addedAt"
     from matter.materials where matter_id = $1 and removed_at is null order by entry_id`,
    [matterId],
  );
  return rows.map((row) => ({ ...row, fileName: row.fileName && ctx.personal.open(row.fileName) }));
}

async function editableMaterial(ctx: Ctx, matterId: string, materialId: string): Promise<{ matter: Matter; material: Material }> {
  const { matter } = await lockMatter(ctx, matterId);
  onlyApplicant(ctx, matter);
  if (!isEditable(matter)) throw conflict("NOT_EDITABLE", "这件申请已经提交，不能再改材料。");
  const { definition } = (await blueprintOf(ctx, matter.itemId, matter.itemVersion)).version;
  const material = materialsFor(definition.item, matter.situation).find((each) => each.id === materialId);
  if (!material) throw badInput("UNKNOWN_MATERIAL", "这次办理不需要这份材料。");
  return { matter, material };
}

const INSERT = `
  insert into matter.materials (matter_id, entry_id, material_id, source, file_id, file_name, file_type, size, reference, added_at, added_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

/** Keeps an uploaded file for a material. The file is on disk before its row is committed. */
export async function attachFile(ctx: Ctx, matterId: string, materialId: string, upload: { name: string; content: Buffer }): Promise<MaterialEntry> {
  const stored = await ctx.files.put(upload.content);
  return transaction(ctx, async (inner) => {
    await editableMaterial(inner, matterId, materialId);
    const held = await listEntries(inner, matterId);
    if (held.length >= MOST_FILES) throw badInput("TOO_MANY_FILES", `一件申请最多上传 ${MOST_FILES} 个文件。`);
    const same = held.find((entry) => entry.materialId === materialId && entry.fileId === stored.fileId);
    if (same) return same;
    const entryId = newId();
    const name = upload.name.replace(/[\u0000-\u001f/\\]/g, "").slice(-100) || "文件";
    await inner.db.query(INSERT, [matterId, entryId, materialId, "upload", stored.fileId, inner.personal.seal(name), stored.type, stored.size, null, inner.now, inner.actor.id]);
    return { entryId, materialId, source: "upload", fileId: stored.fileId, fileName: name, fileType: stored.type, size: stored.size, reference: null, addedAt: inner.now };
  });
}

/** Takes the word of a licence or register instead of paper, or promises to bring a deferrable material later (容缺). */
export async function attachReference(ctx: Ctx, matterId: string, materialId: string, source: "licence" | "register" | "later", reference: string): Promise<void> {
  await transaction(ctx, async (inner) => {
    const { material } = await editableMaterial(inner, matterId, materialId);
    if (source === "later" && material.need !== "deferred") throw badInput("NOT_DEFERRABLE", "这份材料不能后补，请现在提交。");
    if (source !== "later" && !(material.substitute && source in material.substitute)) throw badInput("NO_SUBSTITUTE", "这份材料不能用电子证照或者库里的数据代替。");
    await inner.db.query("update matter.materials set removed_at = $3 where matter_id = $1 and material_id = $2 and source = $4 and removed_at is null", [matterId, materialId, inner.now, source]);
    await inner.db.query(INSERT, [matterId, newId(), materialId, source, null, null, null, null, reference, inner.now, inner.actor.id]);
  });
}

/** Takes something back that was handed in. */
export async function detach(ctx: Ctx, matterId: string, entryId: string): Promise<void> {
  await transaction(ctx, async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    onlyApplicant(inner, matter);
    if (!isEditable(matter)) throw conflict("NOT_EDITABLE", "这件申请已经提交，不能再改材料。");
    await inner.db.query("update matter.materials set removed_at = $3 where matter_id = $1 and entry_id = $2 and removed_at is null", [matterId, entryId, inner.now]);
  });
}

/** Materials that apply, each with what was handed in and whether it is satisfied. */
export interface MaterialState {
  material: Material;
  entries: MaterialEntry[];
  satisfied: boolean;
}

/** The list of materials of a matter as its situation shrinks it. */
export async function materialStates(ctx: Ctx, matter: Matter): Promise<MaterialState[]> {
  const { definition } = (await blueprintOf(ctx, matter.itemId, matter.itemVersion)).version;
  const entries = await listEntries(ctx, matter.matterId);
  return materialsFor(definition.item, matter.situation).map((material) => {
    const own = entries.filter((entry) => entry.materialId === material.id);
    const byForm = material.substitute !== undefined && "form" in material.substitute;
    return { material, entries: own, satisfied: byForm || own.length > 0 || material.need === "optional" };
  });
}

/** The content of a handed-in file, for its applicant or for staff who may see the matter. */
export async function readEntry(ctx: Ctx, matterId: string, entryId: string): Promise<{ name: string; type: string; content: Buffer }> {
  const { matter } = await getMatter(ctx, matterId);
  const entry = (await listEntries(ctx, matter.matterId)).find((each) => each.entryId === entryId && each.fileId);
  if (!entry) throw badInput("NO_FILE", "这份材料没有文件。");
  return { name: entry.fileName!, type: entry.fileType!, content: await ctx.files.read(entry.fileId!) };
}
