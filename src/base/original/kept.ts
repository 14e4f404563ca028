import { sm3 } from "#kernel/crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import type { CheckStep } from "./check-steps.ts";

/** Whether a signature value is one of an original that we keep, and of which file: its SM3. */
export async function keptHash(ctx: Ctx, value: Buffer): Promise<Buffer | undefined> {
  return (await first<{ hash: Buffer }>(ctx.db, "select file_hash as hash from original.files where value_hash = $1", [sm3(value)]))?.hash;
}

/** Whether a file that we issued is the very one that we keep. Pure. */
export function asKept(same: boolean): CheckStep {
  const says = same
    ? "和签发时留存的原件一字不差。"
    : "这个签章是本平台盖的，但整个文件和留存的原件不是一字不差，可能被改动过，或者被别的软件重新保存过。请向申请人要原来下载的文件。";
  return { step: "kept", name: "留存的原件", holds: same ? true : undefined, says };
}
