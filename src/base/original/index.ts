export { findOriginal, originalOf } from "./original.ts";
export type { Format, OriginalWish } from "./wish.ts";
export type { CheckStep } from "./check-steps.ts";
export { checkFile, type CheckedFile, type CheckedSignature, type Verdict } from "./checking.ts";
