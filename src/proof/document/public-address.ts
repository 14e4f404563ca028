import type { Ctx } from "#kernel/ctx";
import { paperCode } from "./paper-code.ts";

/** Where the proof of a receipt is checked. */
export function traceAddress({ publicUrl }: Ctx): string {
  return `${publicUrl}/verify/trace`;
}

/** Where a paper is checked by the code printed on it. */
export function paperAddress({ publicUrl }: Ctx, document: { matterId: string; documentId: string }): string {
  return `${publicUrl}/verify/paper/${paperCode(document)}`;
}
