import { port, type Ctx } from "#kernel/ctx";
import type { Received, StoredFile } from "#kernel/files";

/** Says of a file of the state's own format whether its seal holds, in a sentence. Given by whoever ties the blocks together: seals know matters. */
export type SealJudge = (ctx: Ctx, content: Buffer) => Promise<string>;

export const SEAL_JUDGE = port<SealJudge>("matter.seal-judge");

/** What somebody who opens a file should know beforehand; null of an ordinary one. */
export async function remarkOn(ctx: Ctx, { type, scripts }: StoredFile, received: Received): Promise<string | null> {
  if (scripts) return "这个 PDF 里带有脚本，有的软件打开时会运行它；请用不运行脚本的软件看。";
  return type === "application/ofd" ? ctx.ports.get(SEAL_JUDGE)(ctx, await received.content()) : null;
}
