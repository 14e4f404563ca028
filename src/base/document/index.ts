export type { CheckStep } from "./check-steps.ts";
export { checkFile, type CheckedFile, type CheckedSignature, type Verdict } from "./checking.ts";
export { paperOfDocument } from "./paper-of.ts";
export { renderDocument } from "./rendering.ts";
export { sealedDocument } from "./sealing.ts";
