export { issuedFile, type IssuedFile } from "./issued-file.ts";
export { paperOfDocument } from "./paper-of.ts";
