import { asksForFiles, fileShelf, type FieldDefinition } from "#content/form";
import { fieldsAsked } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import type { Received } from "#kernel/files";
import { badInput, conflict, forbidden } from "#values/errors";
import { withinBytes } from "#matter/party";
import { blueprintOf, changeOf, getMatter, isRunning, lockMatter, record, writeChange, type Blueprint, type Matter } from "#matter/matter";
import { judged, kept, onlyBringing } from "./files.ts";
import type { MaterialEntry } from "./materials.ts";

async function onlyStaffHere(ctx: Ctx, matter: Matter): Promise<void> {
  if (ctx.actor.kind !== "staff") throw forbidden();
  await onlyBringing(ctx, matter);
  if (!isRunning(matter)) throw conflict("NOT_RUNNING", "这件事已经结束，不能再加文件。");
}

/** Whether staff may bring files to a matter that runs: asked before anything of them is read. */
export async function mayBringAnswers(ctx: Ctx, matterId: string): Promise<void> {
  await onlyStaffHere(ctx, (await getMatter(ctx, matterId)).matter);
  await withinBytes(ctx, 1);
}

function asking(name: string, { form, kind }: Blueprint): { field: FieldDefinition; inForm: boolean } {
  const own = form.fields.get(name);
  if (own && asksForFiles(own)) return { field: own, inForm: true };
  const work = Object.values(kind.works)
    .flatMap(fieldsAsked)
    .find((field) => field.name === name && asksForFiles(field));
  if (!work) throw badInput("UNKNOWN_FIELD", "这里没有要交的文件。");
  return { field: work, inForm: false };
}

/**
 * Staff bring a file for a field that asks for files: one of a work, whose result names its entry afterwards, or one of the form of a matter that they began,
 * whose answer it becomes at once.
 */
export async function bringForAnswer(ctx: Ctx, matterId: string, name: string, upload: { name: string; content: Received }): Promise<MaterialEntry> {
  await mayBringAnswers(ctx, matterId);
  try {
    const file = await judged(ctx, upload.name, upload.content);
    return await transaction(ctx, async (inner) => {
      const { matter } = await lockMatter(inner, matterId);
      await onlyStaffHere(inner, matter);
      const { field, inForm } = asking(name, await blueprintOf(inner, matter));
      const { entry, fresh } = await kept(inner, matterId, fileShelf(name), file);
      if (!inForm || !fresh) return entry;
      const change = changeOf(matter);
      change.matter.form = { ...change.matter.form, [name]: [...((change.matter.form[name] as string[] | undefined) ?? []), entry.entryId] };
      record(inner, change, "supplied", { name: field.label });
      await writeChange(inner, change);
      return entry;
    });
  } finally {
    await upload.content.drop();
  }
}
