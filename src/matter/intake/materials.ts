import { findUsable, type Licence } from "#outcome/licence";
import { getPerson } from "#people/identity";
import { asksForFiles, fileShelf } from "#content/form";
import { ownParty } from "#content/kind";
import { materialsFor, type NeededMaterial } from "#content/pack";
import { recordsAbout } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict } from "#values/errors";
import { newId } from "#values/ids";
import { blueprintOf, lockMatter, type Matter } from "#matter/matter";
import { isEditable } from "./draft.ts";
import { recordFileLook, ownerDetails, onlyOwner } from "#matter/party";

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
  /** The 加注件 that was handed in, when it is a licence. */
  copyId: string | null;
  addedAt: Date;
  /** What somebody who opens the file should know: whether its seal holds, that it would run scripts. */
  remark: string | null;
}

/** What has been handed in. */
export async function listEntries(ctx: Ctx, matterId: string): Promise<MaterialEntry[]> {
  const rows = await ctx.db.query<MaterialEntry>(
    `select entry_id as "entryId", material_id as "materialId", source, file_id as "fileId", file_name as "fileName", file_type as "fileType", size,
       reference, copy_id as "copyId", added_at as "addedAt", remark
     from matter.materials where matter_id = $1 and removed_at is null order by entry_id`,
    [matterId],
  );
  const opened = (sealed: string | null): string | null => sealed && ctx.personal.decrypt(sealed);
  return rows.map((row) => ({ ...row, fileName: opened(row.fileName), remark: opened(row.remark) }));
}

/** A material of a matter that its caller has locked, while its owner may still change what was handed in. */
export async function editableMaterial(ctx: Ctx, matter: Matter, materialId: string): Promise<NeededMaterial> {
  onlyOwner(ctx, matter);
  if (!(await isEditable(ctx, matter))) throw conflict("NOT_EDITABLE", "这件申请已经提交，不能再改材料。");
  const { form, version, kind } = await blueprintOf(ctx, matter);
  // Files that a field of the form asks for lie here as well.
  const field = [...form.fields.values()].find((each) => asksForFiles(each) && fileShelf(each.name) === materialId);
  if (field) return { id: materialId, name: field.label, need: "optional", form: "electronic", source: ownParty(kind) ?? "", copies: 1, bring: false };
  const material = materialsFor(version.definition.item, matter.situation).find((each) => each.id === materialId);
  if (!material) throw badInput("UNKNOWN_MATERIAL", "这次办理不需要这份材料。");
  return material;
}

export const INSERT = `
  insert into matter.materials (matter_id, entry_id, material_id, source, file_id, file_name, file_type, size, reference, added_at, added_by, remark)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

/** Promises to bring a deferrable material later (容缺受理). */
export async function defer(ctx: Ctx, matterId: string, materialId: string): Promise<void> {
  await transaction(ctx, async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    const material = await editableMaterial(inner, matter, materialId);
    if (material.need !== "deferred") throw badInput("NOT_DEFERRABLE", "这份材料不能后补，请现在提交。");
    const held = await listEntries(inner, matterId);
    if (held.some((entry) => entry.materialId === materialId && entry.source === "later")) return;
    await inner.db.query(INSERT, [matterId, newId(), materialId, "later", null, null, null, null, null, inner.now, inner.actor.id, null]);
  });
}

/** What the city holds itself, in place of a paper: a usable licence, a record of a register, the form. */
export interface Held {
  source: "licence" | "register" | "form";
  /** Name and number of the licence, name of the register. */
  reference: string;
  licence?: Licence;
}

/** Materials that apply, each with what was handed in, what the city holds, and whether that is enough. */
export interface MaterialState {
  material: NeededMaterial;
  entries: MaterialEntry[];
  held: Held | undefined;
  satisfied: boolean;
}

/** The owner's number, and what the registers hold about them. */
interface About {
  number: string;
  records: Record<string, unknown>;
}

async function heldFor(ctx: Ctx, substitute: NeededMaterial["substitute"], { number, records }: About): Promise<Held | undefined> {
  if (substitute?.form) return { source: "form", reference: "网上填写的申请表" };
  if (substitute?.licence) {
    const licence = await findUsable(ctx, number, substitute.licence);
    if (licence) return { source: "licence", reference: `${licence.name} ${licence.number}`, licence };
  }
  if (substitute?.register && records[substitute.register]) return { source: "register", reference: substitute.register };
  return undefined;
}

/**
 * The list of materials of a matter as its situation shrinks it. What the city holds need not be brought;
 * `known` are the owner's records, when the caller has them already.
 */
export async function materialStates(ctx: Ctx, matter: Matter, known?: Record<string, unknown>): Promise<MaterialState[]> {
  const { definition } = (await blueprintOf(ctx, matter)).version;
  const { number } = ownerDetails(ctx, matter);
  const [entries, records] = await Promise.all([listEntries(ctx, matter.matterId), known ?? recordsAbout(ctx, { kind: matter.owner.kind, number })]);
  const materials = materialsFor(definition.item, matter.situation);
  // What a register says of a person stands for the agent's papers too, when somebody acts for a firm.
  const ofAgent = matter.agentId !== null && materials.some(({ substitute }) => substitute?.register && !records[substitute.register]);
  const agent = ofAgent ? await recordsAbout(ctx, { kind: "person", number: (await getPerson(ctx, matter.agentId!)).idNumber }) : {};
  const about = { number, records: { ...agent, ...records } };
  return Promise.all(
    materials.map(async (material) => {
      const own = entries.filter((entry) => entry.materialId === material.id);
      const held = await heldFor(ctx, material.substitute, about);
      return { material, entries: own, held, satisfied: own.length > 0 || held !== undefined || material.need === "optional" };
    }),
  );
}

/** The content of a handed-in file. Who may see the matter may have it: the caller has asked by taking the view. Staff leave a look. */
export async function readEntry(ctx: Ctx, matterId: string, entryId: string): Promise<{ name: string; type: string; content: Buffer }> {
  const entry = (await listEntries(ctx, matterId)).find((each) => each.entryId === entryId && each.fileId);
  if (!entry) throw badInput("NO_FILE", "这份材料没有文件。");
  await recordFileLook(ctx, matterId, entry.materialId);
  return { name: entry.fileName!, type: entry.fileType!, content: await ctx.files.read(entry.fileId!) };
}
