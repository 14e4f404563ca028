export { archiveCopy } from "./archive-copy.ts";
export type { CheckStep } from "./check-steps.ts";
export type { CheckedFile, CheckedSignature, ProofJudge, Verdict } from "./checked.ts";
export { checkFile } from "./checking.ts";
export { findOriginal, originalOf } from "./original.ts";
export type { Format, OriginalWish } from "./wish.ts";
