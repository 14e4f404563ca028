import { roleGrants } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { ENDINGS, type FileType, type Received, type StoredFile } from "#kernel/files";
import { lastGraphemes } from "#values/graphemes";
import { newId } from "#values/ids";
import { accountOf, withinBytes, withinBytesOf, onlyOwner, mustSee } from "#matter/party";
import { blueprintOf, changeOf, record, getMatter, lockMatter, type Matter, lookAgain, writeChange } from "#matter/matter";
import { listDeferrals, type Deferral } from "#matter/act";
import { isEditable } from "./draft.ts";
import { editableMaterial, INSERT, listEntries, type MaterialEntry } from "./materials.ts";
import { remarkOn } from "./remark.ts";

const MOST_FILES = 40;

// A file is kept once for all who hand it in. Who names one and who removes one that nobody names take turns.
const TURN = "select pg_advisory_xact_lock(hashtextextended('matter.file:' || $1, 0))";

// Files of drafts that were taken out again, and of drafts that are no more, are nobody's; of what was submitted all stays.
const NAMED = `
  select e.file_id as "fileId" from matter.materials e join matter.matters m on m.matter_id = e.matter_id
  where e.file_id = any($1) and (e.removed_at is null or m.submitted_at is not null) and not (m.submitted_at is null and m.closed_at is not null)`;

const ENDING = /(\.(pdf|jpe?g|jfif|png|ofd|html?|xhtml|svg|js|exe|docx?|xlsx?|zip|heic|bmp|gif|webp|tiff?|txt))+$/i;

/**
 * A file's name as it is kept: what cannot be seen, or turns the direction of writing, is dropped, as are the letters that programs take for folders; the
 * ending is that of the content, whatever it was called.
 */
export function fileNameOf(given: string, type: FileType): string {
  const ending = ENDINGS[type];
  const seen = given
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD/\\:*?"<>|]/gu, "")
    .replace(/^[.\s]+|[.\s]+$/gu, "");
  const stem = seen.replace(ENDING, "").replace(/[.\s]+$/u, "");
  return `${lastGraphemes(stem, 90) || "文件"}.${ending}`;
}

/** Whether the actor may bring files to a matter now: asked before anything of them is read. */
export async function mayBringTo(ctx: Ctx, matterId: string): Promise<void> {
  const { matter } = await getMatter(ctx, matterId);
  await onlyBringing(ctx, matter);
  if (!(await isEditable(ctx, matter))) await promised(ctx, matter);
  await withinBytes(ctx, 1);
}

/** Refuses anybody but the owner; what was promised to a matter that runs, whoever works on matters and may see this one takes in as well. */
export async function onlyBringing(ctx: Ctx, matter: Matter): Promise<void> {
  if (ctx.actor.kind !== "staff") return onlyOwner(ctx, matter);
  if (!(ctx.actor.duties ?? []).some((duty) => roleGrants(duty, "matter.work"))) throw forbidden();
  await mustSee(ctx, matter.matterId);
}

async function promised(ctx: Ctx, matter: Matter): Promise<Deferral[]> {
  const deferrals = await listDeferrals(ctx, matter, await blueprintOf(ctx, matter));
  if (deferrals.length === 0) throw conflict("NOT_EDITABLE", "这件申请已经提交，不能再改材料。");
  return deferrals;
}

/** Judges and keeps a file for a material: who may not bring it, or more than they may, is refused before anything is kept. It is on the disk before its row is committed. */
export async function attachFile(
  ctx: Ctx,
  matterId: string,
  materialId: string,
  upload: { name: string; content: Uint8Array | Received },
): Promise<MaterialEntry> {
  await mayBringTo(ctx, matterId);
  const received = upload.content instanceof Uint8Array ? await ctx.files.receive(upload.content) : upload.content;
  try {
    const file = await judged(ctx, upload.name, received);
    return await transaction(ctx, (inner) => attached(inner, matterId, materialId, file));
  } finally {
    await received.drop();
  }
}

/** A file as it was judged: what it is, and what to know of it. */
export interface Judged {
  name: string;
  received: Received;
  stored: StoredFile;
  remark: string | null;
}

/** Judges a file before it is kept. */
export async function judged(ctx: Ctx, name: string, received: Received): Promise<Judged> {
  const stored = await ctx.files.check(received);
  return { name, received, stored, remark: await remarkOn(ctx, stored, received) };
}

/** What lies here for a material, and whether it was not here before. */
export interface Kept {
  entry: MaterialEntry;
  fresh: boolean;
}

async function attached(ctx: Ctx, matterId: string, materialId: string, judged: Judged): Promise<MaterialEntry> {
  const { matter, open } = await lockMatter(ctx, matterId);
  if (await isEditable(ctx, matter)) {
    await editableMaterial(ctx, matter, materialId);
    return (await kept(ctx, matterId, materialId, judged)).entry;
  }
  await onlyBringing(ctx, matter);
  const deferral = (await promised(ctx, matter)).find((each) => each.materialId === materialId);
  if (!deferral) throw conflict("NOT_PROMISED", "这份材料没有约定后补，不能再交。");
  const { entry, fresh } = await kept(ctx, matterId, materialId, judged);
  if (!fresh) return entry;
  const change = changeOf(matter);
  change.matter.promised = matter.promised.map((each) => (each.materialId === materialId ? { ...each, brought: true } : each));
  record(ctx, change, "material-brought", { name: deferral.name });
  await lookAgain(ctx, { matter, open, change, blueprint: await blueprintOf(ctx, matter) });
  await writeChange(ctx, change);
  return entry;
}

/** Keeps a file for a material, once. */
export async function kept(ctx: Ctx, matterId: string, materialId: string, { name: given, received, stored, remark }: Judged): Promise<Kept> {
  const held = await listEntries(ctx, matterId);
  const same = held.find((entry) => entry.materialId === materialId && entry.fileId === stored.fileId);
  if (same) return { entry: same, fresh: false };
  if (held.length >= MOST_FILES) throw badInput("TOO_MANY_FILES", `一件申请最多上传 ${MOST_FILES} 个文件。`);
  await withinBytesOf(ctx, matterId, stored.size);
  await ctx.db.query(TURN, [stored.fileId]);
  await ctx.files.keep(received);
  const { fileId, type: fileType, size } = stored;
  const [entryId, fileName] = [newId(), fileNameOf(given, fileType)];
  const sealed = [ctx.personal.encrypt(fileName), remark && ctx.personal.encrypt(remark)];
  await ctx.db.query(INSERT, [matterId, entryId, materialId, "upload", fileId, sealed[0], fileType, size, null, ctx.now, accountOf(ctx.actor), sealed[1]]);
  const entry: MaterialEntry = {
    entryId,
    materialId,
    source: "upload",
    fileId,
    fileName,
    fileType,
    size,
    reference: null,
    copyId: null,
    addedAt: ctx.now,
    remark,
  };
  return { entry, fresh: true };
}

/** Removes kept files that no material names any more; gives how many. */
export async function forgetUnnamed(ctx: Ctx, fileIds: readonly string[]): Promise<number> {
  let forgotten = 0;
  const named = new Set((await ctx.db.query<{ fileId: string }>(NAMED, [fileIds])).map(({ fileId }) => fileId));
  for (const fileId of fileIds.filter((each) => !named.has(each))) {
    await transaction(ctx, async (inner) => {
      await inner.db.query(TURN, [fileId]);
      if ((await inner.db.query(NAMED, [[fileId]])).length > 0) return;
      await inner.files.remove(fileId);
      forgotten += 1;
    });
  }
  return forgotten;
}

/** Takes something back that was handed in. The file of a draft goes with it. */
export async function detach(ctx: Ctx, matterId: string, entryId: string): Promise<void> {
  const taken = await transaction(ctx, async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    onlyOwner(inner, matter);
    if (!(await isEditable(inner, matter))) throw conflict("NOT_EDITABLE", "这件申请已经提交，不能再改材料。");
    return inner.db.query<{ fileId: string | null }>(
      'update matter.materials set removed_at = $3 where matter_id = $1 and entry_id = $2 and removed_at is null returning file_id as "fileId"',
      [matterId, entryId, inner.now],
    );
  });
  await forgetUnnamed(
    ctx,
    taken.flatMap(({ fileId }) => fileId ?? []),
  );
}
