import { asksForFiles, fileShelf, type Answers, type Field } from "#content/form";
import { attachFile, detach } from "#matter/intake";
import type { Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import type { Incoming } from "#kernel/http";
import type { Application } from "./application.ts";

/** What a page brought for fields that ask for files. */
export interface BroughtAnswers {
  /** Ids of the files of each such field, those that came just now among them. */
  answers: Answers;
  /** What was not taken in, by field. */
  errors: Record<string, string>;
  /** A file was taken out, or not taken in: the page is shown again. */
  changed: boolean;
}

function idsIn(value: unknown): string[] {
  return [value].flat().filter((each): each is string => typeof each === "string" && each !== "");
}

/** Keeps the files that came for fields of the form, and takes out the one whose button was pressed. A bad file does not take the good ones with it. */
export async function bringFiles(
  { brought, body }: Pick<Incoming, "brought" | "body">,
  ctx: Ctx,
  { matter, around }: Application,
  fields: readonly Field[],
): Promise<BroughtAnswers> {
  const asking = fields.filter(asksForFiles);
  const kept = new Map(asking.map(({ name }) => [name, idsIn(body[name])] as const));
  const errors: Record<string, string> = {};
  for (const { field, name, received, refusal } of brought) {
    if (!kept.has(field)) continue;
    try {
      if (refusal) throw refusal;
      const { entryId } = await attachFile(ctx, matter.matterId, fileShelf(field), { name, content: received });
      kept.set(field, [...new Set([...kept.get(field)!, entryId])]);
    } catch (error) {
      if (!(error instanceof Refusal) || (![413, 422, 503].includes(error.status) && error.code !== "TOO_MANY_BYTES")) throw error;
      errors[field] = `“${name}”没有收下：${error.message}`;
    }
  }
  const removed = body["_remove"];
  const own = asking.find(({ name }) => around.files?.[name]?.some(({ id }) => id === removed));
  if (own && typeof removed === "string") {
    await detach(ctx, matter.matterId, removed);
    kept.set(
      own.name,
      kept.get(own.name)!.filter((id) => id !== removed),
    );
  }
  const answers = Object.fromEntries([...kept].map(([name, ids]) => [name, ids.length > 0 ? ids : null]));
  return { answers, errors, changed: own !== undefined || Object.keys(errors).length > 0 };
}
