import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { conflict } from "#values/errors";
import { isId, newId } from "#values/ids";

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];
/** Nobody looks at a list for longer. */
const KEPT = 24 * 3_600_000;

/** Keeps a list, encrypted, while whoever brought it looks at what it would do. Lists that nobody came back to are thrown away. */
export async function keepIntake(ctx: Ctx, purpose: string, fileName: string, content: Buffer): Promise<string> {
  const intakeId = newId();
  await ctx.db.query("delete from list.intakes where taken_at < $1", [new Date(ctx.now.getTime() - KEPT)]);
  await ctx.db.query("insert into list.intakes (intake_id, purpose, file_name, content, taken_at, taken_by) values ($1, $2, $3, $4, $5, $6)", [
    intakeId,
    purpose,
    fileName,
    ctx.personal.encrypt((await pack(content)).toString("base64")),
    ctx.now,
    ctx.actor.id,
  ]);
  return intakeId;
}

/** The list that somebody brought for a purpose. Refusal 409 when it is gone: imported, a day old, or for something else, somebody else's. */
export async function openIntake(ctx: Ctx, purpose: string, intakeId: string): Promise<{ fileName: string; content: Buffer }> {
  const row = isId(intakeId)
    ? await first<{ file_name: string; content: string }>(
        ctx.db,
        "select file_name, content from list.intakes where intake_id = $1 and purpose = $2 and taken_by = $3 and taken_at >= $4",
        [intakeId, purpose, ctx.actor.id, new Date(ctx.now.getTime() - KEPT)],
      )
    : undefined;
  if (!row) throw conflict("INTAKE_GONE", "这份表格已经导入过，或者放了超过一天，请重新选择文件。");
  return { fileName: row.file_name, content: await unpack(Buffer.from(ctx.personal.decrypt(row.content), "base64")) };
}

/** Throws a list away. */
export async function dropIntake(ctx: Ctx, intakeId: string): Promise<void> {
  await ctx.db.query("delete from list.intakes where intake_id = $1", [intakeId]);
}
