export { paperOfDocument } from "./paper-of.ts";
export { renderDocument } from "./rendering.ts";
export { sealedDocument } from "./sealing.ts";
