import { fileShelf } from "#content/form";
import type { Ctx } from "#kernel/ctx";
import type { Received } from "#kernel/files";
import { badInput, Refusal } from "#values/errors";
import { judged, kept, type Judged } from "./files.ts";
import type { MaterialEntry } from "./materials.ts";

// Files that come in one request with what they belong to: with what begins a matter, or with the result of a party's task.

/** A file that came for a field. */
export interface BroughtFor {
  field: string;
  name: string;
  received: Received;
}

/** The same, judged: nothing of it is kept yet. */
export interface JudgedFor {
  field: string;
  file: Judged;
}

/** What of a bad file can be said at its field, so that the form comes back with the rest. */
export function fileFault(name: string, error: unknown): string | undefined {
  const told = error instanceof Refusal && ([413, 422, 503].includes(error.status) || error.code === "TOO_MANY_BYTES");
  return told ? `“${name}”没有收下：${error.message}` : undefined;
}

/** Judges files before anything is written. Refuses by field what cannot be kept. */
export async function judgedFor(ctx: Ctx, files: readonly BroughtFor[]): Promise<JudgedFor[]> {
  const found: JudgedFor[] = [];
  const wrong: Record<string, string> = {};
  for (const { field, name, received } of files) {
    try {
      found.push({ field, file: await judged(ctx, name, received) });
    } catch (error) {
      const fault = fileFault(name, error);
      if (fault === undefined) throw error;
      wrong[field] = fault;
    }
  }
  if (Object.keys(wrong).length > 0) throw badInput("FILES", "有的文件没有收下，请换一个再交。", wrong);
  return found;
}

/** Keeps judged files for the fields of a matter, in the transaction of the act that they come with: whoever does that act has been asked. By field. */
export async function keepFor(ctx: Ctx, matterId: string, files: readonly JudgedFor[]): Promise<Record<string, MaterialEntry[]>> {
  const byField: Record<string, MaterialEntry[]> = {};
  for (const { field, file } of files) {
    const { entry, fresh } = await kept(ctx, matterId, fileShelf(field), file);
    if (fresh || !byField[field]?.some(({ entryId }) => entryId === entry.entryId)) (byField[field] ??= []).push(entry);
  }
  return byField;
}
