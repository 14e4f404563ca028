export { archivedFile, issuedFile, type IssuedFile } from "./issued-file.ts";
export { paperOfDocument } from "./paper-of.ts";
export { setTraceAddress } from "./receipt-proof.ts";
