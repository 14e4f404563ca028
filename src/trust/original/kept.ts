import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import type { CheckStep } from "./check-steps.ts";

/** Whether a signature value is one of an original that we keep, and of which file: its SM3. */
export async function keptHash(ctx: Ctx, value: Buffer): Promise<Buffer | undefined> {
  return (await first<{ hash: Buffer }>(ctx.db, "select file_hash as hash from original.files where value_hash = $1", [sm3(value)]))?.hash;
}

const STEP = { step: "kept", name: "留存的原件" };

/** Whether a file that we issued is the very one that we keep; `rest`: whether everything else that was asked of it holds. Pure. */
export function asKept(same: boolean, rest: boolean): CheckStep {
  if (same) return { ...STEP, holds: true, says: "和签发时留存的原件一字不差。" };
  const says = rest
    ? "这个签章是本平台盖的，签章和它保护的每个部分都和签发时一样，没有改动；只是整个文件不是留存的那一份，多半是被别的软件重新打包或者另存过。要紧的事，请向给您文件的人要原来下载的文件。"
    : "这个签章是本平台盖的，但整个文件和留存的原件不是一字不差，可能被改动过，或者被别的软件重新保存过。请向给您文件的人要原来下载的文件。";
  return { ...STEP, holds: undefined, says };
}

/**
 * What is said where a seal of this city was set and no original of ours has this very value: it may have been set for something else, which the log of
 * uses knows; else the value was altered or is from behind the platform's back. Pure.
 */
export function asNotKept(used: boolean): CheckStep {
  if (used) return { ...STEP, holds: true, says: "本平台没有留存这份文件的原件，用印记录里有这一次签章。" };
  const says = "印章是本市的，留存的原件和用印记录里却都没有这一次签章：签章数据可能被改动过，或者不是通过本平台盖的。请向给您文件的人要原来下载的文件。";
  return { ...STEP, holds: undefined, says };
}
